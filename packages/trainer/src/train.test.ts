import {
  type CompileOptions,
  type Engine,
  EPOCH_METRICS,
  learningRateAt,
  type MetricPoint,
  parseRunConfig,
  type RunLogger,
  type TrainBatch,
} from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import { expect, it } from 'vitest';
import { prepareRun } from './prepare.js';
import { train } from './train.js';

const SIZE = 4;
const COUNT = 20;

/** Photos of nothing: the engine below looks at none. */
const photos: PhotoSet = {
  kind: 'files',
  name: 'twenty',
  classes: ['cat', 'dog'],
  paths: Array.from({ length: COUNT }, (_, i) => `${i}.png`),
  hashes: Array.from({ length: COUNT }, (_, i) => i.toString(16).padStart(64, '0')),
  images: {
    pixels: new Uint8Array(COUNT * SIZE * SIZE * 3),
    labels: Uint8Array.from({ length: COUNT }, (_, i) => i % 2),
    count: COUNT,
    height: SIZE,
    width: SIZE,
    channels: 3,
  },
  rejected: [],
  digest: '0',
  cached: false,
};

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

/** A logger that keeps the points it was told. */
function notingLogger() {
  const points: MetricPoint[] = [];
  const logger: RunLogger = {
    runId: '1',
    runName: 'one',
    logParams: () => undefined,
    setTags: () => undefined,
    logMetrics: (more) => void points.push(...more),
    saveSnapshot: async () => undefined,
    saveArtifact: async () => undefined,
    flush: async () => undefined,
    finish: async () => undefined,
  };
  return { logger, points };
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
  const run = await prepareRun(config, photos, engine);
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
