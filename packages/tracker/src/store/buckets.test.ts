import { describe, expect, it } from 'vitest';
import { sampleStart } from '../../test-programs/sample-start.js';
import type { BucketedSeries } from './read-buckets.js';
import { openStore, type Store } from './store.js';
import { X_AXES, type XAxis } from './x-axis.js';

interface Told {
  readonly key: string;
  readonly step: number;
  readonly epoch: number;
  readonly time: number;
  readonly value: number;
}

let seed = 11;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

const STRANGE = [Number.NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324];

/** A run with points whose times go back and forth, as those of many machines do. */
async function runWith(store: Store, count: number): Promise<{ run: string; told: Told[] }> {
  const logger = store.startRun(sampleStart());
  const told = Array.from({ length: count }, (_, i) => ({
    key: 'loss',
    step: i * 3,
    epoch: i / 70,
    time: Math.floor(1.7e12 + i * 500 + random() * 2000),
    value: random() < 0.1 ? STRANGE[Math.floor(random() * STRANGE.length)] : random() * 100 - 50,
  }));
  logger.logMetrics(told);
  await logger.flush();
  return { run: logger.runId, told };
}

/** Photos of an epoch of the sample run. */
const TRAINED = sampleStart().split.train;

const xOf = (point: Told, x: XAxis, startedAt: number) => {
  if (x === 'images') return point.epoch * TRAINED;
  return x === 'relativeTime' || x === 'trainedTime' ? point.time - startedAt : point[x];
};

/** The rows of a bucketed series. */
const rowsOf = (series: BucketedSeries) =>
  Array.from(series.count, (count, i) => ({
    first: series.first[i],
    last: series.last[i],
    min: series.min[i],
    max: series.max[i],
    mean: series.mean[i],
    count,
    nan: series.nan[i],
    infinity: series.infinity[i],
    minusInfinity: series.minusInfinity[i],
  }));

/** The same by going over every point, one by one. */
function bruteForce(points: readonly { x: number; value: number }[]) {
  const finite = points.map(({ value }) => value).filter(Number.isFinite);
  const count = (value: number) => points.filter((point) => Object.is(point.value, value)).length;
  const xs = points.map(({ x }) => x);
  return {
    first: Math.min(...xs),
    last: Math.max(...xs),
    min: finite.length > 0 ? Math.min(...finite) : Number.NaN,
    max: finite.length > 0 ? Math.max(...finite) : Number.NaN,
    mean: finite.reduce(
      (sum, value) => sum + value / finite.length,
      finite.length > 0 ? 0 : Number.NaN,
    ),
    count: points.length,
    nan: count(Number.NaN),
    infinity: count(Infinity),
    minusInfinity: count(-Infinity),
  };
}

