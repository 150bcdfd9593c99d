import {
  type CompiledNetwork,
  type CompileOptions,
  initialWeights,
  NETWORKS,
  type Network,
  NO_AUGMENTATION,
} from '@peasy/core';
import { firstIndices, randomImages } from '@peasy/engine-contract';
import { kernelsEngine } from '@peasy/kernels';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tfjs } from './tfjs.js';
import { TfjsNetwork } from './tfjs-network.js';

// tfjs's own backend in JavaScript: slow, and the same operations as TensorFlow's.
const place = { tf: tf as Tfjs, backend: 'cpu', device: 'cpu (tfjs)' };
beforeAll(() => tf.setBackend('cpu').then(() => undefined));

const BATCH = 6;
const options: CompileOptions = {
  seed: 3,
  batchSize: BATCH,
  loss: 'categoricalCrossentropy',
  optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
};
const modern: Network = {
  name: 'modern',
  input: [8, 8, 3],
  layers: [
    { kind: 'conv2d', name: 'first', filters: 8, kernelSize: 3, padding: 'same', useBias: false },
    { kind: 'batchNormalization', name: 'norm', momentum: 0.9, epsilon: 1e-5 },
    { kind: 'activation', name: 'silu', activation: 'silu' },
    { kind: 'conv2d', name: 'second', filters: 8, kernelSize: 3, padding: 'same' },
    { kind: 'activation', name: 'leaky', activation: 'leakyRelu', alpha: 0.1 },
    { kind: 'add', name: 'sum', from: 'silu' },
    { kind: 'avgPool2d', name: 'average', poolSize: 2 },
    { kind: 'conv2d', name: 'down', filters: 8, kernelSize: 3, padding: 'same', strides: 2 },
    { kind: 'globalAveragePool2d', name: 'global' },
    { kind: 'dropout', name: 'dropout', rate: 0.3 },
    { kind: 'dense', name: 'classifier', units: 3 },
    { kind: 'activation', name: 'probabilities', activation: 'softmax' },
  ],
};
const augmentation = { ...NO_AUGMENTATION, flip: true, shift: 1, mixup: 0.4 };

/** What is trained: each kind of layer, optimiser and option somewhere. */
const JOBS: Readonly<Record<string, readonly [Network, Partial<CompileOptions>]>> = {
  'the CNN': [NETWORKS.cnn([12, 12, 3], 2), {}],
  'the dense network': [NETWORKS.dense([8, 8, 3], 2), { loss: 'binaryCrossentropy' }],
  'a modern one by adamw': [
    modern,
    {
      optimizer: { kind: 'adamw', learningRate: 0.003, momentum: 0, weightDecay: 0.05 },
      ...{ labelSmoothing: 0.05, ema: 0.9, augmentation },
    },
  ],
  'a modern one by adam, clipped': [
    modern,
    {
      optimizer: { kind: 'adam', learningRate: 0.003, momentum: 0, weightDecay: 0.1, clipNorm: 1 },
    },
  ],
  'a modern one by nesterov': [
    modern,
    {
      optimizer: { kind: 'sgd', learningRate: 0.02, momentum: 0.9, nesterov: true, clipNorm: 0.5 },
    },
  ],
};

async function trained(compiled: CompiledNetwork, network: Network, steps = 5) {
  const images = randomImages(5, 20, network.input, 2);
  await compiled.setWeights(initialWeights(network, 1));
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const indices = Int32Array.from({ length: BATCH }, (_, i) => (step * BATCH + i) % 20);
    const { loss, correct } = await compiled.trainStep({ images, indices, step });
    losses.push(loss, correct);
  }
  const evaluation = await compiled.evaluate(images, firstIndices(20));
  const [weights, state] = [await compiled.weights(), await compiled.optimizerState()];
  return { losses, evaluation, weights, state, images };
}

describe('a network on tfjs', () => {
  it.each(Object.keys(JOBS))('trains as the kernels do: %s', async (name) => {
    const [network, given] = JOBS[name];
    const all = { ...options, ...given };
    const kernels = await kernelsEngine.compile(network, { ...all, deterministic: true });
    const compiled = new TfjsNetwork(place, network, all);
    const expected = await trained(kernels, network);
    const actual = await trained(compiled, network);
    expect(Array.from(actual.losses)).toEqual(near(expected.losses));
    expect(actual.evaluation.loss).toBeCloseTo(expected.evaluation.loss, 4);
    expect(actual.evaluation.correct).toBe(expected.evaluation.correct);
    for (const part of ['weights', 'state'] as const) {
      expect([...actual[part].keys()]).toEqual([...expected[part].keys()]);
      for (const [tensor, { shape, values }] of expected[part]) {
        expect(actual[part].get(tensor)?.shape, tensor).toEqual(shape);
        const got = Array.from(actual[part].get(tensor)!.values);
        expect(got, tensor).toEqual(near(Array.from(values)));
      }
    }
    const layers = network.layers.map((layer) => layer.name);
    const outputs = await kernels.activations(expected.images, firstIndices(2), layers);
    const maps = await compiled.activations(expected.images, firstIndices(2), layers);
    for (const [layer, { shape, values }] of outputs) {
      expect(maps.get(layer)?.shape, layer).toEqual(shape);
      expect(Array.from(maps.get(layer)!.values), layer).toEqual(near(Array.from(values)));
    }
    await Promise.all([kernels.dispose(), compiled.dispose()]);
  });

  it('goes on from weights and state as if it had never stopped, and leaves no tensor', async () => {
    const [network, given] = JOBS['a modern one by adamw'];
    const before = tf.memory().numTensors;
    const first = new TfjsNetwork(place, network, { ...options, ...given });
    const { weights, state, images } = await trained(first, network);
    const second = new TfjsNetwork(place, network, { ...options, ...given });
    await second.setWeights(weights);
    await second.setOptimizerState(state);
    const batches = [5, 6].map((step) => ({ images, indices: firstIndices(BATCH), step }));
    const held = tf.memory().numTensors;
    const expected = await first.trainSteps(batches);
    const actual = [await second.trainStep(batches[0]), await second.trainStep(batches[1])];
    expect(actual).toEqual(expected);
    expect(await second.weights()).toEqual(await first.weights());
    expect(tf.memory().numTensors).toBe(held);
    await Promise.all([first.dispose(), second.dispose()]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what does not fit, in the words of the other engines', async () => {
    const network = NETWORKS.cnn([8, 8, 3], 2);
    const compiled = new TfjsNetwork(place, network, options);
    const images = randomImages(5, 8, [12, 12, 3], 2);
    const batch = { images, indices: firstIndices(BATCH), step: 0 };
    await expect(compiled.trainStep(batch)).rejects.toThrow('Expected photos of 8x8x3');
    await expect(compiled.setWeights(new Map())).rejects.toThrow('Expected tensor "ConvLayer1/');
    const many = { ...batch, images: randomImages(5, 8, [8, 8, 3], 2), indices: firstIndices(7) };
    await expect(compiled.trainStep(many)).rejects.toThrow('Expected a batch of 1 to 6 photos');
    await expect(compiled.activations(many.images, firstIndices(1), ['Conv'])).rejects.toThrow(
      'No layer "Conv"',
    );
    await compiled.dispose();
    await expect(compiled.trainStep(many)).rejects.toThrow('was disposed of');
  });
});

/** Each within 2e-4, relative where it is above 1. */
function near(values: readonly number[]): number[] {
  return values.map((value) => expect.closeTo(value, 3));
}
