import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openConnection } from './open-connection.js';
import { openStore, Store } from './store.js';

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

/** A disk of 4 MB that a test may fill and make read-only, where this machine lets it make one. */
function smallDisk(): string | undefined {
  const folder = temporaryFolder();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  if (status !== 0) return undefined;
  onTestFinished(() => {
    spawnSync('umount', ['-l', folder]);
  });
  return folder;
}
const NO_DISK = '[only a superuser can make a small disk]';

describe('a disk that is really full', () => {
  it('is told to programs and to clients, and nothing is lost once there is space', async (context) => {
    const disk = smallDisk();
    if (!disk) return context.skip(NO_DISK);
    const { server, store } = await serveRecord({ file: join(disk, 'peasy.db') });
    const logger = store.startRun(sampleStart());
    logger.logMetrics([point('loss', 0, 1)]);
    await logger.flush();
    const log = async (key: string) => {
      const response = await fetch(`${server.url}/api/2.0/mlflow/runs/log-metric`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ run_id: logger.runId, key, value: 1, timestamp: 1, step: 0 }),
      });
      return { status: response.status, body: await response.json() };
    };
    expect((await log('before')).status).toBe(200);
    const ballast = join(disk, 'ballast');
    try {
      writeFileSync(ballast, Buffer.alloc(8 * 2 ** 20));
    } catch {
      // As full as it gets.
    }
    logger.logMetrics(many(1));
    await expect(logger.flush()).rejects.toThrow(full);
    expect(await log('during')).toEqual({
      status: 507,
      body: { error_code: 'RESOURCE_EXHAUSTED', message: expect.stringContaining('disk is full') },
    });
    expect(Object.keys(store.getRun(logger.runId).metrics).sort()).toEqual(['before', 'loss']);
    rmSync(ballast);
    await logger.flush();
    expect((await log('after')).status).toBe(200);
    const { metrics } = store.getRun(logger.runId);
    expect(Object.keys(metrics).sort()).toEqual(['after', 'before', 'loss']);
    expect(metrics.loss.count).toBe(5001);
    expect(store.health().problems).toEqual([]);
    await logger.finish('finished');
  });
});

describe('a disk that may not be written to', () => {
  it('is told in words, and the record stays whole', async (context) => {
    const disk = smallDisk();
    if (!disk) return context.skip(NO_DISK);
    const file = join(disk, 'peasy.db');
    const store = openStore({ file });
    const logger = store.startRun(sampleStart());
    await logger.finish('finished');
    store.close();
    const remount = (how: string) =>
      expect(spawnSync('mount', ['-o', `remount,${how}`, disk]).status).toBe(0);
    remount('ro');
    const told = attempt(() => openStore({ file }));
    remount('rw');
    expect(told).toMatchObject({
      name: 'StoreError',
      message: expect.stringMatching(/peasy\.db (is open for reading only|could not be opened)/),
    });
    const again = openStore({ file });
    expect(again.health().problems).toEqual([]);
    expect(again.listRuns()).toHaveLength(1);
    again.close();
  });
});

function attempt(work: () => void): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
