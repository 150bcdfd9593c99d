import type { PhotoProgress, PhotoRole } from '../api/inside.js';
import type { RunDetail } from '../api/types.js';

/** The photos that a run is of, decoded as the run took them. */
export interface RunPhotos {
  /** Name of the set. */
  readonly name: string;
  /** Whether they are the very photos that the run recorded. */
  readonly isSame: boolean;
  /** Of each photo, within its folder or zip. */
  readonly paths: readonly string[];
  /** SHA-256 of each photo's file, hex. */
  readonly hashes: readonly string[];
  /** Class index of each photo. */
  readonly labels: Uint8Array;
  /** What each photo was to the run, `test` before `train`; undefined: nothing. */
  readonly roles: readonly (PhotoRole | undefined)[];
  /** Whether the run trained on it. */
  readonly trained: readonly boolean[];
  /** uint8, `[count, height, width, channels]`. */
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Where the server finds photos: the record keeps their digests, not the photos themselves. Tells
 * how far it is where that takes long.
 * Rejects with a StoreError `notFound` where they are not here any more, saying what to do.
 */
export type PhotoProvider = (
  run: RunDetail,
  onProgress?: (progress: NonNullable<PhotoProgress['progress']>) => void,
) => Promise<RunPhotos>;
