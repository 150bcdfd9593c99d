import {
  augmentPhoto,
  type CompileOptions,
  changesPhotos,
  drawMixup,
  type LabelledImages,
  labelTargets,
  type MapShape,
  mixPhotos,
  NO_AUGMENTATION,
} from '@peasy/core';

/** float32(byte / 255), for every byte. */
const SHARES = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/** Of CompileOptions, what changes the photos and labels that are trained on. */
export type BatchOptions = Pick<CompileOptions, 'seed' | 'augmentation' | 'labelSmoothing'>;

/**
 * Copies photos by index into one row each.
 * @param step with it, the photos are changed as that training step sees them; left out: as they are.
 * @returns `[indices.length, height, width, channels]`, row-major.
 */
export function batchBytes(
  images: LabelledImages,
  indices: Int32Array,
  { seed, augmentation = NO_AUGMENTATION }: BatchOptions,
  step?: number,
): Uint8Array {
  const { height, width, channels, pixels } = images;
  const shape: MapShape = [height, width, channels];
  const size = height * width * channels;
  const bytes = new Uint8Array(indices.length * size);
  const isChanged = step !== undefined && changesPhotos(augmentation);
  const changed = Array.from(indices, (index, place) => {
    const photo = pixels.subarray(index * size, (index + 1) * size);
    if (!isChanged) return photo;
    const to = new Uint8Array(size);
    augmentPhoto(photo, to, shape, augmentation, { seed, step, place });
    return to;
  });
  if (step === undefined || !(augmentation.mixup > 0)) {
    for (const [place, photo] of changed.entries()) bytes.set(photo, place * size);
    return bytes;
  }
  const { share, offset } = drawMixup(augmentation.mixup, indices.length, seed, step);
  for (const [place, photo] of changed.entries()) {
    const partner = changed[(place + offset) % changed.length];
    mixPhotos(photo, partner, bytes.subarray(place * size, (place + 1) * size), share);
  }
  return bytes;
}

/** The same as float32 from 0 to 1. */
export function batchPhotos(...batch: Parameters<typeof batchBytes>): Float32Array {
  const bytes = batchBytes(...batch);
  const values = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) values[i] = SHARES[bytes[i]];
  return values;
}

/** What a batch is trained towards, `[indices.length, classes]`: with a step softened and blended, else one-hot. */
export function batchTargets(
  images: LabelledImages,
  indices: Int32Array,
  classes: number,
  { seed, augmentation, labelSmoothing = 0 }: BatchOptions,
  step?: number,
): Float32Array {
  const labels = Uint8Array.from(indices, (index) => images.labels[index]);
  if (step === undefined) return labelTargets(labels, { classes, labelSmoothing: 0 });
  const strength = augmentation?.mixup ?? 0;
  const mixup = strength > 0 ? drawMixup(strength, labels.length, seed, step) : undefined;
  return labelTargets(labels, { classes, labelSmoothing, mixup });
}
