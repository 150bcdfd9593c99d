import { cpSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pythonPackageMissing, runPython } from '../../../test-programs/python.js';
import { point, sampleStart } from '../../../test-programs/sample-start.js';
import { temporaryFolder } from '../../../test-programs/temporary-folder.js';
import { exportRuns } from '../../export/export-runs.js';
import { openStore, type Store } from '../../store/store.js';
import { importRuns } from '../import-runs.js';

const emptyStore = () => openStore({ file: join(temporaryFolder(), 'peasy.db') });

const valuesOf = (store: Store, name: string) =>
  store.points({ runs: [store.findRun(name).id] }).map(({ key, step, time, value }) => ({
    key,
    step: [...step],
    time: [...time],
    value: [...value],
  }));

/** A run as Peasy exports it to TensorBoard. */
async function exported(points: number) {
  const store = emptyStore();
  const logger = store.startRun(sampleStart());
  logger.logMetrics(
    Array.from({ length: points }, (_, i) => ({
      ...point('val/accuracy %', i, [0.1 + 0.2, Number.NaN, Infinity, -1e-300][i % 4]),
      time: 1_700_000_000_007 + i,
    })),
  );
  logger.logMetrics([point('loss', 0, 1)]);
  await logger.finish('finished');
  const to = join(temporaryFolder(), 'logs');
  await exportRuns(store, { runs: [logger.runId], format: 'tensorboard', to });
  const [name] = readdirSync(join(to, 'dogs-vs-cats', 'cnn'));
  return { store, to, file: join(to, 'dogs-vs-cats', 'cnn', name) };
}

describe('importRuns() from TensorBoard', () => {
  it('reads back what Peasy exports: experiments, names, and every point to the last bit', async () => {
    const { store, to } = await exported(2000);
    const other = emptyStore();
    const imported = await importRuns(other, { source: to });
    expect(imported).toMatchObject({ runs: 1, points: 2001, leftOut: {}, notes: [] });
    expect(valuesOf(other, 'dogs-vs-cats/cnn')).toEqual(valuesOf(store, 'dogs-vs-cats/cnn'));
    expect(other.getRun(other.findRun('cnn').id)).toMatchObject({ status: 'finished' });
    store.close();
    other.close();
  });

  const missing = pythonPackageMissing('tensorboard');
  const skipped = missing ? ` [skipped: ${missing}]` : '';
  it.skipIf(missing)(
    `reads what TensorBoard's own writer writes, old scalars and new, and hparams; counts what is left out${skipped}`,
    async () => {
      const logs = join(temporaryFolder(), 'logs');
      runPython('write-events.py', logs);
      const store = emptyStore();
      const imported = await importRuns(store, { source: logs });
      expect(imported).toMatchObject({ format: 'tensorboard', runs: 2, points: 11 });
      expect(imported.leftOut).toEqual({ histograms: 2, images: 1 });
      const begin = 1_700_000_000_125;
      expect(valuesOf(store, 'logs/old')).toEqual([
        {
          key: 'loss',
          step: [-3, 0, 1, 1, 2],
          time: [0, 1, 2, 3, 4].map((second) => begin + second * 1000),
          value: [Math.fround(0.1), Number.NaN, Infinity, 2.5, -Infinity],
        },
      ]);
      expect(store.getRun(store.findRun('old').id)).toMatchObject({
        status: 'failed',
        startedAt: new Date(begin).toISOString(),
        params: { lr: '0.01', optimizer: 'adam', ema: 'true' },
      });
      expect(valuesOf(store, 'deep/new')[0].value).toEqual([
        ...[Math.fround(0.1), 0.1, 0.0999755859375, -7, -7, 0.25],
      ]);
      const again = await importRuns(store, { source: logs });
      expect(again).toMatchObject({ runs: 0, points: 0, alreadyHere: 2 });
      expect(store.listRuns()).toHaveLength(2);
      store.close();
    },
    60_000,
  );

  it('keeps what is whole of a file that is cut off, and says where it ends', async () => {
    const { store, to, file } = await exported(100);
    const whole = readFileSync(file);
    truncateSync(file, whole.length - 40);
    const other = emptyStore();
    const imported = await importRuns(other, { source: to });
    expect(imported).toMatchObject({ runs: 1, points: 100 });
    expect(imported.notes.join()).toMatch(/cut off in the record at byte [\d,]+; what is before/);
    store.close();
    other.close();
  });

  it('leaves out a record whose checksum is wrong, and stops where a length is', async () => {
    const { store, to, file } = await exported(100);
    const bytes = readFileSync(file);
    bytes[bytes.length - 30] ^= 1;
    writeFileSync(file, bytes);
    const other = emptyStore();
    const damaged = await importRuns(other, { source: file, name: 'damaged' });
    expect(damaged.points).toBe(100);
    expect(damaged.notes.join()).toMatch(/the record at byte [\d,]+ is damaged/);
    bytes[0] ^= 1;
    writeFileSync(file, bytes);
    const nothing = await importRuns(other, { source: to, format: 'tensorboard' });
    expect(nothing).toMatchObject({ runs: 0, points: 0 });
    expect(nothing.notes.join()).toContain('has no event that can be read');
    expect(other.health().problems).toEqual([]);
    store.close();
    other.close();
  });

  it('takes a run that is there for the same when its folder has moved and its file has grown', async () => {
    const { store, to, file } = await exported(50);
    const whole = readFileSync(file);
    truncateSync(file, Math.floor(whole.length / 2));
    const other = emptyStore();
    await importRuns(other, { source: to });
    writeFileSync(file, whole);
    const moved = join(temporaryFolder(), 'elsewhere');
    cpSync(to, moved, { recursive: true });
    expect(await importRuns(other, { source: moved })).toMatchObject({ runs: 0, alreadyHere: 1 });
    store.close();
    other.close();
  });

  it('stops between points, and leaves no half of a run', async () => {
    const { store, to } = await exported(60_000);
    const other = emptyStore();
    const stop = new AbortController();
    const imported = await importRuns(other, {
      source: to,
      signal: stop.signal,
      onProgress: ({ points }) => points > 0 && stop.abort(),
    });
    expect(imported).toMatchObject({ runs: 0, stopped: true });
    expect(other.listRuns()).toEqual([]);
    expect(await importRuns(other, { source: to })).toMatchObject({ runs: 1, points: 60_001 });
    store.close();
    other.close();
  });
});
