import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { wilsonInterval } from '@peasy/core';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { LOST_AFTER_SECONDS } from './liveness.js';
import { openStore } from './store.js';

describe.each([':memory:', 'a file'])('query() on %s', (place) => {
  const open = () =>
    openStore({ file: place === ':memory:' ? place : join(temporaryFolder(), 'peasy.db') });

  it('gives columns and rows with every kind of value', () => {
    const store = open();
    expect(
      store.query(
        "SELECT 1 AS a, 1.5 AS b, 'x' AS c, NULL AS d, x'00ff' AS e, 9e999 AS f, 9007199254740993 AS g, 2 AS a",
      ),
    ).toEqual({
      columns: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a'],
      rows: [[1, 1.5, 'x', null, Buffer.from([0, 255]), Infinity, 9007199254740993n, 2]],
      truncated: false,
    });
    store.close();
  });

  it('stops at maxRows, and says so', () => {
    const store = open();
    const numbers =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5) SELECT i FROM n';
    expect(store.query(numbers, { maxRows: 2 })).toMatchObject({
      rows: [[1], [2]],
      truncated: true,
    });
    expect(store.query(numbers, { maxRows: 5 })).toMatchObject({ truncated: false });
    store.close();
  });

  it('stops after timeoutMs', () => {
    const store = open();
    const endless =
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n';
    expect(() => store.query(endless, { timeoutMs: 30 })).toThrow(/longer than 30 ms/);
    store.close();
  });

  it.each([
    'DELETE FROM runs',
    "UPDATE runs SET name = 'x'",
    "INSERT INTO experiments (name, created_at) VALUES ('x', 1) RETURNING id",
    'DROP TABLE points',
    'CREATE TABLE x (a)',
    'PRAGMA journal_mode = DELETE',
    'PRAGMA user_version = 7',
    'VACUUM',
    'BEGIN EXCLUSIVE',
    'SELECT 1; DELETE FROM runs',
    '',
    "SELECT 'unclosed",
    'SELECT ?',
  ])('refuses %j, and nothing changes', (sql) => {
    const store = open();
    store.startRun(sampleStart());
    const error = (() => {
      try {
        return store.query(sql);
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toMatchObject({ name: 'StoreError', code: 'query' });
    expect((error as Error).message).not.toMatch(/\n\s+at /);
    expect(store.listRuns()).toHaveLength(1);
    expect(store.query('PRAGMA user_version').rows).toEqual([[0]]);
    store.close();
  });

  it('cannot write elsewhere either', () => {
    const folder = temporaryFolder();
    const store = open();
    for (const sql of [
      `ATTACH '${join(folder, 'attached.db')}' AS other`,
      `VACUUM INTO '${join(folder, 'copy.db')}'`,
    ]) {
      expect(() => store.query(sql)).toThrow(/Only queries that read/);
    }
    expect(existsSync(join(folder, 'attached.db'))).toBe(false);
    expect(existsSync(join(folder, 'copy.db'))).toBe(false);
    store.close();
  });

  it("gives SQLite's own words about a mistake", () => {
    const store = open();
    expect(() => store.query('SELECT naem FROM runs')).toThrow(/no such column: naem/);
    store.close();
  });
});

describe('the views', () => {
  it('have a row a run, a point, a metric, a param and a snapshot', async () => {
    const store = openStore({ file: ':memory:' });
    const logger = store.startRun(sampleStart());
    const at = Date.UTC(2026, 10, 3, 10, 20, 30, 456);
    const values = { loss: 0.5, accuracy: 0.8, valLoss: 0.6, valAccuracy: 0.75, testAccuracy: 0.7 };
    logger.logMetrics(
      Object.entries(values).map(([key, value]) => ({ key, step: 9, epoch: 1, time: at, value })),
    );
    logger.logMetrics([
      { key: 'valAccuracy', step: 19, epoch: 2, time: at + 1000, value: 0.7 },
      { key: 'loss', step: 19, epoch: 2, time: at + 1000, value: Number.NaN },
    ]);
    await logger.saveSnapshot({ step: 20, epoch: 2, reasons: ['last'], weights: smallWeights(1) });
    await logger.finish('finished');
    const [row] = rowsOf(store, 'SELECT * FROM runs_overview');
    expect(row).toMatchObject({
      id: logger.runId,
      name: 'cnn',
      experiment: 'dogs-vs-cats',
      config: 'cnn',
      status: 'finished',
      engine: 'kernels',
      dataset: 'drawn',
      parameters: 69_130,
      epochs: 2,
      loss: null,
      accuracy: 0.8,
      val_loss: 0.6,
      val_accuracy: 0.7,
      best_val_accuracy: 0.75,
      best_epoch: 1,
      test_accuracy: 0.7,
      test_n: 150,
      test_also_trained: 0,
    });
    expect(row.started).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(row.seconds).toBe(store.listRuns()[0].seconds);
    expect(rowsOf(store, "SELECT * FROM metric_points WHERE key = 'loss'")).toEqual([
      {
        run_id: logger.runId,
        key: 'loss',
        step: 9,
        epoch: 1,
        time: '2026-11-03T10:20:30.456Z',
        value: 0.5,
        special: null,
      },
      {
        run_id: logger.runId,
        key: 'loss',
        step: 19,
        epoch: 2,
        time: '2026-11-03T10:20:31.456Z',
        value: null,
        special: 'NaN',
      },
    ]);
    expect(rowsOf(store, "SELECT * FROM metric_summary WHERE key = 'valAccuracy'")).toEqual([
      {
        run_id: logger.runId,
        key: 'valAccuracy',
        last: 0.7,
        min: 0.7,
        max: 0.75,
        best: 0.75,
        best_epoch: 1,
        count: 2,
      },
    ]);
    expect(rowsOf(store, "SELECT * FROM params_long WHERE key LIKE 'optimizer.%'")).toEqual([
      {
        run_id: logger.runId,
        run: 'cnn',
        key: 'optimizer.learningRate',
        value: '0.01',
        number: 0.01,
      },
    ]);
    expect(rowsOf(store, 'SELECT * FROM snapshots_overview')).toMatchObject([
      { run: 'cnn', step: 20, epoch: 2, reasons: '["last"]' },
    ]);
    store.close();
  });
});

describe('accuracies', () => {
  it('have the interval that @peasy/core has, for every count, of the photos that they are of', async () => {
    const store = openStore({ file: join(temporaryFolder(), 'peasy.db') });
    const start = sampleStart();
    const { split } = start;
    const at = { step: 9, epoch: 1, time: Date.UTC(2026, 0, 1) };
    for (const share of [0, 0.001, 0.5, 0.874, 1]) {
      const logger = store.startRun({ ...start, name: `at ${share}` });
      logger.logMetrics(
        ['accuracy', 'valAccuracy', 'testAccuracy'].map((key) => ({ ...at, key, value: share })),
      );
      await logger.finish('finished');
      const rows = rowsOf(store, `SELECT * FROM accuracies WHERE run = 'at ${share}'`);
      expect(rows.map(({ part, taken }) => [part, taken])).toEqual([
        ['test', 'last'],
        ['train', 'last'],
        ['validation', 'best'],
        ['validation', 'last'],
      ]);
      for (const row of rows) {
        const n = split![row.part as 'test' | 'train' | 'validation'];
        const correct = Math.round(share * n);
        const { low, high } = wilsonInterval(correct, n);
        expect(row).toMatchObject({ n, correct, accuracy: share });
        expect(row.low).toBeCloseTo(low, 14);
        expect(row.high).toBeCloseTo(high, 14);
        expect(row.also_trained).toBe(row.part === 'train' ? n : 0);
      }
    }
    store.close();
  });

  it('say what leaks, and leave out what is no share of photos', async () => {
    const store = openStore({ file: join(temporaryFolder(), 'peasy.db') });
    const start = sampleStart();
    const leaking = { ...start, split: { ...start.split!, testAlsoTrained: 150 } };
    const at = { step: 9, epoch: 1, time: Date.UTC(2026, 0, 1) };
    const logger = store.startRun(leaking);
    logger.logMetrics([
      { ...at, key: 'testAccuracy', value: 0.97 },
      { ...at, key: 'valAccuracy', value: 97 },
      { ...at, key: 'accuracy', value: Number.NaN },
    ]);
    await logger.finish('finished');
    expect(rowsOf(store, 'SELECT part, n, also_trained FROM accuracies')).toEqual([
      { part: 'test', n: 150, also_trained: 150 },
    ]);
    store.close();
  });
});

describe('runs_overview', () => {
  it('calls a run lost after as many seconds as the store does', () => {
    const file = join(temporaryFolder(), 'peasy.db');
    const store = openStore({ file });
    store.startRun(sampleStart());
    const other = new Sqlite(file);
    const statusAt = (age: number) => {
      other.prepare('UPDATE runs SET heartbeat_at = ?').run(Date.now() - age * 1000);
      return [
        store.listRuns()[0].status,
        store.query('SELECT status FROM runs_overview').rows[0][0],
      ];
    };
    expect(statusAt(LOST_AFTER_SECONDS - 2)).toEqual(['running', 'running']);
    expect(statusAt(LOST_AFTER_SECONDS + 1)).toEqual(['lost', 'lost']);
    other.close();
    store.close();
  });
});

function rowsOf(store: ReturnType<typeof openStore>, sql: string) {
  const { columns, rows } = store.query(sql);
  return rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
}
