import type { NamedTensors, Tensor } from './engine.js';
import type { Network } from './network.js';
import { describeNetwork, type WeightDescription } from './network-description.js';
import { RandomStream, STREAMS } from './random.js';

/** The first weights of a network: kernels by their initializer, keyed by seed and position; gammas and moving variances one; the others zero. */
export function initialWeights(network: Network, seed: number): NamedTensors {
  return new Map(
    describeNetwork(network).weights.map((weight, index) => [
      weight.name,
      drawWeight(weight, seed, index),
    ]),
  );
}

function drawWeight(weight: WeightDescription, seed: number, index: number): Tensor {
  const values = new Float32Array(weight.shape.reduce((product, size) => product * size, 1));
  if (weight.role === 'kernel') {
    const limit = uniformLimit(weight);
    const random = new RandomStream(seed, STREAMS.weights, index);
    for (let i = 0; i < values.length; i++) values[i] = (random.uniform() * 2 - 1) * limit;
  }
  if (weight.role === 'gamma' || weight.role === 'movingVariance') values.fill(1);
  return { shape: weight.shape, values };
}

function uniformLimit({ initializer, fanIn, fanOut }: WeightDescription): number {
  switch (initializer) {
    case 'glorotUniform':
      return Math.sqrt(6 / (fanIn + fanOut));
    case 'heUniform':
      return Math.sqrt(6 / fanIn);
    case 'uniform05':
      return 0.05;
  }
}
