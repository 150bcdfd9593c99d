import {
  checkImages,
  checkIndices,
  checkLabels,
  type LabelledImages,
  type MapShape,
} from '@peasy/core';

/**
 * Checks photos that a network is to compute.
 * @param classes with it, their labels too.
 * @throws EngineError saying what was expected and what came.
 */
export function checkPhotos(
  images: LabelledImages,
  indices: Int32Array,
  input: MapShape,
  classes?: number,
): void {
  checkImages(images, input);
  checkIndices(images, indices);
  if (classes !== undefined) checkLabels(images, indices, classes);
}

/** Indices in batches, each with the place of its first one. */
export function* batchesOf(
  indices: Int32Array,
  batchSize: number,
): Generator<[first: number, batch: Int32Array]> {
  for (let first = 0; first < indices.length; first += batchSize) {
    yield [first, indices.subarray(first, first + batchSize)];
  }
}

/** How many numbers a tensor of that shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
