import { createHash } from 'node:crypto';
import {
  type CompileOptions,
  describeNetwork,
  type NamedTensors,
  NETWORKS,
  type Network,
} from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';
import { SMALL_NETWORKS } from './testing/small-networks.js';

const THREADS = [1, 2, 3, 8];

const momentum = { kind: 'sgd', learningRate: 0.05, momentum: 0.9 } as const;

/** Everything that some steps, an evaluation and a look at the layers compute. */
async function everything(network: Network, threads: number, batchSize: number) {
  const options: CompileOptions = { ...REFERENCE_OPTIONS, optimizer: momentum, batchSize, threads };
  const images = randomImages(91, 2 * batchSize, network.input, describeNetwork(network).classes);
  const compiled = await kernelsEngine.compile(network, options);
  await compiled.setWeights(randomWeights(network, 92));
  const steps = [];
  for (let step = 0; step < 5; step++) {
    // The last batch of an epoch is smaller, and photos come in any order.
    const indices = firstIndices(step === 3 ? batchSize - 5 : batchSize).map(
      (i) => (7 * i + step) % images.count,
    );
    steps.push(await compiled.trainStep({ images, indices, step }));
  }
  const evaluation = await compiled.evaluate(images, firstIndices(images.count - 3));
  const names = network.layers.map(({ name }) => name);
  const activations = await compiled.activations(images, firstIndices(batchSize + 3), names);
  const outcome = {
    steps,
    loss: evaluation.loss,
    correct: evaluation.correct,
    probabilities: digest(new Map([['', { shape: [], values: evaluation.probabilities }]])),
    activations: digest(activations),
    weights: digest(await compiled.weights()),
    state: digest(await compiled.optimizerState()),
  };
  expect(compiled.settings?.threads).toBe(Math.min(threads, Math.ceil(batchSize / 16)));
  await compiled.dispose();
  return outcome;
}

/** Equal digests mean equal bits. */
function digest(tensors: NamedTensors): Record<string, string> {
  return Object.fromEntries(
    [...tensors].map(([name, { values }]) => [
      name,
      createHash('sha256').update(values).digest('hex'),
    ]),
  );
}

describe('any number of threads computes the same bits', () => {
  it.each([
    ['cnn', NETWORKS.cnn([32, 32, 3], 2), 128],
    ['cnn, an odd batch', NETWORKS.cnn([12, 12, 3], 3), 45],
    ['dense', NETWORKS.dense([8, 8, 3], 2), 128],
    ['dense, an odd batch', NETWORKS.dense([5, 5, 3], 4), 117],
    ['layers in odd places', SMALL_NETWORKS[6].network, 61],
  ] as const)('%s', async (_, network, batchSize) => {
    const [one, ...others] = await Promise.all(
      THREADS.map((threads) => everything(network, threads, batchSize)),
    );
    expect(one.steps[4].loss).toBeGreaterThan(0);
    for (const other of others) expect(other).toEqual(one);
  });
});
