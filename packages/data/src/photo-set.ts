import type { Fit, LabelledImages } from '@peasy/core';

/** A file that was left out, and why. */
export interface RejectedPhoto {
  /** Path inside the folder or the zip. */
  readonly path: string;
  /** A phrase that follows the path: "is empty (zero bytes)". */
  readonly reason: string;
}

/** Photos, decoded and packed: what a run trains on. */
export interface PhotoSet {
  /** `drawn`: no photos were found, and Peasy drew some. */
  readonly kind: 'files' | 'drawn';
  /** Base name of the folder or zip, or "drawn". */
  readonly name: string;
  /** In label order. */
  readonly classes: readonly string[];
  /** Row i of `images` came from paths[i]. */
  readonly paths: readonly string[];
  /** SHA-256 of the file's bytes, hex, for each row. */
  readonly hashes: readonly string[];
  readonly images: LabelledImages;
  readonly rejected: readonly RejectedPhoto[];
  /**
   * SHA-256 over classes, labels, paths, hashes, decode options and pixels: equal digests mean
   * equal tensors, whatever machine and version of the decoder made them.
   */
  readonly digest: string;
  /** Whether the packed tensors came from the cache. */
  readonly cached: boolean;
}

/** Where a build of the cache stands. */
export interface PhotoProgress {
  readonly stage: 'scan' | 'draw' | 'decode';
  readonly done: number;
  readonly total: number;
}

/** Which photos are drawn when there are none. */
export interface DrawnSetOptions {
  /** 1200 unless told. */
  readonly photosPerClass?: number;
  /** Another seed draws other photos; 1 unless told. */
  readonly seed?: number;
}

/** What openPhotos takes. */
export interface OpenPhotosOptions {
  /** A folder or a zip; undefined: draw them. */
  readonly source: string | undefined;
  readonly size: number;
  readonly fit: Fit;
  /** Label order and choice of classes; empty: all, by alphabet. */
  readonly classes: readonly string[];
  /** Stop at the first file that cannot be read. Default: leave it out, and list it as rejected. */
  readonly strict?: boolean;
  /** Folder for the packed cache files. */
  readonly cacheFolder: string;
  /** For the drawn set: how many, and which. */
  readonly drawn?: DrawnSetOptions;
  /** Called for every photo; whoever shows it slows it down. */
  readonly onProgress?: (progress: PhotoProgress) => void;
  readonly signal?: AbortSignal;
}

/** A user's mistake with photos: the message says what was expected, what came, where, and what to do. */
export class PhotoError extends Error {
  override name = 'PhotoError';
}
