import path from 'node:path';
import type { MetricPoint, RunStart } from '@peasy/core';
import { openStore } from '@peasy/tracker';

/** Milliseconds of a step. */
const STEP_MS = 90;

/** Runs of a search, each with a handful of params, as a program would begin them. */
export function startOf(number: number): RunStart {
  const digest = '0'.repeat(64);
  return {
    name: `run-${number}`,
    experiment: 'many',
    config: ['cnn', 'dense', 'cnn-modern'][number % 3],
    engine: number % 2 === 0 ? 'kernels' : 'tensorflow',
    device: 'cpu',
    dataset: { name: 'drawn', digest },
    classes: ['cat', 'dog'],
    network: { name: 'none', input: [32, 32, 3], layers: [] },
    parameters: 1000 * (1 + (number % 7)),
    multiplyAdds: 0,
    epochsPlanned: 10,
    split: {
      ...{ kind: 'holdout', digest, train: 700, validation: 150, test: 150 },
      ...{ testAlsoTrained: 0, validationAlsoTrained: 0 },
    },
    params: {
      seed: number,
      batchSize: [32, 64, 128][number % 3],
      'optimizer.learningRate': [0.1, 0.03, 0.01, 0.003][number % 4],
    },
    environment: {},
  };
}

/** The test accuracy that a run of recordManyRuns has: all differ. */
export function accuracyOf(number: number): number {
  return 0.5 + ((number * 7919) % 10_007) / 25_000;
}

/** Records `count` runs of ten epochs each in a folder's database. */
export async function recordManyRuns(folder: string, count: number): Promise<void> {
  const store = openStore({ file: path.join(folder, 'peasy.db') });
  for (let first = 0; first < count; first += 100) {
    const loggers = Array.from({ length: Math.min(100, count - first) }, (_, i) =>
      store.startRun(startOf(first + i)),
    );
    for (const [i, logger] of loggers.entries()) {
      const best = accuracyOf(first + i);
      logger.logMetrics(
        Array.from({ length: 10 }, (_, epoch) => [
          pointAt('loss', epoch * 10 + 9, 1 / (epoch + 1 + best)),
          pointAt('valAccuracy', epoch * 10 + 9, best - 0.02 * (9 - epoch)),
        ]).flat(),
      );
      logger.logMetrics([pointAt('testAccuracy', 99, best)]);
    }
    await Promise.all(loggers.map((logger) => logger.finish('finished')));
  }
  store.close();
}

/** Where the one highest and lowest loss of a long run lie, and what they are. */
export const SPIKES = { high: { step: 51_234, value: 9.75 }, low: { step: 70_001, value: 0.0125 } };

/** Records runs with a loss at each of so many steps: noisy, falling, with two spikes of one step each. */
export async function recordLongRuns(folder: string, runs: number, steps: number): Promise<void> {
  const store = openStore({ file: path.join(folder, 'peasy.db') });
  for (let number = 0; number < runs; number++) {
    const logger = store.startRun({ ...startOf(number), name: `long-${number}` });
    const random = noise(number + 1);
    for (let from = 0; from < steps; from += 5000) {
      const points = Array.from({ length: Math.min(5000, steps - from) }, (_, i) => {
        const step = from + i;
        const value = 0.4 + number / 40 + Math.exp(-step / 20_000) + 0.2 * random();
        const spike = Object.values(SPIKES).find((one) => one.step === step);
        return pointAt('loss', step, spike?.value ?? value);
      });
      logger.logMetrics(points);
      await logger.flush();
    }
    await logger.finish('finished');
  }
  store.close();
}

function pointAt(key: string, step: number, value: number): MetricPoint {
  return { key, step, epoch: (step + 1) / 10, time: 1.7e12 + step * STEP_MS, value };
}

/** Numbers of 0..1 that are the same in every run of a test. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
