import {
  type CompiledNetwork,
  type CompileOptions,
  type Engine,
  EPOCH_METRICS,
  learningRateAt,
  type MetricPoint,
  parseRunConfig,
  type RunLogger,
  type Snapshot,
  type TrainBatch,
} from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import { randomImages } from '@peasy/engine-contract';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Tfjs } from './engines/tfjs/tfjs.js';
import { TfjsNetwork } from './engines/tfjs/tfjs-network.js';
import { prepareRun } from './prepare.js';
import { type TrainOptions, train } from './train.js';
import { decodeTrainerState } from './trainer-state.js';

const SIZE = 4;

/** Random photos of two classes. */
function photoSet(count: number): PhotoSet {
  return {
    kind: 'files',
    name: 'random',
    classes: ['cat', 'dog'],
    paths: Array.from({ length: count }, (_, i) => `${i}.png`),
    hashes: Array.from({ length: count }, (_, i) => i.toString(16).padStart(64, '0')),
    images: randomImages(5, count, [SIZE, SIZE, 3], 2),
    rejected: [],
    digest: '0',
    cached: false,
  };
}

/** An engine that learns nothing, and notes what it is asked for. */
function notingEngine() {
  const asked: CompileOptions[] = [];
  const batches: TrainBatch[] = [];
  const engine: Engine = {
    name: 'kernels',
    unavailableReason: async () => undefined,
    compile: async (_network, options) => {
      asked.push(options);
      return {
        device: 'none',
        weights: async () => new Map(),
        setWeights: async () => undefined,
        optimizerState: async () => new Map(),
        setOptimizerState: async () => undefined,
        trainStep: async (batch) => {
          batches.push(batch);
          return { loss: 1, correct: 0 };
        },
        evaluate: async (_images, indices) => ({
          loss: 1,
          correct: 0,
          probabilities: new Float32Array(2 * indices.length),
        }),
        activations: async () => new Map(),
        dispose: async () => undefined,
      };
    },
  };
  return { engine, asked, batches };
}

/** A logger that keeps the points and the snapshots it was told. */
function notingLogger() {
  const points: MetricPoint[] = [];
  const snapshots: Snapshot[] = [];
  const logger: RunLogger = {
    runId: '1',
    runName: 'one',
    logParams: () => undefined,
    setTags: () => undefined,
    logMetrics: (more) => void points.push(...more),
    saveSnapshot: async (snapshot) => void snapshots.push(snapshot),
    saveArtifact: async () => undefined,
    flush: async () => undefined,
    finish: async () => undefined,
  };
  return { logger, points, snapshots };
}

it('train() gives the engine what the config says: targets, averages, augmentation, and the rate of every step', async () => {
  const config = parseRunConfig({
    network: [
      { kind: 'flatten', name: 'flat' },
      { kind: 'dense', name: 'classifier', units: 2 },
      { kind: 'activation', name: 'probabilities', activation: 'softmax' },
    ],
    data: { size: SIZE },
    epochs: 3,
    batchSize: 4,
    optimizer: { kind: 'adamw', learningRate: 0.1, weightDecay: 0.01 },
    schedule: { kind: 'oneCycle' },
    labelSmoothing: 0.1,
    ema: 0.99,
    augmentation: { flip: true, shift: 1 },
  });
  const { engine, asked, batches } = notingEngine();
  const run = await prepareRun(config, photoSet(20), engine);
  const { logger, points } = notingLogger();
  const { status } = await train(run, { logger });
  expect(status).toBe('finished');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    optimizer: { kind: 'adamw', weightDecay: 0.01, beta1: 0.9 },
    labelSmoothing: 0.1,
    ema: 0.99,
    augmentation: { flip: true, shift: 1, minCrop: 1 },
  });
  const stepsPerEpoch = Math.ceil(run.split.train.length / 4);
  expect(batches.map(({ step }) => step)).toEqual([...Array(3 * stepsPerEpoch).keys()]);
  const span = { learningRate: 0.1, stepsPerEpoch, epochs: 3 };
  for (const { step, learningRate } of batches) {
    expect(learningRate).toBe(learningRateAt(step, config.schedule, span));
  }
  expect(new Set(batches.map(({ learningRate }) => learningRate)).size).toBe(batches.length);
  // Each epoch tells the rate of its last step.
  const rates = points.filter(({ key }) => key === 'learningRate');
  expect(rates.map(({ step, epoch, value }) => [step, epoch, value])).toEqual(
    [1, 2, 3].map((epoch) => {
      const step = epoch * stepsPerEpoch - 1;
      return [step, epoch, batches[step].learningRate];
    }),
  );
  const perEpoch = points.filter(({ epoch, key }) => epoch === 2 && !key.startsWith('step'));
  expect(perEpoch.map(({ key }) => key)).toEqual(EPOCH_METRICS);
});

