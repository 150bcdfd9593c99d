import { createHash } from 'node:crypto';
import { DECODER, type DecodeOptions } from '../decode/decode-photo.js';
import type { SourceFile } from '../source/photo-source.js';

/** A photo with its label, about to be decoded. */
export interface LabelledFile {
  readonly file: SourceFile;
  readonly label: number;
}

/** Raise it when the cache file's layout changes: older files are then built anew. */
export const CACHE_VERSION = 1;

/**
 * Names the cache file of these photos: SHA-256, hex, over all that decides on its content. The
 * place and the name of the folder or zip do not, so a renamed one finds its cache.
 */
export function cacheKey(
  classes: readonly string[],
  photos: readonly LabelledFile[],
  fingerprints: readonly string[],
  { size, fit }: DecodeOptions,
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([CACHE_VERSION, DECODER, size, fit, classes]));
  photos.forEach(({ file, label }, i) => {
    hash.update(`\n${JSON.stringify([file.path, label, fingerprints[i]])}`);
  });
  return hash.digest('hex');
}
