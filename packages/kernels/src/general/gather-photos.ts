import { type Augmentation, augmentPhoto, changesPhotos, drawMixup, mixPhotos } from '@peasy/core';
import type { GeneralPass } from './general-pass.js';

/** Copies the slice's photos in, augmented in training, and makes them float32 in [0, 1]. */
export function gatherPhotos(pass: GeneralPass): void {
  const { job, memory, kernels, from, samples } = pass;
  const { size, pixels, values } = job.plan.input;
  const target = new Uint8Array(memory, pixels + from * size, samples * size);
  for (let place = 0; place < samples; place++) {
    gatherPhoto(pass, from + place, target.subarray(place * size, (place + 1) * size));
  }
  kernels.normalise(pixels + from * size, values + from * size * 4, samples * size);
}

function gatherPhoto(pass: GeneralPass, place: number, to: Uint8Array): void {
  const { job, photos, training } = pass;
  const { augmentation, seed } = job;
  if (!training || augmentation.mixup === 0) {
    changedPhoto(pass, augmentation, place, to);
    return;
  }
  const { share, offset } = drawMixup(augmentation.mixup, photos, seed, training.step);
  const photo = new Uint8Array(to.length);
  const partner = new Uint8Array(to.length);
  changedPhoto(pass, augmentation, place, photo);
  changedPhoto(pass, augmentation, (place + offset) % photos, partner);
  mixPhotos(photo, partner, to, share);
}

/** The photo at a place of the batch, changed as it is wherever it is asked for. */
function changedPhoto(
  { job, memory, pixels, training }: GeneralPass,
  augmentation: Augmentation,
  place: number,
  to: Uint8Array,
): void {
  const { indices, size, shape } = job.plan.input;
  const [index] = new Int32Array(memory, indices + place * 4, 1);
  const photo = pixels.subarray(index * size, (index + 1) * size);
  if (!training || !changesPhotos(augmentation)) to.set(photo);
  else {
    augmentPhoto(photo, to, shape, augmentation, { seed: job.seed, step: training.step, place });
  }
}
