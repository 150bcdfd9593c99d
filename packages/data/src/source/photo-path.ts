/** Endings of the files that Peasy takes for photos; what is in them is found out by decoding. */
export const PHOTO_EXTENSIONS = [
  'jpg',
  'jpeg',
  'png',
  'webp',
  'gif',
  'tiff',
  'tif',
  'avif',
] as const;

const EXTENSIONS: ReadonlySet<string> = new Set(PHOTO_EXTENSIONS);

/** Whether the name ends like a photo's, in upper or lower case. */
export function hasPhotoExtension(path: string): boolean {
  return EXTENSIONS.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}

/** Whether a file or folder of this name is an operating system's own: dotfiles and macOS' `__MACOSX`. */
export function isHiddenName(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX';
}

/**
 * Why a path inside an archive is refused, or undefined. Refused are paths that could name
 * something outside the archive when joined to a folder.
 */
export function pathRefusal(path: string): string | undefined {
  if (path.includes('\\')) {
    return 'has a backslash in its path, by which it may climb out of the archive; zip it again with "/"';
  }
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) {
    return 'has an absolute path, so it climbs out of the archive';
  }
  if (path.split('/').includes('..')) {
    return 'has ".." in its path, so it climbs out of the archive';
  }
  if (path.includes('\0')) return 'has a zero byte in its path';
  return undefined;
}

/** Whether any folder or the file itself is hidden. */
export function isHiddenPath(path: string): boolean {
  return path.split('/').some((part) => part !== '..' && part !== '.' && isHiddenName(part));
}
