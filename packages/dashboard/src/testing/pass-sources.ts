import { initialWeights, type NamedTensors, type Network } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';

/** A small network with every kind of layer that a pass goes through. */
export const MODERN: Network = {
  name: 'modern',
  input: [9, 8, 3],
  layers: [
    { kind: 'conv2d', name: 'A', filters: 8, kernelSize: 3, padding: 'same', useBias: false },
    { kind: 'batchNormalization', name: 'N' },
    { kind: 'activation', name: 'S', activation: 'silu' },
    { kind: 'maxPool2d', name: 'M', poolSize: 2 },
    { kind: 'conv2d', name: 'B', filters: 8, kernelSize: 3, padding: 'same', strides: 2 },
    { kind: 'activation', name: 'L', activation: 'leakyRelu', alpha: 0.1 },
    { kind: 'conv2d', name: 'C', filters: 8, kernelSize: 3, padding: 'same' },
    { kind: 'add', name: 'Sum', from: 'L' },
    { kind: 'avgPool2d', name: 'P', poolSize: 2 },
    { kind: 'globalAveragePool2d', name: 'G' },
    { kind: 'dense', name: 'D', units: 3 },
    { kind: 'activation', name: 'Softmax', activation: 'softmax' },
  ],
};

/** Weights by a seed, with vectors (biases, means, variances) that are not where they start. */
export function movedWeights(network: Network): NamedTensors {
  return new Map(
    [...initialWeights(network, 7)].map(([name, { shape, values }]) => {
      const isVector = shape.length === 1;
      const moved = values.map((value, i) => (isVector ? value + 0.05 * ((i % 5) + 1) : value));
      return [name, { shape, values: moved }];
    }),
  );
}

/** A photo of a network's size that has no two equal neighbours. */
export function patternPixels(
  { input: [height, width, channels] }: Network,
  seed = 37,
): Uint8Array {
  return Uint8Array.from({ length: height * width * channels }, (_, i) => (i * seed + 11) % 251);
}

/** A network in the engine, with those weights: what the passes are held against. */
export async function compiledWith(network: Network, weights: NamedTensors, batchSize = 64) {
  const compiled = await kernelsEngine.compile(network, {
    seed: 1,
    batchSize,
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0 },
  });
  await compiled.setWeights(weights);
  return compiled;
}
