import { describe, expect, it } from 'vitest';
import { sampleStart } from '../../test-programs/sample-start.js';
import { openStore } from './store.js';

/** A run that was stopped after its second point, for ten minutes, and resumed. */
async function paused() {
  const store = openStore({ file: ':memory:' });
  const logger = store.startRun(sampleStart());
  const { sqlite } = store.access.connection;
  const start = Date.parse(store.getRun(logger.runId).startedAt);
  const tell = (step: number, seconds: number, value = step) =>
    logger.logMetrics([
      { key: 'loss', step, epoch: step + 1, time: start + seconds * 1000, value },
    ]);
  tell(0, 10);
  tell(1, 20);
  await logger.flush();
  sqlite.prepare('INSERT INTO run_segments VALUES (?, 1, 2, ?)').run(logger.runId, start + 620_000);
  tell(2, 630);
  tell(3, 640);
  await logger.flush();
  return { store, logger, tell, run: logger.runId };
}

describe('buckets() over time', () => {
  it('leave the pause before a resume out of trainedTime, and in relativeTime', async () => {
    const { store, run } = await paused();
    const places = (x: 'trainedTime' | 'relativeTime') => [
      ...store.buckets({ runs: [run], x }).series[0].last,
    ];
    expect(places('trainedTime')).toEqual([10_000, 20_000, 30_000, 40_000]);
    expect(places('relativeTime')).toEqual([10_000, 20_000, 630_000, 640_000]);
    store.close();
  });

  it('show points that came since they were last asked for', async () => {
    const { store, logger, tell, run } = await paused();
    const last = () => [...store.buckets({ runs: [run], x: 'step' }).series[0].last];
    expect(last()).toEqual([0, 1, 2, 3]);
    tell(4, 650);
    await logger.flush();
    expect(last()).toEqual([0, 1, 2, 3, 4]);
    store.close();
  });
});

describe('points()', () => {
  it('come by step, then time and value, however they lie on the disk', async () => {
    const store = openStore({ file: ':memory:' });
    const logger = store.startRun(sampleStart());
    logger.logMetrics([{ key: 'loss', step: 0, epoch: 0, time: 1000, value: 0 }]);
    await logger.flush();
    const insert = store.access.connection.sqlite.prepare(
      'INSERT INTO points SELECT id, ?, ? - time_origin, ?, ?, 0 FROM metric_series',
    );
    const rows = [
      [5, 3000, 0, 1],
      [5, 2000, 0, 9],
      [5, 2000, 1_048_576, null],
      [5, 2000, 2_097_152, -4],
      [2, 9000, 0, 7],
    ];
    for (const row of rows) insert.run(...row);
    const [{ step, time, value }] = store.points({ runs: [logger.runId] });
    expect([...step]).toEqual([0, 2, 5, 5, 5, 5]);
    expect([...time]).toEqual([1000, 9000, 2000, 2000, 2000, 3000]);
    expect([...value]).toEqual([0, 7, Number.NaN, -4, 9, 1]);
    expect(store.series([logger.runId], ['loss'])[0].value).toEqual([0, 7, 'NaN', -4, 9, 1]);
    store.close();
  });
});

describe('points({ x })', () => {
  it('takes a range of any axis, and says where on it each point is', async () => {
    const { store, run } = await paused();
    const points = (x: 'images' | 'trainedTime' | 'epoch', from: number, to: number) =>
      store.points({ runs: [run], x, from, to })[0];
    expect(points('images', 1400, 2100)).toMatchObject({
      total: 4,
      step: Float64Array.of(1, 2),
      x: Float64Array.of(1400, 2100),
    });
    expect([...points('trainedTime', 20_000, 30_000).value]).toEqual([1, 2]);
    const byEpoch = points('epoch', 3, 9);
    expect([...byEpoch.epoch]).toEqual([3, 4]);
    expect(byEpoch.x).toBeUndefined();
    expect(() => store.points({ runs: [run], x: 'moon' as 'epoch' })).toThrow(/got "moon"/);
    store.close();
  });
});
