import { initialWeights, NETWORKS, type Network, type Tensor } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';
import { describe, expect, it } from 'vitest';
import { type ExplanationSources, explainValue } from './explain-value.js';

const MODERN: Network = {
  name: 'modern',
  input: [8, 8, 3],
  layers: [
    { kind: 'conv2d', name: 'A', filters: 8, kernelSize: 3, padding: 'same', useBias: false },
    { kind: 'batchNormalization', name: 'N' },
    { kind: 'activation', name: 'S', activation: 'silu' },
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

/** A network's outputs for one photo, by the engine, with what made them. */
async function sources(network: Network): Promise<ExplanationSources> {
  const [height, width, channels] = network.input;
  const pixels = Uint8Array.from({ length: height * width * channels }, (_, i) => (i * 37) % 256);
  const compiled = await kernelsEngine.compile(network, {
    seed: 1,
    batchSize: 1,
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0 },
  });
  // Biases, means and variances that are not where they start.
  const weights = new Map(
    [...initialWeights(network, 7)].map(([name, { shape, values }]) => {
      const isVector = shape.length === 1;
      const moved = values.map((value, i) => (isVector ? value + 0.05 * (i + 1) : value));
      return [name, { shape, values: moved }];
    }),
  );
  await compiled.setWeights(weights);
  const images = { pixels, labels: new Uint8Array(1), count: 1, height, width, channels };
  const names = network.layers.map(({ name }) => name);
  const batch = await compiled.activations(images, Int32Array.of(0), names);
  await compiled.dispose();
  const maps = new Map<string, Tensor>(
    [...batch].map(([name, { shape, values }]) => [name, { shape: shape.slice(1), values }]),
  );
  const photo = { shape: network.input, values: Float32Array.from(pixels, (value) => value / 255) };
  return { network, photo, maps, weights };
}

describe('explainValue()', () => {
  it.each([NETWORKS.cnn([32, 32, 3], 2), NETWORKS.dense([32, 32, 3], 2), MODERN])(
    'comes to what the engine computed, at every layer of $name',
    async (network) => {
      const from = await sources(network);
      let compared = 0;
      for (const { name } of network.layers) {
        const { shape, values } = from.maps.get(name)!;
        const [height, width] = shape.length === 3 ? shape : [1, 1];
        const channels = shape.at(-1)!;
        for (const [y, x, channel] of [
          [0, 0, 0],
          [height - 1, width - 1, channels - 1],
          [height >> 1, width - 1, channels >> 1],
        ]) {
          const { value } = explainValue(from, name, { y, x, channel });
          const computed = values[(y * width + x) * channels + channel];
          expect(Math.abs(value - computed), `${name} at ${y}, ${x}, ${channel}`).toBeLessThan(
            2e-5,
          );
          compared++;
        }
      }
      expect(compared).toBe(network.layers.length * 3);
    },
  );

  it('says which inputs a corner reads as zeros, and who won a pool', async () => {
    const from = await sources(NETWORKS.cnn([32, 32, 3], 2));
    const corner = explainValue(from, 'ConvLayer1', { y: 0, x: 0, channel: 5 });
    if (corner.kind !== 'conv2d') throw new Error(corner.kind);
    expect(corner.channels).toHaveLength(3);
    const outside = corner.channels[0].inputs.map((input) => input === null);
    expect(outside).toEqual([true, true, true, true, false, false, true, false, false]);
    const pool = explainValue(from, 'PoolingLayer1', { y: 3, x: 4, channel: 5 });
    if (pool.kind !== 'pool') throw new Error(pool.kind);
    expect(pool.inputs[pool.winner!]).toBe(Math.max(...pool.inputs));
  });
});
