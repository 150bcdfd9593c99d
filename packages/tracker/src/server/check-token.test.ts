import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import type { TokenRole } from '../choices.js';
import { openStore, type Store } from '../store/store.js';
import { createApp, type PeasyApp } from './create-app.js';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** An app as other machines reach it; the test itself reaches it on this one. */
describe('a server that other machines reach', () => {
  let store: Store;
  let app: PeasyApp;
  let server: Server;
  let url: string;
  beforeEach(async () => {
    const folder = temporaryFolder();
    store = openStore({ file: join(folder, 'peasy.db') });
    app = createApp({ store, dashboardFolder: folder, host: '0.0.0.0' });
    server = createServer(app.app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    app.closeEvents();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    store.close();
  });

  function ask(path: string, headers: Record<string, string> = {}, method = 'GET', body = '') {
    return new Promise<Answer>((resolve, reject) => {
      const sent = request(`${url}${path}`, { method, headers }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () =>
          resolve({ status: response.statusCode!, body: text, headers: response.headers }),
        );
      });
      sent.once('error', reject).end(body);
    });
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('compresses what travels, but neither events nor parts of files', async () => {
    const run = await store.startRun(sampleStart());
    store.setNote(run.runId, 'cat '.repeat(1000));
    await run.saveArtifact({
      ...{ path: 'words.txt', mediaType: 'text/plain' },
      bytes: Buffer.from('dog '.repeat(5000)),
    });
    const headers = { ...bearer(store.addToken('reader', 'read')), 'accept-encoding': 'gzip' };
    const detail = await fetch(`${url}/api/runs/${run.runId}`, { headers });
    expect(detail.headers.get('content-encoding')).toBe('gzip');
    expect(JSON.stringify(await detail.json())).toContain('cat cat');
    const plain = await ask(`/api/runs/${run.runId}`, bearer(store.addToken('plain', 'read')));
    expect(plain.headers['content-encoding']).toBeUndefined();
    const artifact = `${url}/api/runs/${run.runId}/artifacts/words.txt`;
    const part = await fetch(artifact, { headers: { ...headers, range: 'bytes=4-2003' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-encoding')).toBeNull();
    expect(await part.text()).toBe('dog '.repeat(500));
    const events = await fetch(`${url}/api/events`, { headers });
    expect(events.headers.get('content-encoding')).toBeNull();
    await events.body!.cancel();
  });

  it('answers nobody without a token, but that it lives', async () => {
    for (const path of ['/api/runs', '/', '/api/2.0/mlflow/experiments/get?experiment_id=0']) {
      const { status, body, headers } = await ask(path);
      expect(status, path).toBe(401);
      expect(headers['www-authenticate']).toBe('Bearer realm="peasy"');
      expect(JSON.parse(body).error.message).toContain('"peasy token add NAME" makes one');
    }
    expect((await ask('/health')).status).toBe(200);
    for (const wrong of ['', 'peasy_', 'peasy_AAAA', "' OR 1=1 --"]) {
      expect((await ask('/api/runs', bearer(wrong))).status).toBe(401);
    }
  });

  it('takes a token from a program, from MLflow and from the page', async () => {
    const token = store.addToken('laptop', 'read');
    expect(token).toMatch(/^peasy_[\w-]{43}$/);
    expect((await ask('/api/runs', bearer(token))).status).toBe(200);
    const basic = Buffer.from(`me:${token}`).toString('base64');
    expect((await ask('/api/runs', { authorization: `Basic ${basic}` })).status).toBe(200);
    const visit = await ask(`/?token=${token}`);
    expect(visit.status).toBe(303);
    expect(visit.headers.location).toBe('/');
    const [cookie] = visit.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect((await ask('/api/runs', { cookie: cookie.split(';')[0] })).status).toBe(200);
    expect((await ask('/?token=peasy_wrong')).status).toBe(401);
  });

  it('forgets a token at once when it is revoked, and keeps only hashes', async () => {
    const token = store.addToken('laptop', 'admin');
    expect(() => store.addToken('laptop', 'read')).toThrow('There is a token "laptop" already');
    expect(() => store.addToken('', 'read')).toThrow('Expected a name of 1 to 100 letters');
    expect(JSON.stringify(store.query('SELECT * FROM tokens'))).not.toContain(token.slice(6));
    expect(store.listTokens()).toMatchObject([{ name: 'laptop', role: 'admin' }]);
    store.revokeToken('laptop');
    expect((await ask('/api/runs', bearer(token))).status).toBe(401);
    expect(() => store.revokeToken('laptop')).toThrow(
      'There is no token "laptop". There are none.',
    );
  });

  it.each<[TokenRole, number, number, number]>([
    ['read', 200, 403, 403],
    ['write', 200, 200, 403],
    ['admin', 200, 200, 200],
  ])('lets %s search (%d), log (%d) and delete (%d)', async (role, search, log, remove) => {
    const logger = store.startRun(sampleStart());
    await logger.finish('finished');
    const headers = { ...bearer(store.addToken('one', role)), 'content-type': 'application/json' };
    const post = async (path: string, body: object) =>
      (await ask(`/api/2.0/mlflow/${path}`, headers, 'POST', JSON.stringify(body))).status;
    expect(await post('runs/search', { experiment_ids: ['0'] })).toBe(search);
    const tag = { run_id: logger.runId, key: 'a', value: 'b' };
    expect(await post('runs/set-tag', tag)).toBe(log);
    expect(await post('runs/Delete/', { run_id: logger.runId })).toBe(remove);
    expect(await post('runs/delete', { run_id: logger.runId })).toBe(remove);
  });

  it.each<[TokenRole, number, number, number]>([
    ['read', 200, 403, 403],
    ['write', 200, 200, 403],
    ['admin', 200, 200, 200],
  ])(
    "lets %s ask in SQL (%d), change (%d) and rule (%d) in Peasy's own API",
    async (role, query, change, rule) => {
      const { runId } = store.startRun(sampleStart());
      await store.startRun(sampleStart()).finish('finished');
      const headers = {
        ...bearer(store.addToken('one', role)),
        'content-type': 'application/json',
      };
      const send = async (method: string, path: string, body: object) =>
        (await ask(`/api${path}`, headers, method, JSON.stringify(body))).status;
      expect(await send('POST', '/query', { sql: 'SELECT 1' })).toBe(query);
      expect(await send('PATCH', `/runs/${runId}`, { note: 'x' })).toBe(change);
      for (const path of ['/trash/purge', '/TRASH/purge', '/trash/purge/']) {
        expect(await send('POST', path, {}), path).toBe(rule);
      }
      expect(await send('POST', '/prune', { keepSnapshots: 9 })).toBe(rule);
      expect(await send('PUT', '/retention', { rule: null })).toBe(rule);
      expect(await send('POST', '/runs/cnn-2/trash', {})).toBe(rule);
    },
  );

  it("takes no write from another site's page, token or not", async () => {
    const headers = {
      ...bearer(store.addToken('one', 'admin')),
      'content-type': 'application/json',
    };
    const write = async (more: Record<string, string>) =>
      (
        await ask(
          '/api/2.0/mlflow/experiments/create',
          { ...headers, ...more },
          'POST',
          JSON.stringify({ name: Object.values(more).join() || 'program' }),
        )
      ).status;
    expect(await write({ origin: 'http://evil.example' })).toBe(403);
    expect(await write({ origin: 'null' })).toBe(403);
    expect(await write({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await write({ origin: url })).toBe(200);
    expect(await write({})).toBe(200);
  });
});
