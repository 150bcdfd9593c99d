import {
  describeNetwork,
  type Layer,
  type MapShape,
  type NamedTensors,
  type Network,
  RandomStream,
} from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from '../index.js';
import { openBench } from '../testing/general-bench.js';
import { setTensors } from '../weight-transfer.js';
import type { GeneralJob } from './general-pass.js';
import type { GeneralPhase, PassKind } from './general-plan.js';
import { planPasses } from './plan-phases.js';
import { itemCount, runGeneralItem } from './run-general-item.js';
import { weightPlaces } from './tensor-places.js';

/** Two slices, the last one smaller. */
const PHOTOS = 19;

const conv = (name: string, filters: number): Layer => ({
  ...{ kind: 'conv2d', name, filters, kernelSize: 3, padding: 'same', useBias: false },
});
const norm = (name: string): Layer => ({ kind: 'batchNormalization', name });
const act = (name: string, activation: 'relu' | 'leakyRelu' | 'silu'): Layer => ({
  ...{ kind: 'activation', name, activation, ...(activation === 'leakyRelu' && { alpha: 0.2 }) },
});
const add = (name: string, from: string): Layer => ({ kind: 'add', name, from });
const pool = (name: string, poolSize = 2): Layer => ({ kind: 'maxPool2d', name, poolSize });

const CASES: readonly (readonly [string, MapShape, Layer[]])[] = [
  ['silu', [3, 5, 3], [conv('conv', 8), norm('norm'), act('act', 'silu')]],
  ['relu', [5, 3, 3], [conv('conv', 24), norm('norm'), act('act', 'relu')]],
  ['leakyRelu', [1, 7, 3], [conv('conv', 40), norm('norm'), act('act', 'leakyRelu')]],
  ['silu and pool', [6, 4, 3], [conv('conv', 16), norm('norm'), act('act', 'silu'), pool('pool')]],
  ['relu and pool', [2, 8, 3], [conv('conv', 8), norm('norm'), act('act', 'relu'), pool('pool')]],
  [
    'leakyRelu and pool',
    [4, 4, 3],
    [conv('conv', 24), norm('norm'), act('act', 'leakyRelu'), pool('pool')],
  ],
  [
    'silu, the pool by itself for its dropped edges',
    [5, 7, 3],
    [conv('conv', 8), norm('norm'), act('act', 'silu'), pool('pool')],
  ],
  [
    'silu, the pool by itself for its windows of 3',
    [6, 6, 3],
    [conv('conv', 8), norm('norm'), act('act', 'silu'), pool('pool', 3)],
  ],
  ['nothing but the normalisation', [3, 3, 3], [conv('conv', 8), norm('norm'), conv('next', 8)]],
  [
    'groups upon groups',
    [8, 8, 3],
    [
      ...[conv('conv1', 8), norm('norm1'), act('act1', 'silu')],
      ...[conv('conv2', 16), norm('norm2'), act('act2', 'silu'), pool('pool2')],
      ...[conv('conv3', 48), norm('norm3'), act('act3', 'leakyRelu'), pool('pool3')],
    ],
  ],
  [
    'outputs within groups that are added later',
    [4, 4, 3],
    [
      ...[conv('conv1', 8), norm('norm1'), act('act1', 'silu')],
      ...[conv('conv2', 8), norm('norm2'), add('add1', 'norm1')],
      ...[conv('conv3', 8), norm('norm3'), act('act3', 'silu'), pool('pool3')],
      ...[conv('conv4', 8), norm('norm4'), act('act4', 'relu')],
      add('add2', 'pool3'),
    ],
  ],
];

function networkOfCase(input: MapShape, layers: readonly Layer[]): Network {
  return {
    name: 'group',
    input,
    layers: [
      ...layers,
      { kind: 'flatten', name: 'flatten' },
      { kind: 'dense', name: 'classifier', units: 3 },
      { kind: 'activation', name: 'probabilities', activation: 'softmax' },
    ],
  };
}

/** First weights, with gamma and beta of either sign: a group must not take the wrong end of a window. */
function weightsOf(network: Network): NamedTensors {
  const random = new RandomStream(95);
  return new Map(
    [...randomWeights(network, 92)].map(([name, { shape, values }]) => [
      name,
      /gamma|beta/.test(name)
        ? { shape, values: values.map(() => 2 * random.uniform() - 1) }
        : { shape, values },
    ]),
  );
}

/** Ways up that run through a slice in chunks of so many photos. */
function inChunks(phase: GeneralPhase, photos: number): GeneralPhase {
  if (phase.of !== 'slices') return phase;
  const runs = phase.runs.map((run) => {
    const goesUp = run.tasks.every(({ task }) => /gather|forward|moments/.test(task));
    return goesUp ? { ...run, photos } : run;
  });
  return { ...phase, runs };
}

