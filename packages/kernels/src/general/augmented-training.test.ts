import {
  type Augmentation,
  augmentPhoto,
  type CompileOptions,
  drawMixup,
  type LabelledImages,
  mixPhotos,
  NETWORKS,
  type Network,
  NO_AUGMENTATION,
  withoutDropout,
} from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from '../index.js';

const network: Network = withoutDropout(NETWORKS.cnn([8, 8, 3], 2));
const images = randomImages(71, 20, network.input, 2);
const SIZE = 8 * 8 * 3;
const seed = 72;
const step = 3;
/** In reverse, so that a place is no index. */
const indices = firstIndices(20).reverse();

async function firstStep(change: Partial<CompileOptions>, photos: LabelledImages, order = indices) {
  const compiled = await kernelsEngine.compile(network, { ...REFERENCE_OPTIONS, seed, ...change });
  await compiled.setWeights(randomWeights(network, 73));
  const result = await compiled.trainStep({ images: photos, indices: order, step });
  const weights = await compiled.weights();
  await compiled.dispose();
  return { ...result, weights };
}

/** The photos of the batch as `augmentPhoto` changes them, in the batch's order. */
function augmented(options: Augmentation): LabelledImages {
  const pixels = new Uint8Array(images.pixels.length);
  for (const [place, index] of indices.entries()) {
    const photo = images.pixels.subarray(index * SIZE, (index + 1) * SIZE);
    const to = pixels.subarray(place * SIZE, (place + 1) * SIZE);
    augmentPhoto(photo, to, network.input, options, { seed, step, place });
  }
  return { ...images, pixels, labels: Uint8Array.from(indices, (index) => images.labels[index]) };
}

describe('augmentation within the engine', () => {
  const options = { ...NO_AUGMENTATION, flip: true, shift: 1, minCrop: 0.8, brightness: 0.1 };

  it('trains on the photos that augmentPhoto() makes, and evaluates on the photos themselves', async () => {
    const within = await firstStep({ augmentation: options }, images);
    // A limit that is never met: the general way too, so that the bits are comparable.
    const outside = await firstStep(
      { optimizer: { ...REFERENCE_OPTIONS.optimizer, clipNorm: 1e30 } },
      augmented(options),
      firstIndices(20),
    );
    expect(within).toEqual(outside);
    const plain = await firstStep({}, images);
    expect(within.loss).not.toBe(plain.loss);
  });

  it('blends photos and labels by mixup, after their own changes', async () => {
    const { share, offset } = drawMixup(0.5, 20, seed, step);
    const own = augmented(options);
    const pixels = new Uint8Array(own.pixels.length);
    const photo = (place: number) => own.pixels.subarray(place * SIZE, (place + 1) * SIZE);
    for (let place = 0; place < 20; place++) {
      const to = pixels.subarray(place * SIZE, (place + 1) * SIZE);
      mixPhotos(photo(place), photo((place + offset) % 20), to, share);
    }
    const { loss } = await firstStep({ augmentation: { ...options, mixup: 0.5 } }, images);
    const lossOf = async (labels: Uint8Array) =>
      (await firstStep({}, { ...own, pixels, labels }, firstIndices(20))).loss;
    const partners = own.labels.map((_, place) => own.labels[(place + offset) % 20]);
    const expected = share * (await lossOf(own.labels)) + (1 - share) * (await lossOf(partners));
    expect(loss).toBeCloseTo(expected, 5);
  });

  it('takes the learning rate of the step', async () => {
    const half = await kernelsEngine.compile(network, { ...REFERENCE_OPTIONS, seed });
    const general = await kernelsEngine.compile(network, {
      ...REFERENCE_OPTIONS,
      seed,
      optimizer: { ...REFERENCE_OPTIONS.optimizer, clipNorm: 1e30 },
    });
    const direct = await firstStep(
      { optimizer: { kind: 'sgd', learningRate: 0.005, momentum: 0 } },
      images,
    );
    for (const compiled of [half, general]) {
      await compiled.setWeights(randomWeights(network, 73));
      await compiled.trainStep({ images, indices, step, learningRate: 0.005 });
      for (const [name, { values }] of await compiled.weights()) {
        const expected = direct.weights.get(name)!.values;
        for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[i], 5);
      }
      await compiled.dispose();
    }
  });
});
