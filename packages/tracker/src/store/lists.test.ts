import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { MIGRATIONS } from '../migrations/index.js';
import { migrate } from './migrate.js';
import { runsQuery, SUMMARIES_SQL } from './run-rows.js';
import { openStore } from './store.js';

const record = async () => {
  const store = openStore({ file: ':memory:' });
  const add = async (name: string, value?: number, experiment = 'main', config = 'cnn') => {
    const logger = store.startRun(sampleStart({ name, experiment, config }));
    if (value !== undefined) logger.logMetrics([point('valAccuracy', 0, value)]);
    await logger.finish('finished');
    return logger.runId;
  };
  const names = (options: Parameters<typeof store.listRuns>[0]) =>
    store.listRuns(options).map((row) => row.name);
  return { store, add, names };
};

describe('listRuns()', () => {
  it('filters by experiment, config, status, part of the name, and trash', async () => {
    const { store, add, names } = await record();
    await add('cnn-a');
    await add('Dense-A', undefined, 'other', 'dense');
    const trashed = await add('old');
    store.trashRun(trashed);
    store.startRun(sampleStart({ name: 'live' }));
    expect(names({}).sort()).toEqual(['Dense-A', 'cnn-a', 'live']);
    expect(names({ experiment: 'other' })).toEqual(['Dense-A']);
    expect(names({ config: 'dense' })).toEqual(['Dense-A']);
    expect(names({ status: 'running' })).toEqual(['live']);
    expect(names({ nameContains: '-a' }).sort()).toEqual(['Dense-A', 'cnn-a']);
    expect(names({ trash: true })).toEqual(['old']);
    store.close();
  });

  it('gives the newest so many, whatever narrows them', async () => {
    const { store, add, names } = await record();
    for (let i = 0; i < 5; i++) await add(`run-${i}`, i);
    for (const narrowed of [{}, { status: 'finished' }, { nameContains: 'run' }] as const) {
      const all = names(narrowed);
      expect(all).toHaveLength(5);
      for (const limit of [0, 1, 3, 9]) {
        expect(names({ ...narrowed, limit })).toEqual(all.slice(0, limit));
      }
    }
    expect(names({ descending: false, limit: 2 })).toEqual(
      names({ descending: false }).slice(0, 2),
    );
    store.close();
  });

  it('sorts by a metric with NaN and missing values last, either way', async () => {
    const { store, add, names } = await record();
    await add('half', 0.5);
    await add('nan', Number.NaN);
    await add('none');
    await add('infinite', Infinity);
    await add('most', 0.9);
    const up = names({ sort: 'valAccuracy' });
    expect(up.slice(0, 3)).toEqual(['half', 'most', 'infinite']);
    const down = names({ sort: 'valAccuracy.last', descending: true });
    expect(down.slice(0, 3)).toEqual(['infinite', 'most', 'half']);
    for (const order of [up, down]) expect(order.slice(3).sort()).toEqual(['nan', 'none']);
    expect(names({ sort: 'valAccuracy', descending: true, limit: 1 })).toEqual(['infinite']);
    store.close();
  });

  it('sorts by columns, names with their numbers in order', async () => {
    const { store, add, names } = await record();
    for (let i = 0; i < 11; i++) await add('cnn');
    expect(names({ sort: 'name' }).slice(-2)).toEqual(['cnn-10', 'cnn-11']);
    expect(() => names({ sort: 'valAcuracy' })).toThrow(/No run has "valAcuracy" to sort by/);
    store.close();
  });

  it('never reads the points', () => {
    const sqlite = new Sqlite(':memory:');
    migrate(sqlite, ':memory:', MIGRATIONS);
    const planOf = (sql: string) =>
      sqlite
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...Array(sql.split('?').length - 1).fill(null))
        .map((row) => row.detail)
        .join('\n');
    const { sql } = runsQuery({ trash: false, experiment: 'a', config: 'b' }).compile();
    for (const plan of [planOf(sql), planOf(SUMMARIES_SQL)]) expect(plan).not.toMatch(/points/);
    // The check can fail: a query that does read points says so in its plan.
    expect(planOf('SELECT * FROM live_points')).toMatch(/SCAN p\b|SEARCH p\b/);
    expect(planOf('SELECT count(*) FROM points')).toMatch(/points/);
    sqlite.close();
  });

  it('lists 1,000 runs with eight metrics each in well under a second', async () => {
    const store = openStore({ file: ':memory:' });
    const keys = Array.from({ length: 8 }, (_, i) => `metric${i}`);
    for (let i = 0; i < 1000; i++) {
      const logger = store.startRun(sampleStart());
      logger.logMetrics(keys.map((key) => point(key, 0, i)));
      await logger.finish('finished');
    }
    const begin = performance.now();
    const rows = store.listRuns({ sort: 'metric3', descending: true });
    // Some 60 ms on two cores of a server; the bound is wide, for machines that are busy.
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(rows).toHaveLength(1000);
    expect(rows[0].metrics.metric3.best).toBe(999);
    expect(Object.keys(rows[500].metrics)).toEqual(keys);
    store.close();
  });
});

describe('findRun()', () => {
  it('takes an id, a prefix of one, a name, experiment/name, and latest', async () => {
    const { store, add } = await record();
    const id = await add('first');
    const last = await add('second', 1, 'other');
    expect(store.findRun(id)).toMatchObject({ id, name: 'first', status: 'finished' });
    expect(store.findRun(id.slice(0, 11)).id).toBe(id);
    expect(store.findRun(id.slice(0, 11).toUpperCase()).id).toBe(id);
    expect(store.findRun('first').id).toBe(id);
    expect(store.findRun('other/second').id).toBe(last);
    expect(store.findRun('latest').id).toBe(last);
    store.trashRun(last);
    expect(store.findRun('latest').id).toBe(id);
    expect(store.findRun('second').id).toBe(last);
    store.close();
  });

  it('names the candidates of what may be several', async () => {
    const { store, add } = await record();
    const a = await add('cnn', 1, 'a');
    const b = await add('cnn', 1, 'b');
    const both = expect.objectContaining({
      code: 'ambiguous',
      message: expect.stringMatching(new RegExp(`(?=.*${a} \\(a/cnn\\))(?=.*${b} \\(b/cnn\\))`)),
    });
    expect(() => store.findRun('cnn')).toThrow(both);
    expect(() => store.findRun(a.slice(0, 5))).toThrow(both);
    store.close();
  });

  it('names what is near when there is none', async () => {
    const { store, add } = await record();
    expect(() => store.findRun('latest')).toThrow(/the record has none yet/);
    await add('big-dense');
    expect(() => store.findRun('bigdense')).toThrow(
      expect.objectContaining({
        code: 'notFound',
        message: expect.stringContaining('Did you mean big-dense?'),
      }),
    );
    store.close();
  });
});
