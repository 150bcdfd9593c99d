import {
  initialWeights,
  type NamedTensors,
  NETWORKS,
  type Network,
  RandomStream,
} from '@peasy/core';

/** A network with every kind of layer that there is, an addition and strides among them. */
const EVERYTHING: Network = {
  name: 'everything',
  input: [16, 16, 3],
  layers: [
    { kind: 'conv2d', name: 'Conv1', filters: 8, kernelSize: 3, padding: 'same', useBias: false },
    { kind: 'batchNormalization', name: 'Norm1', momentum: 0.9, epsilon: 1e-5 },
    { kind: 'activation', name: 'Silu1', activation: 'silu' },
    { kind: 'conv2d', name: 'Conv2', filters: 8, kernelSize: 3, padding: 'same' },
    { kind: 'activation', name: 'Leaky2', activation: 'leakyRelu', alpha: 0.1 },
    { kind: 'dropout', name: 'Drop', rate: 0.2 },
    { kind: 'add', name: 'Sum', from: 'Silu1' },
    { kind: 'conv2d', name: 'Conv3', filters: 4, kernelSize: 5, padding: 'same', strides: 2 },
    { kind: 'avgPool2d', name: 'Mean', poolSize: 2 },
    { kind: 'conv2d', name: 'Conv4', filters: 6, kernelSize: 1, padding: 'valid' },
    { kind: 'maxPool2d', name: 'Max', poolSize: 2 },
    { kind: 'globalAveragePool2d', name: 'Global' },
    { kind: 'dense', name: 'Hidden', units: 6, initializer: 'heUniform' },
    { kind: 'batchNormalization', name: 'Norm2' },
    { kind: 'activation', name: 'Relu', activation: 'relu' },
    { kind: 'dense', name: 'Classifier', units: 3 },
    { kind: 'activation', name: 'Probabilities', activation: 'softmax' },
  ],
};

/** Networks that tests write and read: the post's two at a size that is quick, and every kind of layer. */
export const SAMPLES: readonly Network[] = [
  NETWORKS.cnn([16, 16, 3], 2),
  NETWORKS.dense([8, 8, 3], 2),
  EVERYTHING,
];

/** Weights none of which is at its first value, so that one that is left out or exchanged shows. */
export function sampleWeights(network: Network, seed = 7): NamedTensors {
  const random = new RandomStream(seed, 1);
  return new Map(
    [...initialWeights(network, seed)].map(([name, { shape, values }]) => {
      if (name.endsWith('/kernel')) return [name, { shape, values }];
      const isAboveZero = /gamma|movingVariance/.test(name);
      const drawn = values.map(() => random.uniform() * 0.6 + (isAboveZero ? 0.5 : -0.3));
      return [name, { shape, values: drawn }];
    }),
  );
}
