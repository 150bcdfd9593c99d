import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CompiledNetwork,
  type CompileOptions,
  type Engine,
  type NamedTensors,
  NETWORKS,
  type Network,
  withoutDropout,
} from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { GOLDEN, goldenMissing, goldenNote } from './golden.js';
import { readGoldenImages } from './golden-images.js';
import { hashWeights } from './hash-weights.js';
import { heldBytes } from './held-memory.js';
import { readNpy } from './npy.js';
import { firstIndices, randomImages, randomWeights } from './random-images.js';
import { REFERENCE_OPTIONS } from './reference-options.js';
import { readSeedCnnWeights, seedCnn } from './seed-cnn.js';

/** How many steps are trained. */
const STEPS = {
  whole: { reference: 12, warmUp: 100, flat: 500 },
  slow: { reference: 2, warmUp: 10, flat: 40 },
} as const;

/**
 * What every engine must do, whatever it runs on. Skips with the engine's reason where it cannot run.
 * @param slow for what takes ten seconds a step: fewer steps; of the 12 reference steps two, whose
 * weights are not known, only their losses.
 */
export async function describeEngineContract(
  engine: Engine,
  { slow = false }: { readonly slow?: boolean } = {},
): Promise<void> {
  const steps = slow ? STEPS.slow : STEPS.whole;
  const reason = await engine.unavailableReason();
  describe.skipIf(reason)(`engine "${engine.name}"${reason ? ` [skipped: ${reason}]` : ''}`, () => {
    describe.skipIf(goldenMissing)(`against the published CNN${goldenNote}`, () =>
      describePublishedCnn(engine),
    );
    describe.skipIf(goldenMissing)(`against ${steps.reference} reference steps${goldenNote}`, () =>
      describeReferenceSteps(engine, steps.reference),
    );
    describeRepeatability(engine);
    it('keeps its memory flat over steps', () => expectFlatMemory(engine, steps));
  });
}

function describePublishedCnn(engine: Engine): void {
  const images = () => readGoldenImages('seed-cnn');

  it.each([
    'ConvLayer1',
    'ConvLayer1Activation',
    'PoolingLayer1',
    'ConvLayer2',
    'ConvLayer2Activation',
    'PoolingLayer2',
  ])('computes the activations of %s to 1e-4', async (layer) => {
    const compiled = await compileWith(engine, seedCnn, await readSeedCnnWeights());
    const activations = await compiled.activations(images(), Int32Array.of(0, 16), [layer]);
    const expected = readNpy(join(GOLDEN, `seed-cnn/${layer}.npy`));
    expect(activations.get(layer)?.shape).toEqual(expected.shape);
    expect(largestDifference(activations.get(layer)!.values, expected.values)).toBeLessThan(1e-4);
    await compiled.dispose();
  });

  it('computes the probabilities of 32 photos to 1e-5', async () => {
    const compiled = await compileWith(engine, seedCnn, await readSeedCnnWeights());
    const { probabilities } = await compiled.evaluate(images(), firstIndices(32));
    const expected = readNpy(join(GOLDEN, 'seed-cnn/probabilities.npy'));
    expect(largestDifference(probabilities, expected.values)).toBeLessThan(1e-5);
    await compiled.dispose();
  });
}

interface ReferenceSteps {
  readonly losses: readonly number[];
  readonly weights: readonly { shape: readonly number[]; sum: number; l2: number }[];
}

function describeReferenceSteps(engine: Engine, steps: number): void {
  it.each(Object.keys(NETWORKS))('trains %s like PyTorch', async (name) => {
    const path = join(GOLDEN, 'train-steps/expected.json');
    const expected = (JSON.parse(readFileSync(path, 'utf8')) as Record<string, ReferenceSteps>)[
      name
    ];
    const images = readGoldenImages('train-steps');
    const network = withoutDropout(NETWORKS[name]([32, 32, 3], 2));
    const compiled = await compileWith(engine, network, hashWeights(network));
    for (const [step, loss] of expected.losses.slice(0, steps).entries()) {
      const indices = Int32Array.from({ length: 128 }, (_, i) => (128 * step + i) % 512);
      const result = await compiled.trainStep({ images, indices, step });
      expect(Math.abs(result.loss / loss - 1), `loss of step ${step}`).toBeLessThan(1e-4);
    }
    if (steps < STEPS.whole.reference) return compiled.dispose();
    const weights = [...(await compiled.weights())];
    expect(weights).toHaveLength(expected.weights.length);
    for (const [index, [tensor, { shape, values }]] of weights.entries()) {
      const reference = expected.weights[index];
      expect(shape, tensor).toEqual(reference.shape);
      const sum = values.reduce((total, value) => total + value, 0);
      const l2 = Math.sqrt(values.reduce((total, value) => total + value * value, 0));
      // Kernels moved little from where the hash put them, biases came from zero. Rounding decides
      // which of two nearly equal pixels wins a pool: one such flip in 12 steps moves the sum of a
      // convolution's bias by 4e-5. And a unit of dense is 1e-7 above relu's kink in step 10, by
      // exact arithmetic; on the other side of it, the first kernel's sum comes to 0.00283 more.
      const tolerance = tensor.endsWith('/bias') ? 1e-4 : 4e-3;
      expect(Math.abs(sum - reference.sum), `sum of ${tensor}`).toBeLessThan(tolerance);
      expect(Math.abs(l2 - reference.l2), `l2 of ${tensor}`).toBeLessThan(1e-4);
    }
    await compiled.dispose();
  });
}

