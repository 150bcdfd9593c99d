import type { Tensor } from '@peasy/core';

/** A grey patch that is moved over a photo. */
export interface OcclusionPatch {
  /** Side in pixels. */
  readonly side: number;
  /** Pixels from one place to the next. */
  readonly stride: number;
  /** 0 to 255. */
  readonly grey: number;
}

/** What a class's probability is with a patch over each place. */
export interface OcclusionAnswer {
  /** Probability of the whole photo. */
  readonly whole: number;
  /** With the patch: `[rows, columns, 1]`. */
  readonly probabilities: Tensor;
  /** Left, and top, of each column's and each row's patch; a patch at an edge is cut there. */
  readonly lefts: readonly number[];
  readonly tops: readonly number[];
}

/** Tops or lefts of patches along a side: every `stride`, centred, so that both edges are covered. */
export function patchStarts(length: number, { side, stride }: OcclusionPatch): readonly number[] {
  const count = Math.max(1, Math.ceil((length - side) / stride) + 1);
  const over = (count - 1) * stride + side - length;
  return Array.from({ length: count }, (_, i) => i * stride - Math.floor(over / 2));
}

/** Copies of a photo, each with a patch at one place, row by row. */
export function occludedPhotos(
  pixels: Uint8Array,
  [height, width, channels]: readonly number[],
  patch: OcclusionPatch,
): Uint8Array {
  const tops = patchStarts(height, patch);
  const lefts = patchStarts(width, patch);
  const copies = new Uint8Array(tops.length * lefts.length * pixels.length);
  let start = 0;
  for (const top of tops) {
    for (const left of lefts) {
      copies.set(pixels, start);
      for (let y = Math.max(0, top); y < Math.min(height, top + patch.side); y++) {
        const from = start + (y * width + Math.max(0, left)) * channels;
        const to = start + (y * width + Math.min(width, left + patch.side)) * channels;
        copies.fill(patch.grey, from, to);
      }
      start += pixels.length;
    }
  }
  return copies;
}
