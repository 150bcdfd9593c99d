import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { point, sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openStore } from './store.js';

const begin = () => {
  const store = openStore({ file: ':memory:', lostAfterSeconds: 1 });
  const logger = store.startRun(sampleStart());
  const run = () => store.getRun(logger.runId);
  return { store, logger, run };
};

describe('states of a run', () => {
  it.each(['finished', 'failed', 'interrupted'] as const)(
    '%s is said by finish()',
    async (status) => {
      const { store, logger, run } = begin();
      expect(run().status).toBe('running');
      logger.logMetrics([point('loss', 0, 1)]);
      await logger.finish(status, 'why');
      expect(run()).toMatchObject({ status, message: 'why' });
      expect(run().endedAt).not.toBeNull();
      expect(run().metrics.loss.count).toBe(1);
      store.close();
    },
  );

  it('is lost when the heartbeat is stale, and running again when it comes back', async () => {
    const { store, logger, run } = begin();
    // The heartbeat of an idle run comes every two seconds, this store waits one.
    await expect.poll(() => run().status, { timeout: 10_000, interval: 50 }).toBe('lost');
    await logger.flush();
    expect(run().status).toBe('running');
    await expect.poll(() => run().status, { timeout: 10_000, interval: 50 }).toBe('lost');
    await expect.poll(() => run().status, { timeout: 10_000, interval: 50 }).toBe('running');
    store.close();
  });

  it('takes nothing after the end', async () => {
    const { store, logger } = begin();
    await logger.finish('finished');
    const ended = expect.objectContaining({ code: 'conflict' });
    expect(() => logger.logMetrics([point('loss', 0, 1)])).toThrow(ended);
    expect(() => logger.logParams({ a: 1 })).toThrow(ended);
    await expect(logger.flush()).rejects.toThrow(ended);
    await expect(logger.finish('failed')).rejects.toThrow(ended);
    await expect(
      logger.saveSnapshot({ step: 0, epoch: 0, reasons: ['last'], weights: smallWeights(1) }),
    ).rejects.toThrow(ended);
    store.close();
  });

  it('is not finished because the store closes; what was buffered is there', () => {
    const file = join(temporaryFolder(), 'peasy.db');
    const store = openStore({ file });
    const logger = store.startRun(sampleStart());
    logger.logMetrics([point('loss', 0, 1)]);
    store.close();
    expect(() => logger.logMetrics([point('loss', 1, 1)])).toThrow(/has ended/);
    const again = openStore({ file, lostAfterSeconds: -1 });
    expect(again.getRun(logger.runId)).toMatchObject({
      status: 'lost',
      endedAt: null,
      metrics: { loss: { count: 1 } },
    });
    again.close();
  });

  it('stops a logger whose run was purged', async () => {
    const { store, logger, run } = begin();
    await expect.poll(() => run().status, { timeout: 10_000, interval: 50 }).toBe('lost');
    store.trashRun(logger.runId);
    store.purgeTrash();
    await expect(logger.flush()).rejects.toThrow(/purged, or resumed elsewhere/);
    expect(() => logger.logMetrics([point('loss', 0, 1)])).toThrow(/purged/);
    expect(store.health()).toMatchObject({ runs: 0, points: 0 });
    store.close();
  });
});

describe('params, tags and notes', () => {
  it('adds params, keeps their values, and refuses another value', () => {
    const { store, logger, run } = begin();
    logger.logParams({ 'data.size': 32, note: 'x' });
    logger.logParams({ 'data.size': 32 });
    expect(() => logger.logParams({ 'data.size': 48, late: 1 })).toThrow(
      /data\.size .* is 32 and stays so; it cannot become 48/,
    );
    expect(run().params).toMatchObject({ 'data.size': '32', note: 'x', epochs: '30' });
    expect(run().params).not.toHaveProperty('late');
    store.close();
  });

  it('sets, replaces and takes off tags, notes and names', () => {
    const { store, logger, run } = begin();
    logger.setTags({ a: '1', b: '2' });
    store.setTags(logger.runId, { b: '3' });
    store.removeTag(logger.runId, 'a');
    store.setNote(logger.runId, 'two\nlines');
    store.renameRun(logger.runId, 'my cnn');
    expect(run()).toMatchObject({ tags: { b: '3' }, note: 'two\nlines', name: 'my cnn' });
    store.startRun(sampleStart({ name: 'taken' }));
    expect(() => store.renameRun(logger.runId, 'taken')).toThrow(/belongs to run/);
    expect(() => store.setNote('nobody', '')).toThrow(/There is no run nobody/);
    store.close();
  });
});

describe('changedRuns()', () => {
  it('names every run that changed, once, and those that are gone', async () => {
    const { store, logger } = begin();
    const other = store.startRun(sampleStart());
    const { version } = store.changedRuns(0);
    expect(store.changedRuns(version).runs).toEqual([]);
    logger.logMetrics([point('loss', 0, 1)]);
    await logger.flush();
    store.setNote(logger.runId, 'x');
    expect(store.changedRuns(version).runs).toEqual([logger.runId]);
    await other.finish('failed');
    store.trashRun(other.runId);
    expect(store.changedRuns(version).runs).toEqual([logger.runId, other.runId]);
    const afterTrash = store.changedRuns(0).version;
    store.purgeTrash();
    expect(store.changedRuns(afterTrash).runs).toEqual([other.runId]);
    expect(store.getRun(logger.runId).version).toBeLessThan(afterTrash);
    store.close();
  });
});
