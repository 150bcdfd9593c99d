import { describe, expect, it } from 'vitest';
import { sampleStart } from '../../test-programs/sample-start.js';
import { openStore, type Store } from './store.js';

/** Unevenly spaced, with values that are no numbers between. */
const POINTS = Array.from({ length: 400 }, (_, i) => ({
  step: i * (1 + (i % 7)),
  value: i % 29 === 3 ? [Number.NaN, Infinity, -Infinity][i % 3] : Math.sin(i / 9) + (i % 5),
})).sort((a, b) => a.step - b.step);

async function stored(points: typeof POINTS): Promise<{ store: Store; run: string }> {
  const store = openStore({ file: ':memory:' });
  const logger = store.startRun(sampleStart());
  logger.logMetrics(
    points.map(({ step, value }, i) => ({ key: 'loss', step, epoch: step / 10, time: i, value })),
  );
  await logger.flush();
  return { store, run: logger.runId };
}

/** The weighted mean of everything up to a place, by its definition. */
function reference(place: number, distance: number): number {
  let sum = 0;
  let weights = 0;
  for (const { step, value } of lastOfEachStep(POINTS)) {
    if (step > place || !Number.isFinite(value)) continue;
    const weight = Math.exp(-(place - step) / distance);
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}

/** A run keeps what was told last of a step. */
function lastOfEachStep(points: typeof POINTS) {
  return [...new Map(points.map((point) => [point.step, point])).values()];
}

describe('buckets({ smooth })', () => {
  it.each([4, 50, 1000])(
    'is the mean of every point up to a place, weighed by distance %i, at every bucket',
    async (distance) => {
      const { store, run } = await stored(POINTS);
      for (const buckets of [3, 40, 5000]) {
        const { series } = store.buckets({ runs: [run], smooth: distance, buckets });
        const [{ last, smooth }] = series;
        expect(smooth).toHaveLength(last.length);
        for (const [i, place] of last.entries()) {
          expect(smooth![i]).toBeCloseTo(reference(place, distance), 10);
        }
      }
      store.close();
    },
  );

  it('is the same of a part, of fewer buckets, and of a run that has not yet grown', async () => {
    const whole = await stored(POINTS);
    const half = POINTS.slice(0, 200);
    const young = await stored(half);
    const ask = ({ store, run }: typeof whole, more: object) => {
      const [{ last, smooth }] = store.buckets({
        runs: [run],
        smooth: 30,
        buckets: 5000,
        ...more,
      }).series;
      return new Map(Array.from(last, (place, i) => [place, smooth![i]]));
    };
    const all = ask(whole, {});
    for (const part of [ask(whole, { from: 500, to: 900 }), ask(young, {})]) {
      expect(part.size).toBeGreaterThan(20);
      for (const [place, value] of part) {
        // The step at which the young run ends may have been told again since.
        if (place < half.at(-1)!.step) expect(value).toBe(all.get(place));
      }
    }
    whole.store.close();
    young.store.close();
  });

  it('refuses a distance that is none, and an axis of images where nobody counted them', async () => {
    const { store, run } = await stored(POINTS);
    for (const smooth of [0, -1, Number.NaN, Infinity]) {
      expect(() => store.buckets({ runs: [run], smooth })).toThrow(/Expected smooth to be a dist/);
    }
    store.access.connection.sqlite.prepare('DELETE FROM splits').run();
    const asking = () => store.buckets({ runs: [run], x: 'images' });
    expect(asking).toThrow(/does not say how many photos it trained on/);
    store.access.connection.sqlite
      .prepare(
        "INSERT INTO params (run_id, key, kind, value) VALUES (?, 'batchSize', 'number', '64')",
      )
      .run(run);
    expect(asking().from).toBe(64);
    store.close();
  });
});
