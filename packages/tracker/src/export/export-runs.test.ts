import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { pythonPackageMissing, runPython } from '../../test-programs/python.js';
import { sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import type { ExportFormat } from '../choices.js';
import { openStore, type Store } from '../store/store.js';
import { exportRuns } from './export-runs.js';

const VALUES = [0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY, -1e-300];
const TIME = Date.UTC(2026, 10, 26, 12, 30, 0, 7);

async function twoRuns(): Promise<{ store: Store; folder: string; ids: string[] }> {
  const folder = temporaryFolder();
  const store = openStore({ file: join(folder, 'peasy.db') });
  const ids: string[] = [];
  for (const note of ['of commas, "quotes"\nand lines', '']) {
    const logger = store.startRun(sampleStart());
    const points = VALUES.map((value, step) => ({
      ...{ key: 'loss', step, value, epoch: (step + 1) / 3, time: TIME + step },
    }));
    logger.logMetrics([...points, { ...points[0], key: 'val/accuracy %' }]);
    await logger.finish('finished');
    store.setNote(logger.runId, note);
    ids.push(logger.runId);
  }
  store.setTags(ids[1], { team: 'a,b' });
  return { store, folder, ids };
}

async function exported(format: ExportFormat) {
  const { store, folder, ids } = await twoRuns();
  const to = join(folder, 'out', format);
  expect(await exportRuns(store, { runs: ids, format, to })).toEqual({ runs: 2, points: 10 });
  expect(readdirSync(join(folder, 'out'))).toEqual([format]);
  return { store, ids, to };
}

/** RFC 4180, for the tests: a quoted cell, or a plain one. */
function parseCsv(text: string): string[][] {
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('exportRuns()', () => {
  it('writes JSON in the words of the API', async () => {
    const { store, ids, to } = await exported('json');
    const { runs } = JSON.parse(readFileSync(to, 'utf8'));
    const expected = ids.map((id) => ({ ...store.getRun(id), series: store.series([id]) }));
    expect(runs).toMatchObject(JSON.parse(JSON.stringify(expected)));
    expect(runs[0].series[0].value).toEqual([0.1 + 0.2, 'NaN', 'Infinity', -1e-300]);
    store.close();
  });

  it('writes CSV with a column for all that a run has', async () => {
    const { store, ids, to } = await exported('csv');
    const [head, ...rows] = parseCsv(readFileSync(join(to, 'runs.csv'), 'utf8'));
    expect(rows).toHaveLength(2);
    const cell = (row: number, name: string) => rows[row][head.indexOf(name)];
    expect(cell(0, 'id')).toBe(ids[0]);
    expect(cell(0, 'note')).toBe('of commas, "quotes"\nand lines');
    expect([cell(0, 'tags.team'), cell(1, 'tags.team')]).toEqual(['', 'a,b']);
    expect(cell(1, 'metrics.loss.last')).toBe('-1e-300');
    expect(JSON.parse(cell(0, 'network'))).toEqual(store.getRun(ids[0]).network);
    for (const [key, value] of Object.entries(store.getRun(ids[0]).params)) {
      expect(cell(0, `params.${key}`)).toBe(value);
    }
    const points = parseCsv(readFileSync(join(to, 'points.csv'), 'utf8'));
    expect(points).toHaveLength(11);
    expect(points[2].slice(2)).toEqual([
      ...['loss', '1', String(2 / 3), '2026-11-26T12:30:00.008Z', 'NaN'],
    ]);
    expect(Number(points[1][6])).toBe(0.1 + 0.2);
    store.close();
  });

  it('writes Parquet with numbers as numbers', async () => {
    const { store, ids, to } = await exported('parquet');
    const read = async (name: string) =>
      parquetReadObjects({ file: await asyncBufferFromFile(join(to, name)) });
    const points = await read('points.parquet');
    expect(points).toHaveLength(10);
    const losses = points.filter(({ run, metric }) => run === ids[1] && metric === 'loss');
    expect(losses.map(({ value }) => value)).toEqual(VALUES);
    expect(losses.map(({ step }) => step)).toEqual([0n, 1n, 2n, 3n]);
    expect(losses[3].time).toEqual(new Date(TIME + 3));
    expect(losses[1].epoch).toBe(2 / 3);
    const runs = await read('runs.parquet');
    expect(runs.map(({ id }) => id)).toEqual(ids);
    expect(runs[1]).toMatchObject({ 'tags.team': 'a,b', 'metrics.loss.count': 4 });
    expect(runs[0]['tags.team'] ?? null).toBeNull();
    store.close();
  });

  const noReader = pythonPackageMissing('tensorboard');
  it.skipIf(noReader)(
    `writes what TensorBoard's own reader reads, to the last bit${noReader ? ` [skipped: ${noReader}]` : ''}`,
    async () => {
      const { store, to } = await exported('tensorboard');
      const found = JSON.parse(runPython('read-events.py', to));
      expect(Object.keys(found).sort()).toEqual(['dogs-vs-cats/cnn', 'dogs-vs-cats/cnn-2']);
      for (const tags of Object.values<Record<string, [number, number, string][]>>(found)) {
        expect(Object.keys(tags).sort()).toEqual(['loss', 'val/accuracy %']);
        expect(tags.loss.map(([step]) => step)).toEqual([0, 1, 2, 3]);
        expect(tags.loss[3][1]).toBeCloseTo((TIME + 3) / 1000, 6);
        expect(tags.loss.map(([, , value]) => value)).toEqual([
          ...['0.30000000000000004', 'nan', 'inf', '-1e-300'],
        ]);
      }
      store.close();
    },
    60_000,
  );

  it('overwrites nothing, and leaves nothing where a run is not', async () => {
    const { store, folder, ids } = await twoRuns();
    const there = join(folder, 'there');
    mkdirSync(there);
    await expect(exportRuns(store, { runs: ids, format: 'csv', to: there })).rejects.toThrow(
      `There is ${there} already. Name another place`,
    );
    const to = join(folder, 'half');
    const broken = exportRuns(store, { runs: [ids[0], 'none'], format: 'csv', to });
    await expect(broken).rejects.toThrow();
    expect([to, `${to}.unfinished`].filter(existsSync)).toEqual([]);
    store.close();
  });
});
