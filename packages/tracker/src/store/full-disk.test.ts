import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openConnection } from './open-connection.js';
import { Store } from './store.js';

/** SQLite's own limit on pages gives the error of a full disk. */
const begin = () => {
  const file = join(temporaryFolder(), 'peasy.db');
  const connection = openConnection({ file });
  const store = new Store(connection, { file });
  const logger = store.startRun(sampleStart());
  const limit = (pages: number) => connection.sqlite.pragma(`max_page_count = ${pages}`);
  const pages = connection.sqlite.pragma('page_count', { simple: true }) as number;
  return { store, logger, limit, pages };
};

const many = (from: number) => Array.from({ length: 5000 }, (_, i) => point('loss', from + i, i));
const full = expect.objectContaining({
  name: 'StoreError',
  code: 'diskFull',
  message: expect.stringContaining('disk is full'),
});

describe('a full disk', () => {
  it('rejects flush(), leaves the record whole, and loses nothing once there is space', async () => {
    const { store, logger, limit, pages } = begin();
    logger.logMetrics([point('loss', 0, 1)]);
    await logger.flush();
    limit(pages + 4);
    logger.logMetrics(many(1));
    await expect(logger.flush()).rejects.toThrow(full);
    expect(store.health()).toMatchObject({ points: 1, problems: [] });
    expect(store.getRun(logger.runId).metrics.loss.count).toBe(1);
    limit(pages + 10_000);
    await logger.flush();
    expect(store.getRun(logger.runId).metrics.loss.count).toBe(5001);
    store.close();
  });

  it('that is met in the background is told at the next call', async () => {
    const { store, logger, limit, pages } = begin();
    limit(pages + 4);
    logger.logMetrics(many(0));
    await expect
      .poll(() => attempt(() => logger.logMetrics([point('accuracy', 0, 1)])), { timeout: 3000 })
      .toEqual(full);
    limit(pages + 10_000);
    await logger.finish('failed', 'the disk was full');
    expect(store.getRun(logger.runId).metrics.loss.count).toBe(5000);
    store.close();
  });

  it('keeps no half of a snapshot', async () => {
    const { store, logger, limit, pages } = begin();
    limit(pages + 8);
    const values = new Float32Array(100_000).fill(1);
    const weights = new Map([
      ['small', { shape: [1], values: values.slice(0, 1) }],
      ['large', { shape: [values.length], values }],
    ]);
    const snapshot = { step: 1, epoch: 1, reasons: ['last' as const], weights };
    await expect(logger.saveSnapshot(snapshot)).rejects.toThrow(full);
    expect(store.health()).toMatchObject({ snapshots: 0, tensors: 0, problems: [] });
    store.close();
  });
});

function attempt(work: () => void): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
