import {
  augmentPhoto,
  drawMixup,
  type LabelledImages,
  mixPhotos,
  NO_AUGMENTATION,
  RandomStream,
} from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { batchPhotos, batchTargets } from './batch-photos.js';

const random = new RandomStream(11);
const SIZE = 4 * 5 * 3;
const images: LabelledImages = {
  pixels: Uint8Array.from({ length: 6 * SIZE }, () => random.below(256)),
  labels: Uint8Array.of(0, 1, 2, 0, 1, 2),
  ...{ count: 6, height: 4, width: 5, channels: 3 },
};
const indices = Int32Array.of(4, 0, 5);
const augmentation = { ...NO_AUGMENTATION, flip: true, shift: 1, brightness: 0.3 };
const [seed, step] = [3, 9];

const photo = (index: number) => images.pixels.subarray(index * SIZE, (index + 1) * SIZE);
const augmented = (place: number) => {
  const to = new Uint8Array(SIZE);
  augmentPhoto(photo(indices[place]), to, [4, 5, 3], augmentation, { seed, step, place });
  return to;
};
const asShares = (photos: readonly Uint8Array[]) =>
  Float32Array.from(photos.flatMap((bytes) => Array.from(bytes, (byte) => byte / 255)));

describe('batchPhotos()', () => {
  it('takes photos in the order of the indices, by 255', () => {
    const expected = asShares([photo(4), photo(0), photo(5)]);
    expect(batchPhotos(images, indices, { seed })).toEqual(expected);
    expect(batchPhotos(images, indices, { seed }, step)).toEqual(expected);
  });

  it('changes photos in training only, each by its place in the batch', () => {
    const expected = asShares([0, 1, 2].map(augmented));
    expect(batchPhotos(images, indices, { seed, augmentation }, step)).toEqual(expected);
    expect(batchPhotos(images, indices, { seed, augmentation })).not.toEqual(expected);
  });

  it('blends photos after their own changes', () => {
    const { share, offset } = drawMixup(0.4, 3, seed, step);
    const expected = [0, 1, 2].map((place) => {
      const to = new Uint8Array(SIZE);
      mixPhotos(augmented(place), augmented((place + offset) % 3), to, share);
      return to;
    });
    const options = { seed, augmentation: { ...augmentation, mixup: 0.4 } };
    expect(batchPhotos(images, indices, options, step)).toEqual(asShares(expected));
  });
});

describe('batchTargets()', () => {
  it('are softened in training only', () => {
    const options = { seed, labelSmoothing: 0.3 };
    const plain = Float32Array.of(0, 1, 0, 1, 0, 0, 0, 0, 1);
    expect(batchTargets(images, indices, 3, options)).toEqual(plain);
    const softened = batchTargets(images, indices, 3, options, step);
    for (const [i, value] of softened.entries()) expect(value).toBeCloseTo(plain[i] * 0.7 + 0.1, 6);
  });

  it("blend a photo's label with its partner's by the share of mixup", () => {
    const options = { seed, augmentation: { ...augmentation, mixup: 0.4 } };
    const { share, offset } = drawMixup(0.4, 3, seed, step);
    const targets = batchTargets(images, indices, 3, options, step);
    for (const place of [0, 1, 2]) {
      const own = images.labels[indices[place]];
      const partner = images.labels[indices[(place + offset) % 3]];
      const expected = own === partner ? 1 : share;
      expect(targets[place * 3 + own]).toBeCloseTo(expected, 6);
    }
  });
});
