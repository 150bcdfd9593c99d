/**
 * Photos of a slice. A batch is cut into slices of this size, whatever the number of threads, and
 * what they sum is added up in their order: so every number of threads computes the same bits.
 */
export const SLICE_PHOTOS = 16;

/** How many slices a batch of `photos` is cut into; the last may be smaller. */
export function sliceCount(photos: number): number {
  return Math.ceil(photos / SLICE_PHOTOS);
}