// tfjs's own backend in JavaScript takes several steps at once, as those on GPUs do.
const place = { tf: tf as Tfjs, backend: 'cpu', device: 'cpu (tfjs)' };
beforeAll(() => tf.setBackend('cpu').then(() => undefined));

/** 70 steps an epoch, the last of them of fewer photos. */
const config = (more: object = {}) => ({
  network: [
    { kind: 'flatten', name: 'flat' },
    { kind: 'dense', name: 'hidden', units: 8 },
    { kind: 'activation', name: 'relu', activation: 'relu' },
    { kind: 'dropout', name: 'dropout', rate: 0.2 },
    { kind: 'dense', name: 'classifier', units: 2 },
    { kind: 'activation', name: 'probabilities', activation: 'softmax' },
  ],
  data: { size: SIZE },
  epochs: 2,
  batchSize: 4,
  optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
  schedule: { kind: 'cosine' },
  ...more,
});

/** How a run is trained here. */
interface Job {
  /** One step at a time, as by an engine that cannot take several. */
  readonly single?: boolean;
  readonly config?: object;
  readonly options?: Partial<TrainOptions>;
}

/** Trains a run; answers all that it reported, and the sizes of its chunks. */
async function trained({ single, config: more, options }: Job) {
  const chunks: { first: number; count: number }[] = [];
  const engine: Engine = {
    name: 'tensorflow',
    unavailableReason: async () => undefined,
    compile: async (network, compileOptions) => {
      const whole = new TfjsNetwork(place, network, compileOptions);
      const { trainSteps } = whole;
      vi.spyOn(whole, 'trainSteps').mockImplementation((batches) => {
        chunks.push({ first: batches[0].step, count: batches.length });
        return trainSteps.call(whole, batches);
      });
      return single ? withoutTrainSteps(whole) : whole;
    },
  };
  const { logger, points, snapshots } = notingLogger();
  const run = await prepareRun(parseRunConfig(config(more)), photoSet(400), engine);
  const stepsPerEpoch = Math.ceil(run.split.train.length / run.config.batchSize);
  const result = await train(run, { logger, ...options });
  const weights = await run.compiled.weights();
  await run.compiled.dispose();
  return {
    result,
    points: points.filter(isTimeless).map(timeless),
    snapshots,
    weights,
    chunks,
    stepsPerEpoch,
  };
}

/** The network, as an engine has it that takes one step at a time. */
function withoutTrainSteps(whole: TfjsNetwork): CompiledNetwork {
  return {
    device: whole.device,
    weights: () => whole.weights(),
    setWeights: (weights) => whole.setWeights(weights),
    optimizerState: () => whole.optimizerState(),
    setOptimizerState: (state) => whole.setOptimizerState(state),
    trainStep: (batch) => whole.trainStep(batch),
    evaluate: (images, indices) => whole.evaluate(images, indices),
    activations: (images, indices, layers) => whole.activations(images, indices, layers),
    dispose: () => whole.dispose(),
  };
}

function isTimeless({ key }: MetricPoint): boolean {
  return key !== 'seconds' && key !== 'imagesPerSecond';
}

function timeless({ time: _, ...point }: MetricPoint): Omit<MetricPoint, 'time'> {
  return point;
}