/** All gradients of a step, and the output of a pass, with groups or a layer at a time. */
async function compute(network: Network, isGrouped: boolean, chunk?: number) {
  const bench = await openBench(network, { ...REFERENCE_OPTIONS, batchSize: PHOTOS + 2 });
  const { plan } = bench.job;
  const layers = isGrouped
    ? plan.layers
    : plan.layers.map((layer) => ({ ...layer, group: undefined }));
  const { phases, passes } = planPasses(layers, 0);
  const cut = chunk === undefined ? phases : phases.map((phase) => inChunks(phase, chunk));
  const job: GeneralJob = { ...bench.job, plan: { ...plan, layers, passes, phases: cut } };
  const images = randomImages(91, PHOTOS, network.input, 3);
  const memory = bench.hands.memory;
  setTensors(weightPlaces(job), weightsOf(network), memory, 'weights');
  new Int32Array(memory, plan.input.indices, PHOTOS).set(firstIndices(PHOTOS));
  new Uint8Array(memory, plan.input.labels, PHOTOS).set(images.labels);
  const targets = new Float32Array(memory, plan.input.targets, PHOTOS * 3);
  for (const [place, label] of images.labels.entries()) targets[place * 3 + label] = 1;
  const hands = { ...bench.hands, pixels: images.pixels };
  const training = { step: 0, learningRate: 0 };
  const run = (kind: PassKind) => {
    const [first, end] = job.plan.passes[kind];
    for (let part = first; part < end; part++) {
      if (job.plan.phases[part].of === 'updates') continue;
      const numbers = { photos: PHOTOS, part, ...(kind === 'train' && { training }) };
      for (let item = 0; item < itemCount(job, part, PHOTOS); item++) {
        runGeneralItem(job, item, numbers, hands);
      }
    }
    const { output, outputSize } = job.plan.layers.at(-1)!;
    return bench.read(output, PHOTOS * outputSize);
  };
  const trained = run('train');
  const gradients = job.plan.weights
    .filter(({ trainable }) => trainable)
    .map((weight) => [weight.name, bench.readMatrix(weight, weight.gradient)] as const);
  const moved = job.plan.weights
    .filter(({ trainable }) => !trainable)
    .map((weight) => [weight.name, bench.readMatrix(weight, weight.weights)] as const);
  const values = [...gradients, ...moved, ['training', trained] as const];
  return { job, values: new Map([...values, ['evaluation', run('evaluate')]]) };
}

function expectClose(
  actual: ReadonlyMap<string, Float32Array>,
  expected: ReadonlyMap<string, Float32Array>,
): void {
  for (const [name, values] of expected) {
    const largest = Math.max(...values.map(Math.abs));
    const differences = values.map((value, i) => Math.abs(value - actual.get(name)![i]));
    expect(largest, name).toBeGreaterThan(0);
    expect(Math.max(...differences) / largest, name).toBeLessThan(3e-6);
  }
}

describe('a normalisation with what follows it in one pass', () => {
  it.each(CASES)('computes what layers compute one by one: %s', async (title, input, layers) => {
    const network = networkOfCase(input, layers);
    const [fused, plain] = [await compute(network, true), await compute(network, false)];
    const groups = fused.job.plan.layers.flatMap(({ group }) => (group ? [group] : []));
    expect(groups.some(({ pools }) => pools)).toBe(/and pool|groups/.test(title));
    expectClose(fused.values, plain.values);
  });

  it('computes the same in chunks of photos as a slice at once, to rounding', async () => {
    const network = networkOfCase(CASES[9][1], CASES[9][2]);
    const [chunks, whole] = [await compute(network, true, 3), await compute(network, true)];
    expect(chunks.job.plan.phases).not.toEqual(whole.job.plan.phases);
    expectClose(chunks.values, whole.values);
  });

  it('leaves every layer within a group to activations()', async () => {
    const [, input, layers] = CASES[9];
    const network = networkOfCase(input, layers);
    const images = randomImages(93, PHOTOS, input, 3);
    const compiled = await kernelsEngine.compile(network, REFERENCE_OPTIONS);
    await compiled.setWeights(randomWeights(network, 94));
    const names = layers.map(({ name }) => name);
    const outputs = await compiled.activations(images, firstIndices(PHOTOS), names);
    for (const { name, outputShape } of describeNetwork(network).layers.slice(0, names.length)) {
      const { shape, values } = outputs.get(name)!;
      expect(shape).toEqual([PHOTOS, ...outputShape]);
      expect(new Set(values).size, name).toBeGreaterThan(100);
    }
    const [before, after] = [outputs.get('norm3')!.values, outputs.get('act3')!.values];
    for (const [i, value] of before.entries()) {
      expect(after[i]).toBeCloseTo(value > 0 ? value : 0.2 * value, 6);
    }
    await compiled.dispose();
  });

  it('hides no NaN from a pool', async () => {
    const network = networkOfCase(...(CASES[3].slice(1) as [MapShape, Layer[]]));
    const bench = await openBench(network, { ...REFERENCE_OPTIONS, batchSize: 1 });
    const { kernels } = bench.hands;
    const { input, output } = bench.job.plan.layers[3];
    const [x, y, winners] = [input, output, bench.job.plan.layers[3].winners!];
    const coefficients = bench.job.plan.layers[1].normalization!.slices;
    bench.write(coefficients, [...Array(16).fill(1), ...Array(16).fill(0)]);
    for (let place = 0; place < 4; place++) {
      const values = Array.from({ length: 64 }, (_, i) => (i === place * 16 + 5 ? Number.NaN : i));
      bench.write(x, values);
      kernels.normalizedSiluPool(x, y, winners, coefficients, 1, 2, 2, 16);
      const pooled = bench.read(y, 16);
      expect([...pooled.keys()].filter((channel) => Number.isNaN(pooled[channel]))).toEqual([5]);
    }
  });
});
