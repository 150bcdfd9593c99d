import {
  initialWeights,
  type LabelledImages,
  type NamedTensors,
  type Network,
  RandomStream,
} from '@peasy/core';

/** Noise with labels, by a seed. */
export function randomImages(
  seed: number,
  count: number,
  [height, width, channels]: readonly number[],
  classes: number,
): LabelledImages {
  const random = new RandomStream(seed);
  return {
    pixels: Uint8Array.from({ length: count * height * width * channels }, () => random.below(256)),
    labels: Uint8Array.from({ length: count }, () => random.below(classes)),
    count,
    height,
    width,
    channels,
  };
}

/** First weights, with biases that are not zero: a bias that is left out shows. */
export function randomWeights(network: Network, seed: number): NamedTensors {
  const random = new RandomStream(seed, 1);
  return new Map(
    [...initialWeights(network, seed)].map(([name, { shape, values }]) => [
      name,
      name.endsWith('/bias')
        ? { shape, values: values.map(() => random.uniform() - 0.5) }
        : { shape, values },
    ]),
  );
}

/** 0, 1, ..., count - 1. */
export function firstIndices(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, i) => i);
}