/** Small, with every kind of layer. */
const small = NETWORKS.cnn([12, 12, 3], 3);

function describeRepeatability(engine: Engine): void {
  it('computes the same bits twice for the same seed', async () => {
    const weights = randomWeights(small, 5);
    const first = await trainedWeights(engine, weights, 7);
    const second = await trainedWeights(engine, weights, 7);
    for (const [name, { values }] of first) expect(second.get(name)?.values).toEqual(values);
  });

  it('draws other dropout masks for another seed', async () => {
    const weights = randomWeights(small, 5);
    const first = await trainedWeights(engine, weights, 7);
    const second = await trainedWeights(engine, weights, 8);
    expect(second.get('Classifier/kernel')?.values).not.toEqual(
      first.get('Classifier/kernel')?.values,
    );
  });

  it('goes on from weights, optimiser state and step as if it had never stopped', async () => {
    const images = randomImages(3, 32, small.input, 3);
    const options = momentumOptions(7);
    const unbroken = await compileWith(engine, small, randomWeights(small, 5), options);
    await train(unbroken, images, 0, 3);
    const resumed = await compileWith(engine, small, await unbroken.weights(), options);
    await resumed.setOptimizerState(await unbroken.optimizerState());
    await train(unbroken, images, 3, 6);
    await train(resumed, images, 3, 6);
    const expected = await unbroken.weights();
    for (const [name, { values }] of await resumed.weights()) {
      expect(values).toEqual(expected.get(name)?.values);
    }
    await unbroken.dispose();
    await resumed.dispose();
  });
}

async function expectFlatMemory(
  engine: Engine,
  { warmUp, flat }: { readonly warmUp: number; readonly flat: number },
): Promise<void> {
  const images = randomImages(3, 32, small.input, 3);
  const compiled = await compileWith(engine, small, randomWeights(small, 5), momentumOptions(7));
  await train(compiled, images, 0, warmUp);
  const before = heldBytes();
  await train(compiled, images, warmUp, warmUp + flat);
  // A buffer of one activation a step would be at least 40 x 16 photos x 18 kB; the rest is the test runner's own noise.
  expect(heldBytes() - before).toBeLessThan(2 * 2 ** 20);
  await compiled.dispose();
}

function momentumOptions(seed: number): CompileOptions {
  return {
    ...REFERENCE_OPTIONS,
    seed,
    batchSize: 16,
    optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
  };
}

async function compileWith(
  engine: Engine,
  network: Network,
  weights: NamedTensors,
  options = REFERENCE_OPTIONS,
): Promise<CompiledNetwork> {
  const compiled = await engine.compile(network, options);
  await compiled.setWeights(weights);
  return compiled;
}

async function trainedWeights(
  engine: Engine,
  weights: NamedTensors,
  seed: number,
): Promise<NamedTensors> {
  const compiled = await compileWith(engine, small, weights, momentumOptions(seed));
  await train(compiled, randomImages(3, 32, small.input, 3), 0, 5);
  const trained = await compiled.weights();
  await compiled.dispose();
  return trained;
}

async function train(
  compiled: CompiledNetwork,
  images: ReturnType<typeof randomImages>,
  from: number,
  to: number,
): Promise<void> {
  for (let step = from; step < to; step++) {
    const indices = Int32Array.from({ length: 16 }, (_, i) => (16 * step + i) % images.count);
    await compiled.trainStep({ images, indices, step });
  }
}

function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<unknown>): number {
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < actual.length; i++) {
    const difference = Math.abs(actual[i] - Number(expected[i]));
    // Written so that a NaN is the largest of all.
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
