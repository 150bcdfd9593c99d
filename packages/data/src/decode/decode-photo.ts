import type { Fit } from '@peasy/core';
import sharp from 'sharp';
import { PhotoError } from '../photo-set.js';
import { readPhotoFile } from '../source/folder-source.js';
import { BrokenPhotoError } from '../source/photo-source.js';
import { PHOTO_FORMATS, photoFormat } from './photo-format.js';

/** How a photo becomes a square. */
export interface DecodeOptions {
  /** Pixels a side. */
  readonly size: number;
  readonly fit: Fit;
}

/** Photos of more pixels than this are left out: unpacked, they would fill the memory. */
export const MAX_PIXELS = 100_000_000;

/** Names what decodes, and how: another decoder may give other pixels, so caches are keyed by it. */
export const DECODER = `sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}, rules 1`;

/**
 * Decodes one photo to `[size, size, 3]` uint8 sRGB.
 *
 * Turned as its EXIF says; grey becomes three equal channels; CMYK and other profiles become
 * sRGB; 16 bits become 8; transparent parts become white; of an animation the first frame is
 * taken. `squash` ignores proportions, `crop` keeps the centre. The kernel is sharp's Lanczos3
 * with its anti-aliasing, and large JPEGs are shrunk while they are decoded (its default).
 * Warnings of the decoder are passed over (many cameras write stray bytes), errors and truncation
 * are not: a photo that is half grey would teach the wrong thing.
 * @throws BrokenPhotoError with the reason.
 */
export async function decodeBytes(bytes: Uint8Array, options: DecodeOptions): Promise<Uint8Array> {
  const { size, fit } = options;
  if (bytes.length === 0) throw new BrokenPhotoError('is empty (zero bytes)');
  if (!photoFormat(bytes)) {
    throw new BrokenPhotoError(
      `is no photo: expected ${PHOTO_FORMATS.join(', ')}, it begins with ${beginning(bytes)}`,
    );
  }
  try {
    const { data, info } = await sharp(bytes, {
      failOn: 'error',
      limitInputPixels: MAX_PIXELS,
      autoOrient: true,
      pages: 1,
    })
      .flatten({ background: '#ffffff' })
      .resize(size, size, { fit: fit === 'crop' ? 'cover' : 'fill', position: 'centre' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 || data.length !== size * size * 3) {
      throw new Error(`expected 3 channels, got ${info.channels}`);
    }
    return new Uint8Array(data.buffer, data.byteOffset, data.length);
  } catch (cause) {
    throw new BrokenPhotoError(reasonOf(cause as Error), { cause });
  }
}

/**
 * Decodes one photo, given by path or by its bytes, exactly as photos for training are.
 * @returns `[size, size, 3]` uint8 sRGB.
 * @throws PhotoError that names the file and says why.
 */
export async function decodePhoto(
  input: string | Uint8Array,
  options: DecodeOptions,
): Promise<Uint8Array> {
  try {
    return await decodeBytes(
      typeof input === 'string' ? await readPhotoFile(input) : input,
      options,
    );
  } catch (cause) {
    if (!(cause instanceof BrokenPhotoError)) throw cause;
    const name = typeof input === 'string' ? input : 'The photo';
    throw new PhotoError(`${name} ${cause.message}.`, { cause });
  }
}

function reasonOf(cause: Error): string {
  if (/pixel limit/i.test(cause.message)) {
    return `is larger than ${MAX_PIXELS / 1e6} megapixels, too large to unpack`;
  }
  const lines = cause.message.split('\n').map((line) => line.trim().replace(/\.$/, ''));
  return `cannot be decoded: ${[...new Set(lines)].filter(Boolean).slice(0, 2).join('; ')}`;
}

function beginning(bytes: Uint8Array): string {
  return JSON.stringify(Buffer.from(bytes.subarray(0, 12)).toString('latin1'));
}