/** The weights that the last snapshot kept, and what a run goes on from. */
function resumeFrom(snapshots: readonly Snapshot[]): NonNullable<TrainOptions['resumeFrom']> {
  const { weights, resume } = snapshots.findLast((snapshot) => snapshot.resume)!;
  return { weights, resume: resume! };
}

describe('train() with an engine that takes several steps at once', () => {
  it('reports the points and ends with the weights of single steps, no chunk beyond an epoch', async () => {
    const single = await trained({ single: true });
    const several = await trained({});
    expect(several.result).toEqual(single.result);
    expect(several.points).toEqual(single.points);
    expect(several.weights).toEqual(single.weights);
    const { chunks, stepsPerEpoch } = several;
    expect(single.chunks.every(({ count }) => count === 1)).toBe(true);
    expect(chunks.some(({ count }) => count > 1)).toBe(true);
    expect(chunks[0].count).toBe(1);
    for (const { first, count } of chunks) {
      expect(Math.floor((first + count - 1) / stepsPerEpoch)).toBe(
        Math.floor(first / stepsPerEpoch),
      );
    }
  });

  it('fails at the first step whose loss is NaN, wherever in a chunk it is', async () => {
    const diverging = { optimizer: { kind: 'sgd', learningRate: 1e30 } };
    const single = await trained({ single: true, config: diverging });
    const several = await trained({ config: diverging });
    expect(single.result.status).toBe('failed');
    expect(single.result.message).toMatch(/^The loss became NaN in epoch 1, step \d+ of \d+\./);
    expect(several.result).toEqual(single.result);
    expect(several.points).toEqual(single.points);
    expect(several.snapshots.at(-1)).toMatchObject({
      step: single.snapshots.at(-1)!.step,
      reasons: ['last'],
    });
    const goingOn = await trained({ config: { ...diverging, keepGoing: true } });
    expect(goingOn.result.status).toBe('finished');
    expect(goingOn.points.filter(({ key }) => key === 'stepLoss')).toHaveLength(
      2 * goingOn.stepsPerEpoch,
    );
  });

  it('stops after the chunk under way, and goes on to the weights of an unbroken run', async () => {
    const stop = new AbortController();
    const onProgress: TrainOptions['onProgress'] = (progress) => {
      if (progress.kind === 'step' && progress.step > 5) stop.abort();
    };
    const stopped = await trained({ options: { onProgress, stop: stop.signal } });
    expect(stopped.result).toMatchObject({ status: 'interrupted', epochs: 0 });
    const last = stopped.snapshots.at(-1)!;
    const done = stopped.points.filter(({ key }) => key === 'stepLoss');
    expect(last.reasons).toEqual(['last', 'checkpoint']);
    expect(last.step).toBe(done.length);
    expect(decodeTrainerState(last.resume!.trainerState)).toMatchObject({
      step: done.length,
      stepInEpoch: done.length,
    });
    const unbroken = await trained({ single: true });
    const wentOn = await trained({ options: { resumeFrom: resumeFrom(stopped.snapshots) } });
    expect(wentOn.weights).toEqual(unbroken.weights);
    expect(wentOn.result).toEqual(unbroken.result);
    expect([...stopped.points, ...wentOn.points]).toEqual(unbroken.points);
  });

  it('keeps a checkpoint between two chunks that a run goes on from', async () => {
    const now = performance.now.bind(performance);
    let passed = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + passed);
    const onProgress: TrainOptions['onProgress'] = (progress) => {
      if (progress.kind === 'step' && progress.step > 5) passed = 11_000;
    };
    const run = await trained({ config: { epochs: 1 }, options: { onProgress } });
    clock.mockRestore();
    const checkpoint = run.snapshots.find(({ step }) => step > 0)!;
    expect(checkpoint.reasons).toEqual(['checkpoint']);
    expect(run.chunks.map(({ first }) => first)).toContain(checkpoint.step);
    const from = resumeFrom([checkpoint]);
    const wentOn = await trained({
      single: true,
      config: { epochs: 1 },
      options: { resumeFrom: from },
    });
    expect(wentOn.weights).toEqual(run.weights);
  });
});
