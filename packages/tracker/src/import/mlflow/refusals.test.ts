import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sampleStart } from '../../../test-programs/sample-start.js';
import { serveRecord } from '../../../test-programs/serve-record.js';
import { temporaryFolder } from '../../../test-programs/temporary-folder.js';
import { createServer as createPeasyServer } from '../../server/create-server.js';
import { openSqlite } from '../../store/open-sqlite.js';
import { openStore, type Store } from '../../store/store.js';
import { importRuns } from '../import-runs.js';

const emptyStore = () => {
  const store = openStore({ file: join(temporaryFolder(), 'peasy.db') });
  onTestFinished(() => store.close());
  return store;
};

/** A server of another kind. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function refused(store: Store, source: string, words: string | RegExp, token?: string) {
  await expect(importRuns(store, { source, token })).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringMatching(words),
  });
  expect(store.listRuns()).toEqual([]);
  expect(store.health().problems).toEqual([]);
}

/** A SQLite file with these statements in it. */
function sqliteFile(sql: string): string {
  const file = join(temporaryFolder(), 'other.db');
  const sqlite = openSqlite(file, {});
  sqlite.exec(sql);
  sqlite.close();
  return file;
}

const OLD_TABLES = `
CREATE TABLE experiments (experiment_id INTEGER, name TEXT);
CREATE TABLE runs (run_uuid TEXT, experiment_id INTEGER, status TEXT, start_time INTEGER,
  end_time INTEGER, lifecycle_stage TEXT);
CREATE TABLE metrics (run_uuid TEXT, key TEXT, value FLOAT, timestamp INTEGER, step INTEGER, is_nan BOOLEAN);
CREATE TABLE params (run_uuid TEXT, key TEXT, value TEXT);
CREATE TABLE tags (run_uuid TEXT, key TEXT, value TEXT);
INSERT INTO experiments VALUES (1, 'old');
INSERT INTO runs VALUES ('0123456789abcdef0123456789abcdef', 1, 'FINISHED', 1000, 2000, 'active');
INSERT INTO metrics VALUES
  ('0123456789abcdef0123456789abcdef', 'loss', 0.5, 1000, 0, 0),
  ('0123456789abcdef0123456789abcdef', 'loss', 0.5, 1000, 9007199254740993, 0);`;

describe('importRuns() from what is no MLflow', () => {
  it('says that a server does not answer', async () => {
    await refused(emptyStore(), 'http://127.0.0.1:9', /127\.0\.0\.1:9 does not answer/);
  });

  it('says that an address is another server, whatever that answers', async () => {
    const words = /Expected an MLflow server at .* Is the address right\?/;
    const page = await serve((_, response) => void response.end('<!doctype html>'));
    await refused(emptyStore(), page, words);
    const nothing = await serve((_, response) => void response.writeHead(404).end('no'));
    await refused(emptyStore(), nothing, words);
    const list = await serve((_, response) => void response.end('{"experiments":[{"name":1}]}'));
    await refused(emptyStore(), list, /it is not in "experiments\.0\./);
  });

  it('asks for a token, and says when it is another', async () => {
    const { store, folder } = await serveRecord();
    const reports: unknown[] = [];
    // Where other machines could reach it, a server asks for tokens.
    const server = await createPeasyServer({
      ...{ store, dashboardFolder: folder, host: '0.0.0.0', port: 0 },
      report: (error) => reports.push(error),
    });
    onTestFinished(() => server.close());
    const token = store.addToken('reader', 'read');
    store.startRun(sampleStart());
    await refused(emptyStore(), server.url, /without a token \(401\)/);
    await refused(emptyStore(), server.url, /with this token or password \(401\)/, 'wrong');
    const own = emptyStore();
    expect(await importRuns(own, { source: server.url, token })).toMatchObject({ runs: 1 });
    expect(reports).toEqual([]);
  });

  it('goes on when a server is overworked for a moment', async () => {
    const { server, store } = await serveRecord();
    store.startRun(sampleStart());
    let asked = 0;
    const busy = await serve(async (request, response) => {
      if (++asked % 2 === 0) return void response.writeHead(503).end();
      const body: Uint8Array[] = [];
      for await (const piece of request) body.push(piece as Uint8Array);
      const { method } = request;
      const answer = await fetch(server.url + request.url, {
        method,
        headers: { 'content-type': 'application/json' },
        body: method === 'POST' ? Buffer.concat(body) : undefined,
      });
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    });
    expect(await importRuns(emptyStore(), { source: busy })).toMatchObject({ runs: 1 });
  }, 30_000);

  it('keeps the runs before a server that ends, and brings the rest when it is back', async () => {
    const { server, store } = await serveRecord();
    for (let run = 0; run < 3; run++) {
      const logger = store.startRun(sampleStart());
      logger.logMetrics([{ key: 'loss', step: 0, epoch: 0, time: 1, value: run }]);
      await logger.finish('finished');
    }
    const other = emptyStore();
    let histories = 0;
    const failing = await serve(async (request, response) => {
      if (request.url?.includes('get-history') && ++histories === 2) {
        return void response.writeHead(500).end('{"message":"out of order"}');
      }
      const body: Uint8Array[] = [];
      for await (const piece of request) body.push(piece as Uint8Array);
      const { method } = request;
      const answer = await fetch(server.url + request.url, {
        method,
        headers: { 'content-type': 'application/json' },
        body: method === 'POST' ? Buffer.concat(body) : undefined,
      });
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    });
    await expect(importRuns(other, { source: failing })).rejects.toThrow('out of order');
    expect(other.listRuns()).toHaveLength(1);
    expect(await importRuns(other, { source: failing })).toMatchObject({ runs: 2, alreadyHere: 1 });
  });

  it.each([
    [
      'an empty database',
      'CREATE TABLE a (b)',
      /to be MLflow's SQLite file, and it has no experiments/,
    ],
    [
      'tables of an MLflow to come',
      'CREATE TABLE experiments (id); CREATE TABLE runs (id)',
      /not those that are known here: it lacks experiments\.experiment_id.*Start its own server/,
    ],
  ])('refuses %s', async (_, sql, words) => {
    await refused(emptyStore(), sqliteFile(sql), words);
  });

  it('refuses a record of Peasy, and a file that is damaged', async () => {
    const store = emptyStore();
    await refused(store, store.file, /is a record of Peasy itself/);
  });

  it('reads the tables of an old MLflow, and says that they are not those it knows', async () => {
    const store = emptyStore();
    const imported = await importRuns(store, { source: sqliteFile(OLD_TABLES) });
    expect(imported).toMatchObject({ runs: 1, points: 1 });
    expect(imported.leftOut).toEqual({ 'points whose step is beyond ±9007199254740991': 1 });
    expect(imported.notes.join()).toContain('is not that of MLflow 3.17.2');
    expect(store.getRun('0123456789abcdef0123456789abcdef')).toMatchObject({
      ...{ experiment: 'old', status: 'finished', seconds: 1 },
    });
  });
});
