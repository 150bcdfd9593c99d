/** Formats that are decoded. Whatever a file is named, its first bytes say what it is. */
export const PHOTO_FORMATS = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const;
export type PhotoFormat = (typeof PHOTO_FORMATS)[number];

/**
 * The format by the first bytes, or undefined. Nothing else reaches the decoder, which would also
 * take SVG, PDF and more, with all that these can refer to.
 */
export function photoFormat(bytes: Uint8Array): PhotoFormat | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(32, bytes.length));
  const text = head.toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp';
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  // Little-endian and big-endian TIFF, and their BigTIFF.
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return 'tiff';
  // ISO base media: major brand, version, compatible brands.
  if (text.startsWith('ftyp', 4) && /avi[fs]/.test(text.slice(8))) return 'avif';
  return undefined;
}
