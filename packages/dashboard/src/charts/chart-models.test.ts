import type { RunRow } from '@peasy/tracker/api';
import { describe, expect, it } from 'vitest';
import type { BucketColumns, BucketQuery } from '../api/buckets.js';
import { FIRST_CURVE_STATE } from '../state/curve-route.js';
import { bucketQuery } from './bucket-query.js';
import { type ChartedRun, ChartModels } from './chart-models.js';

const look = { colour: 0, dash: 0, marker: 'circle' } as const;
const summary = { last: 1, min: 1, max: 1, best: 1, bestEpoch: 1, count: 2 };
const charted = (id: string, ...keys: readonly string[]): ChartedRun => ({
  look,
  run: {
    ...{ id, name: id, config: 'cnn', split: null, version: 1 },
    metrics: Object.fromEntries(keys.map((key) => [key, summary])),
  } as unknown as RunRow,
});
const column = (...values: readonly number[]) => Float64Array.from(values);
const series = (run: string, key: string, values: readonly [number, number]): BucketColumns => ({
  ...{ run, key, points: 2, total: 2, grid: { from: 0, to: 1, buckets: 100 } },
  ...{ first: column(0, 1), last: column(0, 1), count: column(1, 1) },
  ...{ min: column(...values), max: column(...values), mean: column(...values) },
  ...{ nan: column(0, 0), infinity: column(0, 0), minusInfinity: column(0, 0) },
});
const wanted = (runs: readonly ChartedRun[], metrics: readonly string[], changes = {}) =>
  ({
    runs,
    metrics,
    axis: 'step',
    width: 400,
    state: { ...FIRST_CURVE_STATE, ...changes },
  }) as const;

describe('bucketQuery()', () => {
  const runs = [charted('a', 'loss', 'valLoss').run, charted('b', 'loss', 'val_loss').run];
  const query = (metrics: readonly string[], changes = {}) =>
    bucketQuery(runs, metrics, 'seconds', 500, { ...FIRST_CURVE_STATE, ...changes });

  it('asks for the validations that the runs have, in one order, and never for every key', () => {
    expect(query(['loss']).keys).toEqual(['loss', 'valAccuracy', 'valLoss', 'val_loss']);
    expect(query(['loss', 'x'])).toEqual(query(['x', 'loss']));
    expect(query([]).keys).toEqual(['valAccuracy']);
  });

  it('asks for a zoom with half of it beside it, by ratio on a logarithmic axis', () => {
    expect(query([], { zoom: [2, 4] })).toMatchObject({ from: 1000, to: 5000, buckets: 1000 });
    expect(query([], { zoom: [1, 100], xScale: 'log' })).toMatchObject({
      ...{ from: 100, to: 1_000_000, spacing: 'log' },
    });
    expect(query([], { zoom: [0, 100], xScale: 'log' }).from).toBeUndefined();
  });
});

describe('ChartModels', () => {
  const reading = (answers: Readonly<Record<string, readonly BucketColumns[]>>) => {
    const asked: BucketQuery[] = [];
    const charts = new ChartModels((run, query) => {
      asked.push(query);
      const value = answers[run.id];
      return value ? { value } : {};
    });
    return { charts, asked };
  };

  it('has a model a metric, in their order, with what there is', () => {
    const { charts } = reading({
      a: [series('a', 'loss', [2, 1]), series('a', 'rate', [0.1, 0.2])],
    });
    const run = charted('a', 'loss', 'rate');
    charts.update(wanted([run], ['rate', 'loss', 'none']));
    expect(
      charts.models.map(({ metric, curves }) => [metric, curves.map(({ role }) => role)]),
    ).toEqual([
      ['rate', ['value']],
      ['loss', ['train']],
      ['none', []],
    ]);
    expect(charts.whole).toEqual([0, 1]);
  });

  it('keeps models that did not change, and curves when only the view of them does', () => {
    const { charts } = reading({ a: [series('a', 'loss', [2, 1])] });
    const run = charted('a', 'loss');
    charts.update(wanted([run], ['loss']));
    const [before] = charts.models;
    charts.update(wanted([run], ['loss']));
    expect(charts.models[0]).toBe(before);
    charts.update(wanted([run], ['loss'], { y: 'log' }));
    expect(charts.models[0]).not.toBe(before);
    expect(charts.models[0].curves).toBe(before.curves);
  });

  it('has none until there is an answer', () => {
    const { charts, asked } = reading({});
    charts.update(wanted([charted('a', 'loss')], ['loss']));
    expect([charts.models, asked.length]).toEqual([[], 1]);
  });

  it('draws the mean of runs of one config, under the first run', () => {
    const { charts } = reading({
      a: [series('a', 'rate', [1, 3])],
      b: [series('b', 'rate', [3, 5])],
    });
    charts.update(
      wanted([charted('a', 'rate'), charted('b', 'rate')], ['rate'], { seeds: 'mean' }),
    );
    const [{ runs, curves }] = charts.models;
    expect(runs.map(({ name }) => name)).toEqual(['cnn, mean of 2']);
    expect(curves).toMatchObject([
      {
        ...{ run: 'a', key: 'rate', y: Float64Array.of(2, 4) },
        ...{ low: Float64Array.of(1, 3), high: Float64Array.of(3, 5) },
      },
    ]);
  });

  it('leaves the first step out of a logarithmic axis', () => {
    const { charts } = reading({ a: [series('a', 'loss', [2, 1])] });
    charts.update(wanted([charted('a', 'loss')], ['loss'], { xScale: 'log' }));
    expect(charts.models[0].curves[0].x).toEqual(Float64Array.of(1));
    expect(charts.whole).toEqual([0.5, 2]);
  });
});
