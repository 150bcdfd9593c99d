import type { Router } from 'express';
import { describe, expect, it } from 'vitest';
import { point, sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import { TOKEN_ROLES } from '../choices.js';
import { apiRoutes } from '../server/api-routes.js';
import { artifactRoutes } from '../server/artifact-routes.js';
import { photoRoutes } from '../server/photo-routes.js';
import { RunEvents } from '../server/run-events.js';
import { weightRoutes } from '../server/weight-routes.js';
import { openStore } from '../store/store.js';
import type { Endpoint } from './endpoint.js';
import { ENDPOINTS } from './openapi-document.js';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Every route of a router, and of those in it, as the document writes them. */
function routesOf({ stack }: { readonly stack: readonly Layer[] }): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (!route) return handle.stack ? routesOf({ stack: handle.stack }) : [];
    const path = route.path.replace(/[:*](\w+)/g, '{$1}');
    return Object.keys(route.methods).map((method) => `${method} ${path}`);
  });
}

const addressOf = (path: string, id: string, snapshot = 'x') =>
  `/api${path}`
    .replace('/snapshots/{id}', `/snapshots/${snapshot}`)
    .replace(/\{(ref|id)\}/, id)
    .replace('{step}', '1')
    .replace('{path}', 'a/b.txt');

describe('GET /api/openapi.json', () => {
  it('has every route of the API, and no other', () => {
    const store = openStore({ file: ':memory:' });
    const events = new RunEvents(store, () => {});
    const routers = [
      ...[apiRoutes(store, events), weightRoutes(store)],
      ...[photoRoutes(store, undefined), artifactRoutes(store)],
    ];
    const routes = routers.flatMap((router: Router) =>
      routesOf(router as unknown as { stack: [] }),
    );
    const described = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
    expect(described.sort()).toEqual(routes.sort());
    store.close();
  });

  it('is answered by the server, with an id of its own for each request', async () => {
    const { server } = await serveRecord();
    const response = await fetch(`${server.url}/api/openapi.json`);
    const document = (await response.json()) as {
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; requestBody?: object }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    // References within one schema would point outside of it here.
    expect(JSON.stringify(document)).not.toContain('$defs');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ENDPOINTS.length);
    expect(document.paths['/api/runs'].post.requestBody).toMatchObject({
      content: {
        'application/json': {
          schema: { required: ['start'], properties: { start: { type: 'object' } } },
        },
      },
    });
  });

  it('says what is answered', async () => {
    const { server, store } = await serveRecord();
    const logger = store.startRun(sampleStart({ tags: { a: 'b' } }));
    logger.logMetrics([0, 1, Number.NaN].map((value, step) => point('loss', step, value)));
    await logger.saveSnapshot({ step: 1, epoch: 1, reasons: ['last'], weights: smallWeights(1) });
    await logger.saveArtifact({ path: 'a', bytes: new Uint8Array(1), mediaType: 'a/b' });
    const asked = ENDPOINTS.filter(
      ({ method, path, answer }) =>
        method === 'get' && answer[0].type === 'json' && !path.includes('photos'),
    );
    const query = `?run=${logger.runId}&key=loss&by=params.epochs&writer=w`;
    for (const { path, answer } of asked) {
      const response = await fetch(server.url + addressOf(path, logger.runId) + query);
      const parsed = answer[0].schema!.safeParse(await response.json());
      expect([path, response.status, parsed.error?.message]).toEqual([path, 200, undefined]);
    }
    expect(asked.length).toBeGreaterThan(8);
  });

  it('says which role a token needs', async () => {
    const { server, store } = await serveRecord({}, { host: '0.0.0.0' });
    const tokens = TOKEN_ROLES.map((role) => store.addToken(role, role));
    const isLetIn = async ({ method, path }: Endpoint, token: string) => {
      const gone = new AbortController();
      const response = await fetch(server.url + addressOf(path, 'nosuch'), {
        method: method.toUpperCase(),
        headers: { authorization: `Bearer ${token}` },
        signal: gone.signal,
      });
      gone.abort();
      return ![401, 403].includes(response.status);
    };
    for (const endpoint of ENDPOINTS) {
      const letIn = await Promise.all(tokens.map((token) => isLetIn(endpoint, token)));
      const needed = TOKEN_ROLES.indexOf(endpoint.role);
      const expected = TOKEN_ROLES.map((_, role) => role >= needed);
      expect([endpoint.path, ...letIn]).toEqual([endpoint.path, ...expected]);
    }
  });
});
