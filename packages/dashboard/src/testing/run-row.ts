import type { SplitSummary } from '@peasy/core';
import type { MetricSummary, RunRow } from '@peasy/tracker/api';

/** An honest split of 16,000 photos. */
export const HONEST_SPLIT: SplitSummary = {
  kind: 'holdout',
  digest: 'd1',
  train: 11_200,
  validation: 2400,
  test: 2400,
  testAlsoTrained: 0,
  validationAlsoTrained: 0,
};

/** The published split, where every test photo is a training photo. */
export const LEAKING_SPLIT: SplitSummary = {
  kind: 'post',
  digest: 'd2',
  train: 18_750,
  validation: 6250,
  test: 6250,
  testAlsoTrained: 6250,
  validationAlsoTrained: 6250,
};

/** A summary of a metric that had this one value. */
export function summaryOf(value: number, bestEpoch = 1): MetricSummary {
  return { last: value, min: value, max: value, best: value, bestEpoch, count: 1 };
}

/** A finished run as a server would list it, with what a test wants otherwise. */
export function runRow(changes: Partial<RunRow> = {}): RunRow {
  return {
    id: 'run1',
    name: 'cnn',
    experiment: 'dogs-vs-cats',
    config: 'cnn',
    status: 'finished',
    message: null,
    engine: 'kernels',
    device: 'cpu (wasm simd128, 1 thread)',
    dataset: 'photos.zip',
    parameters: 69_130,
    multiplyAdds: 1_542_400,
    startedAt: '2026-03-01T12:00:00.000Z',
    endedAt: '2026-03-01T12:05:00.000Z',
    seconds: 300,
    epochs: 30,
    epochsPlanned: 30,
    split: HONEST_SPLIT,
    metrics: {},
    tags: {},
    place: 1,
    version: 1,
    trashedAt: null,
    ...changes,
  };
}