describe('buckets()', () => {
  it.each(X_AXES)('over %s agree with going over every point of several runs', async (x) => {
    const store = openStore({ file: ':memory:' });
    const runs = [await runWith(store, 1500), await runWith(store, 900)];
    const ranges: [number | undefined, number | undefined, number][] = [
      [undefined, undefined, 100],
      [undefined, undefined, 7],
      [0.2, 0.7, 40],
      [0.5, undefined, 1],
    ];
    for (const [from, to, buckets] of ranges) {
      const startedAt = (run: string) => Date.parse(store.getRun(run).startedAt);
      const all = runs.map(({ run, told }) =>
        told.map((point) => ({ x: xOf(point, x, startedAt(run)), value: point.value })),
      );
      const xs = all.flat().map((point) => point.x);
      const place = (share: number | undefined, otherwise: number) =>
        share === undefined
          ? otherwise
          : Math.min(...xs) + share * (Math.max(...xs) - Math.min(...xs));
      const low = place(from, Math.min(...xs));
      const high = place(to, Math.max(...xs));
      const asked = store.buckets({
        runs: runs.map(({ run }) => run),
        keys: ['loss'],
        x,
        buckets,
        ...(from !== undefined && { from: low }),
        ...(to !== undefined && { to: high }),
      });
      expect(asked).toMatchObject({ x, from: low, to: high, buckets });
      for (const [i, series] of asked.series.entries()) {
        const inside = all[i].filter((point) => point.x >= low && point.x <= high);
        expect(series).toMatchObject({ points: inside.length, total: all[i].length });
        const scale = buckets / (high - low);
        const byBucket = new Map<number, { x: number; value: number }[]>();
        for (const point of inside) {
          const bucket = Math.min(Math.floor((point.x - low) * scale), buckets - 1);
          byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), point]);
        }
        const expected = [...byBucket]
          .sort(([a], [b]) => a - b)
          .map(([, group]) => bruteForce(group));
        const rows = rowsOf(series);
        expect(rows.map(({ mean: _, ...rest }) => rest)).toEqual(
          expected.map(({ mean: _, ...rest }) => rest),
        );
        for (const [at, { mean, min, max }] of rows.entries()) {
          const size = Math.max(Math.abs(min), Math.abs(max));
          if (Number.isNaN(mean)) expect(expected[at].mean).toBeNaN();
          else expect(Math.abs(mean - expected[at].mean)).toBeLessThanOrEqual(size * 1e-13);
        }
      }
    }
    store.close();
  });

  it('never hide a spike: one point among 100,000 is in the extremes, and all are counted', async () => {
    const store = openStore({ file: ':memory:' });
    const logger = store.startRun(sampleStart());
    for (let step = 0; step < 100_000; step++) {
      logger.logMetrics([
        { key: 'loss', step, epoch: 0, time: step, value: step === 77_777 ? 1e6 : 1 },
      ]);
    }
    await logger.flush();
    const [series] = store.buckets({ runs: [logger.runId], buckets: 100 }).series;
    expect(series.max.filter((max) => max === 1e6)).toHaveLength(1);
    expect(series.count.reduce((sum, count) => sum + count)).toBe(100_000);
    expect(series.mean[77]).toBeCloseTo((999 + 1e6) / 1000, 9);
    store.close();
  });

  it('are the points themselves where there are no more of them than buckets', async () => {
    const store = openStore({ file: ':memory:' });
    const { run, told } = await runWith(store, 50);
    const [series] = store.buckets({ runs: [run], buckets: 50 }).series;
    expect([...series.first]).toEqual(told.map(({ step }) => step));
    expect([...series.last]).toEqual([...series.first]);
    expect(rowsOf(series)).toEqual(told.map(({ step, value }) => bruteForce([{ x: step, value }])));
    store.close();
  });

  it('are equal in the logarithm of the axis where that is asked for, without what is at 0', async () => {
    const store = openStore({ file: ':memory:' });
    const { run, told } = await runWith(store, 4000);
    const above = told.filter(({ step }) => step > 0);
    const [low, high] = [above[0].step, above.at(-1)!.step];
    const asked = store.buckets({ runs: [run], buckets: 40, spacing: 'log' });
    expect(asked).toMatchObject({ from: low, to: high, buckets: 40 });
    const [series] = asked.series;
    expect([series.points, series.total]).toEqual([3999, 4000]);
    const expected = new Map<number, { x: number; value: number }[]>();
    for (const { step, value } of above) {
      const share = Math.log(step / low) * (40 / Math.log(high / low));
      const bucket = Math.min(Math.floor(share), 39);
      expected.set(bucket, [...(expected.get(bucket) ?? []), { x: step, value }]);
    }
    // The mean in another order of the sum is another one in its last digit.
    const exact = ({ mean, ...rest }: ReturnType<typeof bruteForce>) => rest;
    expect(rowsOf(series).map(exact)).toEqual([...expected.values()].map(bruteForce).map(exact));
    // A decade has as many buckets as the next one, as far as there are points to fill them.
    const within = (from: number, to: number) =>
      series.last.filter((at) => at >= from && at < to).length;
    expect(Math.abs(within(100, 1000) - within(1000, 10_000))).toBeLessThanOrEqual(1);
    store.close();
  });

  it('of a run without points are none, and a query that cannot be is refused in words', () => {
    const store = openStore({ file: ':memory:' });
    const { runId } = store.startRun(sampleStart());
    expect(store.buckets({ runs: [runId] })).toEqual({
      x: 'step',
      from: Number.NaN,
      to: Number.NaN,
      buckets: 1000,
      series: [],
    });
    const asking = (query: object) => () => store.buckets({ runs: [runId], ...query });
    expect(asking({ buckets: 0 })).toThrow(/whole number from 1 to 100000, got 0/);
    expect(asking({ from: 5, to: 4 })).toThrow(/from 5 to 4/);
    expect(asking({ spacing: 'log', from: 0 })).toThrow(/from to be above 0.*got 0/);
    expect(asking({ spacing: 'round' })).toThrow(/linear or log, got "round"/);
    expect(asking({ to: Number.NaN })).toThrow(/"to" to be a finite number, got NaN/);
    expect(asking({ x: 'moon' })).toThrow(
      /one of step, epoch, images, time, relativeTime, trainedTime, got "moon"/,
    );
    store.close();
  });
});

describe('points()', () => {
  it('gives the points of a range of steps exactly, and how many there are in all', async () => {
    const store = openStore({ file: ':memory:' });
    const { run, told } = await runWith(store, 400);
    const inside = told.filter(({ step }) => step >= 30 && step <= 600);
    const [points] = store.points({ runs: [run], keys: ['loss'], from: 30, to: 600 });
    expect(points.total).toBe(400);
    for (const column of ['step', 'epoch', 'time', 'value'] as const) {
      expect(points[column]).toEqual(Float64Array.from(inside, (point) => point[column]));
    }
    expect(store.points({ runs: [run], from: 601 })[0].step[0]).toBe(603);
    expect(store.points({ runs: [run] })[0].value).toHaveLength(400);
    store.close();
  });
});
