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
import { expect, it } from 'vitest';

const BATCH = 6;
/** What every job is compiled with, but for what it says itself. */
export const JOB_OPTIONS: CompileOptions = {
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
export const TRAINED_JOBS: Readonly<Record<string, readonly [Network, Partial<CompileOptions>]>> = {
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

/** Trains some steps, and judges some photos. */
export async function trainSome(compiled: CompiledNetwork, network: Network, steps = 5) {
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

/** Tests that what it compiles trains each of the jobs as the kernels do. */
export function itTrainsAsKernels(
  compile: (
    network: Network,
    options: CompileOptions,
  ) => CompiledNetwork | Promise<CompiledNetwork>,
): void {
  it.each(Object.keys(TRAINED_JOBS))('trains as the kernels do: %s', async (name) => {
    const [network, given] = TRAINED_JOBS[name];
    const all = { ...JOB_OPTIONS, ...given };
    const kernels = await kernelsEngine.compile(network, { ...all, deterministic: true });
    const compiled = await compile(network, all);
    const expected = await trainSome(kernels, network);
    const actual = await trainSome(compiled, network);
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
}

/** Each within 2e-4, relative where it is above 1. */
function near(values: readonly number[]): number[] {
  return values.map((value) => expect.closeTo(value, 3));
}
