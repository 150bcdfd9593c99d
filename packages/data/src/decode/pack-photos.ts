import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { PackedPhotos } from '../cache/cache-file.js';
import type { LabelledFile } from '../cache/cache-key.js';
import { forEachParallel } from '../parallel.js';
import { PhotoError, type RejectedPhoto } from '../photo-set.js';
import { BrokenPhotoError } from '../source/photo-source.js';
import { type DecodeOptions, decodeBytes } from './decode-photo.js';
import { pixelMemory } from './pixel-memory.js';

/** What packing needs beside the photos. */
export interface PackOptions extends DecodeOptions {
  readonly classes: readonly string[];
  readonly strict?: boolean;
  /** Called after each photo. */
  readonly onDecoded?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Reading one photo and decoding another overlap; more than this many under way gains nothing. */
const UNDER_WAY = Math.max(4, 2 * availableParallelism());

/**
 * Decodes photos into one tensor, rows in the order of `photos`. Broken ones are listed and left
 * out.
 * @throws PhotoError at the first broken photo when `strict`; the signal's reason when aborted.
 */
export async function packPhotos(
  photos: readonly LabelledFile[],
  options: PackOptions,
): Promise<PackedPhotos> {
  const { size, fit, classes, strict, onDecoded, signal } = options;
  const rowBytes = size * size * 3;
  const pixels = pixelMemory(photos.length * rowBytes);
  const hashes = new Array<string>(photos.length).fill('');
  const reasons = new Map<number, string>();
  let done = 0;

  await forEachParallel(photos, UNDER_WAY, signal, async ({ file }, i) => {
    // A photo further on may have failed first; what comes before it is under way already.
    if (strict && reasons.size > 0) return;
    try {
      const bytes = await file.read();
      pixels.set(await decodeBytes(bytes, options), i * rowBytes);
      hashes[i] = createHash('sha256').update(bytes).digest('hex');
    } catch (error) {
      if (!(error instanceof BrokenPhotoError)) throw error;
      reasons.set(i, error.message);
    }
    onDecoded?.(++done, photos.length);
  });

  const rejected: RejectedPhoto[] = [...reasons]
    .sort(([a], [b]) => a - b)
    .map(([i, reason]) => ({ path: photos[i].file.path, reason }));
  if (strict) refuseRejected(rejected);

  const kept = photos.flatMap((_, i) => (reasons.has(i) ? [] : [i]));
  kept.forEach((from, row) => {
    if (from !== row) pixels.copyWithin(row * rowBytes, from * rowBytes, (from + 1) * rowBytes);
  });
  const packed = {
    size,
    fit,
    classes,
    paths: kept.map((i) => photos[i].file.path),
    hashes: kept.map((i) => hashes[i]),
    labels: Uint8Array.from(kept, (i) => photos[i].label),
    rejected,
    // A copy where some were left out, so that their memory is given back.
    pixels: reasons.size > 0 ? copyOf(pixels.subarray(0, kept.length * rowBytes)) : pixels,
  };
  return { ...packed, digest: digestOf(packed) };
}

function copyOf(pixels: Uint8Array): Uint8Array {
  const copy = pixelMemory(pixels.length);
  copy.set(pixels);
  return copy;
}

/** @throws PhotoError that names the first photo which was left out, for `strict`. */
export function refuseRejected(rejected: readonly RejectedPhoto[]): void {
  const first = rejected[0];
  if (!first) return;
  throw new PhotoError(
    `${first.path} ${first.reason}. Strict reading stops here: repair or remove the photo, or read without --strict to leave it out.`,
  );
}

/** The pixels are part of it: equal digests mean equal tensors, whatever the decoder's version. */
function digestOf(packed: Omit<PackedPhotos, 'digest' | 'rejected'>): string {
  const { size, fit, classes, paths, hashes, labels, pixels } = packed;
  return createHash('sha256')
    .update(JSON.stringify([size, fit, classes, paths, hashes]))
    .update(labels)
    .update(pixels)
    .digest('hex');
}
