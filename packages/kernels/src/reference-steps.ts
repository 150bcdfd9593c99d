import {
  type CompileOptions,
  type InstructionSet,
  initialWeights,
  type Layer,
  type NamedTensors,
  NETWORKS,
  type Network,
  RandomStream,
} from '@peasy/core';
import { compileNetwork } from './compile-network.js';

/** A small network to train on noise, and the losses that come of it. */
export interface ReferenceJob {
  /** Which way through the kernels it takes. */
  readonly way: 'fast' | 'general';
  readonly network: Network;
  readonly options: CompileOptions;
  /** Of each step, as simd128 computes them. */
  readonly losses: readonly number[];
}

const BATCH = 32;
const SEED = 1;
/** Rounds of the same steps: V8 optimises the kernels on the way, and that must not change a bit. */
const ROUNDS = 3;

const conv = (name: string, filters: number): readonly Layer[] => [
  { kind: 'conv2d', name, filters, kernelSize: 3, padding: 'same', useBias: false },
  { kind: 'batchNormalization', name: `${name}Norm` },
  { kind: 'activation', name: `${name}Silu`, activation: 'silu' },
];

/** Of what networks are built from now: normalised convolutions, a residual sum, a stride, a global average. */
const general: Network = {
  name: 'reference',
  input: [12, 12, 3],
  layers: [
    ...conv('first', 16),
    ...conv('second', 16),
    { kind: 'add', name: 'sum', from: 'firstSilu' },
    { kind: 'maxPool2d', name: 'pool', poolSize: 2 },
    { kind: 'conv2d', name: 'down', filters: 24, kernelSize: 3, padding: 'same', strides: 2 },
    { kind: 'activation', name: 'leaky', activation: 'leakyRelu' },
    { kind: 'globalAveragePool2d', name: 'average' },
    { kind: 'dropout', name: 'dropout', rate: 0.2 },
    { kind: 'dense', name: 'classifier', units: 2 },
    { kind: 'activation', name: 'probabilities', activation: 'softmax' },
  ],
};

const shared = { seed: SEED, batchSize: BATCH, loss: 'categoricalCrossentropy' } as const;

/** One for each way through the kernels. */
export const REFERENCE_JOBS: readonly ReferenceJob[] = [
  {
    way: 'fast',
    network: NETWORKS.cnn([16, 16, 3], 2),
    options: { ...shared, optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 } },
    losses: [0.761012, 0.800445, 0.787163, 0.787025, 0.69642],
  },
  {
    way: 'general',
    network: general,
    options: {
      ...shared,
      optimizer: { kind: 'adamw', learningRate: 0.003, momentum: 0, weightDecay: 0.05 },
      labelSmoothing: 0.05,
      ema: 0.9,
      augmentation: { flip: true, shift: 1, minCrop: 1, brightness: 0, cutout: 0, mixup: 0 },
    },
    losses: [0.880098, 0.753287, 0.670057, 0.715984, 0.754746],
  },
];

/** Losses of all rounds of a job's steps, and after them a fold of the last weights' bits. */
export async function referenceRounds(
  { network, options, losses: expected }: ReferenceJob,
  set: InstructionSet,
): Promise<number[][]> {
  const [height, width, channels] = network.input;
  const random = new RandomStream(SEED);
  const pixels = Uint8Array.from({ length: BATCH * height * width * channels }, () =>
    random.below(256),
  );
  const labels = Uint8Array.from({ length: BATCH }, () => random.below(2));
  const images = { pixels, labels, count: BATCH, height, width, channels };
  const indices = Int32Array.from({ length: BATCH }, (_, index) => index);
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const compiled = await compileNetwork(network, options, set, 1);
    await compiled.setWeights(initialWeights(network, SEED));
    const losses: number[] = [];
    for (let step = 0; step < expected.length; step++) {
      losses.push((await compiled.trainStep({ images, indices, step })).loss);
    }
    rounds.push([...losses, foldWeights(await compiled.weights())]);
    await compiled.dispose();
  }
  return rounds;
}

/** Equal for equal bits, and hardly ever for others. */
function foldWeights(weights: NamedTensors): number {
  let fold = 0;
  for (const { values } of weights.values()) {
    for (const word of new Uint32Array(values.buffer, values.byteOffset, values.length)) {
      fold = (Math.imul(fold, 31) + word) >>> 0;
    }
  }
  return fold;
}
