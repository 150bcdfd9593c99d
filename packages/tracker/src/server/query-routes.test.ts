import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { QueryAnswer, SchemaDescription } from '../api/types.js';
import { TABLE_WORDS, VIEW_WORDS } from '../store/schema-words.js';

const ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT';

async function begin() {
  const served = await serveRecord();
  const logger = served.store.startRun(sampleStart());
  logger.logMetrics([point('loss', 0, 0.5), point('loss', 1, Number.POSITIVE_INFINITY)]);
  await logger.finish('finished');
  const ask = async (body: object, signal?: AbortSignal) => {
    const response = await fetch(`${served.server.url}/api/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal,
    });
    const answer = (await response.json()) as QueryAnswer & { error?: { message: string } };
    return { status: response.status, answer, message: answer.error?.message };
  };
  return { ...served, ask };
}

describe('POST /api/query', () => {
  it('answers with columns, rows and every kind of value', async () => {
    const { ask } = await begin();
    const { status, answer } = await ask({
      sql: "SELECT name, ? AS b, :c AS c, NULL AS d, x'00ff' AS e, 9e999 AS f, 9007199254740993 AS g FROM runs_overview".replace(
        ':c',
        '?',
      ),
      params: ['x', true],
    });
    expect(status).toBe(200);
    expect(answer).toEqual({
      columns: ['name', 'b', 'c', 'd', 'e', 'f', 'g'],
      rows: [
        [
          'cnn',
          'x',
          1,
          null,
          { hex: '00ff' },
          { number: 'Infinity' },
          { number: '9007199254740993' },
        ],
      ],
      truncated: false,
      maxRows: 1000,
      milliseconds: expect.any(Number),
    });
    const named = await ask({ sql: 'SELECT :a + :a AS twice', params: { a: 21 } });
    expect(named.answer.rows).toEqual([[42]]);
  });

  it('says that there were more rows', async () => {
    const { ask } = await begin();
    const { answer } = await ask({ sql: `${ENDLESS} i FROM n`, maxRows: 3 });
    expect(answer).toMatchObject({ rows: [[1], [2], [3]], truncated: true, maxRows: 3 });
    const wide = await ask({ sql: `${ENDLESS} hex(zeroblob(500000)) FROM n`, maxRows: 100_000 });
    expect(wide.answer.truncated).toBe(true);
    expect(wide.answer.rows.length).toBeLessThan(20);
  });

  it('ends a query that computes for long, and answers others meanwhile', async () => {
    const { ask, server } = await begin();
    // Not one row: nothing within the process could look at a clock.
    const endless = ask({ sql: `${ENDLESS} count(*) FROM n`, timeoutMs: 1500 });
    let isOver = false;
    void endless.then(() => {
      isOver = true;
    });
    let others = 0;
    while (!isOver) {
      expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
      others++;
    }
    expect(others).toBeGreaterThan(20);
    expect(await endless).toMatchObject({
      status: 400,
      message: 'The query took longer than 1500 ms and was ended. Narrow it, or give it more time.',
    });
  });

  it('leaves no process behind whose server was killed', async () => {
    const { store } = await begin();
    const program = fileURLToPath(new URL('../store/query-program.ts', import.meta.url));
    const child = fork(program, { execArgv: ['--import', 'tsx', '--conditions=@peasy/source'] });
    await once(child, 'message');
    const over = once(child, 'exit');
    const task = { sql: `${ENDLESS} count(*) FROM n`, options: {}, timeoutMs: 100 };
    child.send({ ...task, file: store.file });
    expect(await over).toEqual([null, 'SIGKILL']);
  });

  it('runs four at once, and gives up those that nobody waits for', async () => {
    const { ask } = await begin();
    const controller = new AbortController();
    const left = Array.from({ length: 4 }, () =>
      ask({ sql: `${ENDLESS} count(*) FROM n`, timeoutMs: 60_000 }, controller.signal).catch(
        () => 'left',
      ),
    );
    await expect
      .poll(async () => (await ask({ sql: 'SELECT 1' })).status, { interval: 50 })
      .toBe(503);
    controller.abort();
    expect(await Promise.all(left)).toEqual(Array(4).fill('left'));
    await expect
      .poll(async () => (await ask({ sql: 'SELECT 1' })).status, { timeout: 10_000, interval: 50 })
      .toBe(200);
  });

  it('refuses what writes, what is wrong and what is too large, and nothing changes', async () => {
    const { ask, store } = await begin();
    for (const sql of [
      'DELETE FROM runs',
      "UPDATE runs SET name = 'x' RETURNING name",
      'DROP TABLE points',
      'PRAGMA user_version = 7',
      'PRAGMA journal_mode = DELETE',
      'PRAGMA writable_schema = 1',
      'VACUUM',
      'BEGIN EXCLUSIVE',
      'SELECT 1; DELETE FROM runs',
      'SELECT naem FROM runs',
      'SELECT ?',
      "SELECT load_extension('/tmp/x')",
      "SELECT writefile('/tmp/x', 'y')",
      'SELECT zeroblob(900000000)',
    ]) {
      const { status, message } = await ask({ sql });
      expect(status, sql).toBe(400);
      expect(message).not.toMatch(/\n|\.[jt]s:/);
    }
    expect(store.listRuns()).toHaveLength(1);
    const { sqlite } = store.access.connection;
    expect(sqlite.pragma('user_version', { simple: true })).toBe(0);
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('reaches no other file', async () => {
    const { ask, folder } = await begin();
    const before = readdirSync(folder).sort();
    for (const sql of [
      `ATTACH '${join(folder, 'attached.db')}' AS other`,
      `VACUUM INTO '${join(folder, 'copy.db')}'`,
    ]) {
      expect((await ask({ sql })).status).toBe(400);
    }
    expect(existsSync(join(folder, 'attached.db'))).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(before);
  });

  it.each([{}, { sql: '' }, { sql: 'SELECT 1', maxRows: 0 }, { sql: 'SELECT 1', params: [{}] }])(
    'says what is wrong with %j',
    async (body) => {
      const { ask } = await begin();
      expect(await ask(body)).toMatchObject({
        status: 400,
        message: expect.stringContaining('POST /api/query takes: '),
      });
    },
  );
});

describe('GET /api/schema', () => {
  it('has words for every view and table, and for every column of the views', async () => {
    const { server } = await begin();
    const response = await fetch(`${server.url}/api/schema`);
    const { views, tables } = (await response.json()) as SchemaDescription;
    expect(views.map(({ name }) => name)).toEqual(Object.keys(VIEW_WORDS));
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(TABLE_WORDS).sort());
    for (const { name, about, columns } of [...views, ...tables]) {
      expect(about, name).not.toBe('');
      expect(columns.length, name).toBeGreaterThan(0);
    }
    for (const { name, columns } of views.slice(0, 5)) {
      expect(columns.map((column) => column.name)).toEqual(Object.keys(VIEW_WORDS[name].columns));
    }
    const points = tables.find(({ name }) => name === 'points')!;
    expect(points.columns.find(({ name }) => name === 'value')).toEqual({
      ...{ name: 'value', type: 'REAL' },
      about: 'NULL is NaN, which SQLite cannot store; the infinities are stored as they are.',
    });
  });
});
