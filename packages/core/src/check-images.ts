import type { LabelledImages } from './engine.js';
import { EngineError } from './engine-error.js';
import type { MapShape } from './network.js';

/** @throws EngineError when the photos are not of the network's input shape, or their arrays not of their count. */
export function checkImages(images: LabelledImages, input: MapShape): void {
  const shape = [images.height, images.width, images.channels];
  if (shape.some((size, axis) => size !== input[axis])) {
    throw new EngineError(
      `Expected photos of ${input.join('x')} (height x width x channels), as the network was compiled for, got ${shape.join('x')}.`,
    );
  }
  const values = images.count * shape.reduce((product, size) => product * size, 1);
  if (images.pixels.length !== values) {
    throw new EngineError(
      `Expected ${values} pixel values for ${images.count} photos of ${shape.join('x')}, got ${images.pixels.length}.`,
    );
  }
}

/** @throws EngineError for a training batch of no photo, or of more than the network was compiled for. */
export function checkBatch(indices: Int32Array, batchSize: number): void {
  if (indices.length >= 1 && indices.length <= batchSize) return;
  throw new EngineError(
    `Expected a batch of 1 to ${batchSize} photos, as the network was compiled for, got ${indices.length}.`,
  );
}

/** @throws EngineError for an index that is no photo. */
export function checkIndices(images: LabelledImages, indices: Int32Array): void {
  for (let place = 0; place < indices.length; place++) {
    const index = indices[place];
    if (index < 0 || index >= images.count) {
      throw new EngineError(
        `Expected indices of photos, 0 to ${images.count - 1}, got ${index} at place ${place}.`,
      );
    }
  }
}

/** @throws EngineError for a photo whose label is missing or no class. */
export function checkLabels(images: LabelledImages, indices: Int32Array, classes: number): void {
  for (const index of indices) {
    const label = images.labels[index];
    if (label === undefined || label >= classes) {
      throw new EngineError(
        `Expected labels from 0 to ${classes - 1} for the network's ${classes} classes, got ${label} for photo ${index}.`,
      );
    }
  }
}
