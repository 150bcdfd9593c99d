import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { openStore } from './store.js';

const begin = () => {
  const store = openStore({ file: ':memory:' });
  const logger = store.startRun(sampleStart());
  const summary = (key: string) => store.getRun(logger.runId).metrics[key];
  return { store, logger, summary };
};

describe('logMetrics()', () => {
  it('keeps values exactly, NaN and the infinities among them', async () => {
    const { store, logger, summary } = begin();
    const values = [0.1 + 0.2, Number.NaN, Infinity, -Infinity, 5e-324, -1.5, 1e308];
    logger.logMetrics(values.map((value, step) => point('loss', step, value, step / 3)));
    await logger.flush();
    const [series] = store.series([logger.runId], ['loss']);
    expect(series.value).toEqual([0.1 + 0.2, 'NaN', 'Infinity', '-Infinity', 5e-324, -1.5, 1e308]);
    expect(series.step).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(series.epoch).toEqual(values.map((_, step) => step / 3));
    expect(series.time[6]).toBe(point('loss', 6, 0).time);
    expect(summary('loss')).toEqual({
      last: 1e308,
      min: '-Infinity',
      max: 'Infinity',
      best: '-Infinity',
      bestEpoch: 1,
      count: 7,
    });
    store.close();
  });

  it('never takes NaN for best, min or max, and says when it is the last', async () => {
    const { store, logger, summary } = begin();
    logger.logMetrics([point('loss', 0, Number.NaN)]);
    await logger.flush();
    const onlyNaN = { last: 'NaN', min: null, max: null, best: null, bestEpoch: null, count: 1 };
    expect(summary('loss')).toEqual(onlyNaN);
    logger.logMetrics([point('loss', 1, 2), point('loss', 2, Number.NaN)]);
    await logger.flush();
    expect(summary('loss')).toEqual({
      last: 'NaN',
      min: 2,
      max: 2,
      best: 2,
      bestEpoch: 1,
      count: 3,
    });
    store.close();
  });

  it('summarises by the direction of the metric, with the first epoch that reached the best', async () => {
    const { store, logger, summary } = begin();
    const accuracies = [0.5, 0.9, 0.9, 0.7];
    for (const [step, value] of accuracies.entries()) {
      logger.logMetrics([point('valAccuracy', step, value), point('valLoss', step, value)]);
      // Summaries are the same whether points come at once or one by one.
      if (step > 1) await logger.flush();
    }
    await logger.flush();
    expect(summary('valAccuracy')).toEqual({
      last: 0.7,
      min: 0.5,
      max: 0.9,
      best: 0.9,
      bestEpoch: 1,
      count: 4,
    });
    expect(summary('valLoss')).toMatchObject({ best: 0.5, bestEpoch: 0 });
    store.close();
  });

  it('lets the last of two points of the same step stand, and takes the other out of the summary', async () => {
    const { store, logger, summary } = begin();
    logger.logMetrics([point('accuracy', 3, 0.1), point('accuracy', 3, 0.9)]);
    await logger.flush();
    logger.logMetrics([point('accuracy', 3, 0.4)]);
    await logger.flush();
    expect(store.series([logger.runId], ['accuracy'])[0].value).toEqual([0.4]);
    expect(summary('accuracy')).toMatchObject({ last: 0.4, max: 0.4, best: 0.4, count: 1 });
    store.close();
  });

  it('takes points that come late, and keeps the last by step', async () => {
    const { store, logger, summary } = begin();
    for (const step of [5, 2, 9, 7]) {
      logger.logMetrics([point('loss', step, step)]);
      await logger.flush();
    }
    expect(store.series([logger.runId])[0].step).toEqual([2, 5, 7, 9]);
    expect(summary('loss')).toMatchObject({ last: 9, min: 2, max: 9, count: 4 });
    store.close();
  });

  it('agrees with a plain reduction over random points in random batches', async () => {
    const { store, logger, summary } = begin();
    let seed = 42;
    const random = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    const kept = new Map<number, number>();
    for (let i = 0; i < 400; i++) {
      const step = random() < 0.9 ? i : Math.floor(random() * i);
      const value = random() < 0.05 ? Number.NaN : random();
      kept.set(step, value);
      logger.logMetrics([point('accuracy', step, value)]);
      if (random() < 0.2) await logger.flush();
    }
    await logger.flush();
    const steps = [...kept.keys()].sort((a, b) => a - b);
    const numbers = steps.map((s) => kept.get(s)!).filter((value) => !Number.isNaN(value));
    const max = Math.max(...numbers);
    expect(summary('accuracy')).toEqual({
      last: kept.get(steps.at(-1)!),
      min: Math.min(...numbers),
      max,
      best: max,
      bestEpoch: steps.find((s) => kept.get(s) === max),
      count: kept.size,
    });
    store.close();
  });

  it('counts whole epochs done', async () => {
    const { store, logger } = begin();
    logger.logMetrics([point('stepLoss', 10, 1, 1.7), point('stepLoss', 11, 1, 2 - 1e-12)]);
    await logger.flush();
    expect(store.getRun(logger.runId).epochs).toBe(2);
    store.close();
  });

  it.each([
    ['an empty key', point('', 0, 1)],
    ['a long key', point('k'.repeat(251), 0, 1)],
    ['a negative step', point('loss', -1, 1)],
    ['a fractional step', point('loss', 0.5, 1)],
    ['an epoch that is no number', point('loss', 0, 1, Number.NaN)],
    ['a value that is no number', point('loss', 0, '1' as unknown as number)],
  ])('refuses %s, and none of its batch is kept', async (_, bad) => {
    const { store, logger } = begin();
    expect(() => logger.logMetrics([point('good', 0, 1), bad])).toThrow(
      expect.objectContaining({ code: 'invalid' }),
    );
    await logger.flush();
    expect(store.series([logger.runId])).toEqual([]);
    store.close();
  });

  it('reaches the disk by itself, without a flush', async () => {
    const { store, logger } = begin();
    logger.logMetrics([point('loss', 0, 1)]);
    expect(store.series([logger.runId])).toEqual([]);
    await expect.poll(() => store.series([logger.runId]).length, { timeout: 5000 }).toBe(1);
    store.close();
  });
});

describe('series()', () => {
  it('gives the runs and keys asked for, in that order, and leaves out what is not there', async () => {
    const store = openStore({ file: ':memory:' });
    const a = store.startRun(sampleStart());
    const b = store.startRun(sampleStart());
    a.logMetrics([point('loss', 0, 1), point('accuracy', 0, 2)]);
    b.logMetrics([point('loss', 0, 3)]);
    await Promise.all([a.flush(), b.flush()]);
    const asked = store.series([b.runId, a.runId], ['accuracy', 'loss', 'accuracy', 'none']);
    expect(asked.map(({ run, key, value }) => [run, key, value[0]])).toEqual([
      [b.runId, 'loss', 3],
      [a.runId, 'accuracy', 2],
      [a.runId, 'loss', 1],
    ]);
    expect(store.series([a.runId]).map(({ key }) => key)).toEqual(['loss', 'accuracy']);
    store.close();
  });
});
