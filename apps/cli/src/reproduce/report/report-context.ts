import type { Tensor } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { Pixels } from '@peasy/report';
import type { Store } from '@peasy/tracker';
import type { LookFlags } from '../../compute-flags.js';
import { pixelsOf } from '../measure.js';
import type { Results } from '../results.js';

/** What the parts of the report are made from. */
export interface ReportContext {
  readonly store: Store;
  readonly results: Results;
  readonly flags: LookFlags;
  /** A photo from outside, decoded; undefined: none was given. */
  readonly outside: OutsidePhoto | undefined;
}

/** A photo that belongs to no set. */
export interface OutsidePhoto {
  readonly name: string;
  readonly pixels: Uint8Array;
}

/** A photo of the set as a picture. */
export function photoPixels(photos: PhotoSet, index: number): Pixels {
  return squareOf(photos, pixelsOf(photos, index));
}

/** Decoded pixels as a picture. */
export function squareOf({ images }: PhotoSet, bytes: Uint8Array): Pixels {
  return { width: images.width, height: images.height, channels: 3, bytes };
}

/** One photo's part of what a layer gave for several. */
export function photoPart({ shape, values }: Tensor, photo: number): Tensor {
  const size = shape.slice(1).reduce((product, one) => product * one, 1);
  return { shape: shape.slice(1), values: values.subarray(photo * size, (photo + 1) * size) };
}
