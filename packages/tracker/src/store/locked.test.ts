import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openStore } from './store.js';

const begin = () => {
  const file = join(temporaryFolder(), 'peasy.db');
  const store = openStore({ file, busyTimeoutMs: 5 });
  const logger = store.startRun(sampleStart());
  const other = new Sqlite(file);
  return { store, logger, other };
};

describe('a record that another program has locked', () => {
  it('gets its points once the lock is gone; the run does not notice', async () => {
    const { store, logger, other } = begin();
    other.exec('BEGIN IMMEDIATE');
    logger.logMetrics([point('loss', 0, 1)]);
    await sleep(1200);
    logger.logMetrics([point('loss', 1, 1)]);
    expect(store.series([logger.runId])).toEqual([]);
    other.exec('ROLLBACK');
    await expect
      .poll(() => store.series([logger.runId])[0]?.step, { timeout: 5000 })
      .toEqual([0, 1]);
    other.close();
    store.close();
  });

  it('is told to the run when the lock stays, and nothing is lost after it', async () => {
    const { store, logger, other } = begin();
    other.exec('BEGIN IMMEDIATE');
    await expect(logger.flush()).rejects.toThrow(expect.objectContaining({ code: 'locked' }));
    let step = 0;
    const log = () => {
      try {
        logger.logMetrics([point('loss', step++, 1)]);
        return undefined;
      } catch (error) {
        return error;
      }
    };
    await expect
      .poll(log, { timeout: 5000, interval: 100 })
      .toEqual(expect.objectContaining({ code: 'locked' }));
    other.exec('ROLLBACK');
    await logger.finish('failed');
    expect(store.series([logger.runId])[0].step).toEqual([...Array(step).keys()]);
    other.close();
    store.close();
  });
});
