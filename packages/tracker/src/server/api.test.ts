import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { point, sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { ApiError, Health, RunDetail, RunList, SeriesList } from '../api/types.js';
import { MIGRATIONS } from '../migrations/index.js';
import { openStore } from '../store/store.js';
import { createServer } from './create-server.js';

async function get<T>(url: string): Promise<{ status: number; body: T; headers: Headers }> {
  const response = await fetch(url);
  return {
    status: response.status,
    body: (await response.json()) as T,
    headers: response.headers,
  };
}

/** A request whose Host header is not the address it goes to; fetch does not let one set it. */
function getAs(host: string, url: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode!, body }));
    })
      .once('error', reject)
      .end();
  });
}

describe('the API', () => {
  it('says who answers', async () => {
    const { server } = await serveRecord();
    const { status, body } = await get<Health>(`${server.url}/api/health`);
    expect(status).toBe(200);
    expect(body).toEqual({
      name: 'peasy',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      schema: MIGRATIONS.at(-1)!.name,
    });
  });

  it('lists runs and trash, and shows one run by any reference', async () => {
    const { server, store } = await serveRecord();
    const logger = store.startRun(sampleStart({ name: 'my cnn' }));
    logger.logMetrics([point('loss', 0, Number.NaN)]);
    await logger.saveSnapshot({ step: 1, epoch: 1, reasons: ['last'], weights: smallWeights(1) });
    const other = store.startRun(sampleStart());
    await other.finish('failed', 'the loss was NaN');
    store.trashRun(other.runId);

    const { body: list } = await get<RunList>(`${server.url}/api/runs`);
    expect(list).toEqual({ runs: JSON.parse(JSON.stringify(store.listRuns())) });
    expect(list.runs[0].metrics.loss).toMatchObject({ last: 'NaN', best: null });
    const { body: trash } = await get<RunList>(`${server.url}/api/runs?trash=true`);
    expect(trash.runs.map((run) => run.message)).toEqual(['the loss was NaN']);
    for (const ref of [logger.runId, logger.runId.slice(0, 11), 'my%20cnn', 'latest']) {
      const { body } = await get<RunDetail>(`${server.url}/api/runs/${ref}`);
      expect(body).toMatchObject({
        id: logger.runId,
        snapshots: [{ step: 1 }],
        network: { name: 'cnn' },
      });
    }
  });

  it('gives series by run and key', async () => {
    const { server, store } = await serveRecord();
    const [a, b] = [store.startRun(sampleStart()), store.startRun(sampleStart())];
    for (const [i, logger] of [a, b].entries()) {
      logger.logMetrics([point('loss', 0, i), point('accuracy', 0, Infinity)]);
      await logger.flush();
    }
    const { body } = await get<SeriesList>(
      `${server.url}/api/series?run=${a.runId}&run=${b.runId}&key=loss&key=accuracy`,
    );
    expect(body.series.map(({ run, key, value }) => [run, key, value])).toEqual([
      [a.runId, 'loss', [0]],
      [a.runId, 'accuracy', ['Infinity']],
      [b.runId, 'loss', [1]],
      [b.runId, 'accuracy', ['Infinity']],
    ]);
  });

  it.each([
    ['/api/nothing', 404, /no GET \/api\/nothing/],
    ['/api', 404, /There is no/],
    ['/api/runs/none', 404, /There is no run "none"/],
    ['/api/series?run=none&key=loss', 404, /There is no run "none"/],
    ['/api/series', 400, /at least one run/],
    ['/api/runs/%E0%A4%A', 400, /decode/],
  ])('answers %s with an error in JSON', async (path, status, message) => {
    const { server, reports } = await serveRecord();
    const answer = await get<ApiError>(server.url + path);
    expect(answer.status).toBe(status);
    expect(answer.body.error).toEqual({ status, message: expect.stringMatching(message) });
    expect(reports).toEqual([]);
  });

  it('tells no stack and no inside of an error that nobody expected, and reports it', async () => {
    const { server, store, reports } = await serveRecord();
    store.close();
    const { status, body } = await get<ApiError>(`${server.url}/api/runs`);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts|at /);
    expect(body.error.message).toMatch(/could not be used/);
    expect(reports).toHaveLength(1);
  });

  it('answers only to its own names, so that no other page reaches it by DNS rebinding', async () => {
    const { server } = await serveRecord();
    const { port } = server;
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', '[']) {
      const answer = await getAs(host, `${server.url}/api/runs`);
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('"runs"');
    }
    for (const host of ['localhost', `localhost:${port}`, '127.0.0.1', `[::1]:${port}`]) {
      expect((await getAs(host, `${server.url}/api/runs`)).status).toBe(200);
    }
  });
});

describe('the page', () => {
  it('is served with its files, and for the addresses it resolves itself', async () => {
    const { server } = await serveRecord();
    for (const path of ['/', '/runs/latest', '/compare?run=a', '/runs/version-1.5']) {
      const response = await fetch(server.url + path, { headers: { accept: 'text/html' } });
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('<title>Peasy</title>');
    }
    const asset = await fetch(`${server.url}/assets/main-1a2b.js`);
    expect(asset.headers.get('content-type')).toMatch(/javascript/);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    const missing = await fetch(`${server.url}/assets/gone.js`);
    expect(missing.status).toBe(404);
    expect((await fetch(`${server.url}/`, { method: 'POST' })).status).toBe(404);
  });

  it('may load only what is its own', async () => {
    const { server } = await serveRecord();
    const { headers } = await fetch(`${server.url}/`);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'|unsafe-inline|upgrade-insecure/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('says how to build it when it is not there, and the API answers', async () => {
    const { folder, store } = await serveRecord();
    const server = await createServer({ store, dashboardFolder: `${folder}/none`, port: 0 });
    const response = await fetch(`${server.url}/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npx nx run dashboard:build');
    expect((await fetch(`${server.url}/api/runs`)).status).toBe(200);
    await server.close();
  });
});

describe('createServer()', () => {
  it('says that its port is taken, and what to do', async () => {
    const { server, store } = await serveRecord();
    await expect(
      createServer({ store, dashboardFolder: 'none', port: server.port }),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'ServerError',
        message: expect.stringMatching(new RegExp(`Port ${server.port} .* is taken.*--port`)),
      }),
    );
  });

  it('says that an address is not of this machine', async () => {
    const store = openStore({ file: ':memory:' });
    const options = { store, dashboardFolder: 'none', port: 0 };
    await expect(createServer({ ...options, host: '192.0.2.1' })).rejects.toThrow(
      /no address 192\.0\.2\.1/,
    );
    store.close();
  });
});
