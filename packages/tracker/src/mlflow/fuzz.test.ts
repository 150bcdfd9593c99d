import { readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { dirname } from 'node:path';
import { RandomStream } from '@peasy/core';
import { describe, expect, it, vi } from 'vitest';
import { serveRecord } from '../../test-programs/serve-record.js';

vi.setConfig({ testTimeout: 300_000 });

/** Requests of each kind: 100,000 in all. */
const FILTERS = 50_000;
const BODIES = 40_000;
const PATHS = 10_000;
/** Requests that are under way at once. */
const LANES = 16;
/** Longer, and it counts as a hang. */
const MOST_MS = 10_000;

const SEARCHES = [
  ...['runs/search', 'experiments/search', 'logged-models/search'].map((path) => ['POST', path]),
  ...['registered-models/search', 'model-versions/search'].map((path) => ['GET', path]),
];
const ENDPOINTS: readonly (readonly [string, string])[] = [
  ...[
    'create',
    'delete',
    'restore',
    'update',
    'search',
    'set-experiment-tag',
    'search-datasets',
  ].map((name) => ['POST', `experiments/${name}`] as const),
  ...[
    'create',
    'update',
    'delete',
    'restore',
    'log-metric',
    'log-parameter',
    'log-batch',
    'set-tag',
  ]
    .concat('delete-tag', 'log-inputs', 'log-model', 'outputs', 'search')
    .map((name) => ['POST', `runs/${name}`] as const),
  ['POST', 'logged-models'],
  ['PATCH', 'logged-models/m-1'],
  ['PATCH', 'logged-models/m-1/tags'],
  ['POST', 'registered-models/create'],
  ['PATCH', 'registered-models/update'],
  ['DELETE', 'registered-models/delete'],
  ['POST', 'registered-models/alias'],
  ['POST', 'model-versions/create'],
  ['POST', 'model-versions/transition-stage'],
  ['DELETE', 'model-versions/delete-tag'],
];
const FIELDS = [
  ...['experiment_id', 'experiment_ids', 'name', 'new_name', 'run_id', 'run_uuid', 'key', 'value'],
  ...['timestamp', 'step', 'status', 'start_time', 'end_time', 'tags', 'params', 'metrics'],
  ...['filter', 'order_by', 'max_results', 'page_token', 'view_type', 'run_view_type', 'datasets'],
  ...['models', 'model_id', 'version', 'stage', 'alias', 'source', 'artifact_location', 'run_name'],
];
const WORDS = [
  ...[
    'metrics.',
    'params.',
    'tags.',
    'attributes.',
    'datasets.',
    'run.',
    'name',
    'status',
    'run_id',
  ],
  ...[
    'start_time',
    'creation_time',
    '`a b`',
    '"a"',
    "'x'",
    "'%_%'",
    '= ',
    '!=',
    '>=',
    '<',
    ' AND ',
  ],
  ...[
    ' or ',
    ' LIKE ',
    ' ILIKE ',
    ' IN ',
    ' NOT IN ',
    ' IS NULL',
    ' IS NOT NULL',
    '(',
    ')',
    ',',
    '1',
  ],
  ...[
    '-1e308',
    '.5',
    '1e999',
    'NaN',
    'a/b',
    'loss',
    ' DESC',
    ';',
    '--',
    "''",
    '\\',
    '\u0000',
    '日本',
  ],
  ...['\ud800', '🐕', '%', '_', '[', '*', '?', "'; DROP TABLE runs; --", '\n', '$x', ':id', '?1'],
];
const SEGMENTS = [
  ...[
    '..',
    '.',
    '',
    'a',
    '%2e%2e',
    '%252e%252e',
    '..%2f',
    '%2f',
    '..%5c',
    '\\',
    '%00',
    'C:',
    'file:',
  ],
  ...['....', '%c0%ae%c0%ae', '~', '%', '%zz', 'etc', 'passwd', '%23', ';', '+', 'ä', '%ff', '%2e'],
];

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: string | Buffer;
  readonly type?: string;
}

class Fuzz {
  readonly #random: RandomStream;

  constructor(seed: number) {
    this.#random = new RandomStream(seed);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.#random.below(from.length)];
  }

  filter(): Call {
    const [method, path] = this.pick(SEARCHES);
    const filter = this.#words(10);
    const order = [this.#words(3)];
    if (method === 'GET') {
      // What no URL can carry stays out of it.
      const query = new URLSearchParams({ filter, order_by: order[0] });
      return { method, path: `/api/2.0/mlflow/${path}?${query}` };
    }
    const body = JSON.stringify({ experiment_ids: ['0'], filter, order_by: order });
    return { method, path: `/api/2.0/mlflow/${path}`, body };
  }

  body(known: readonly string[]): Call {
    const [method, path] = this.pick(ENDPOINTS);
    const fields = Array.from({ length: this.#random.below(6) }, () => [
      this.pick(FIELDS),
      this.#value(2, known),
    ]);
    const text = JSON.stringify(Object.fromEntries(fields));
    const type = this.#random.below(20) === 0 ? 'text/plain' : 'application/json';
    const cut =
      this.#random.below(10) === 0 ? text.slice(0, this.#random.below(text.length)) : text;
    return { method, path: `/api/2.0/mlflow/${path}`, body: cut, type };
  }

  artifact(): Call {
    const length = 1 + this.#random.below(7);
    const path = Array.from({ length }, () => this.pick(SEGMENTS)).join('/');
    const method = this.pick(['PUT', 'GET', 'DELETE']);
    const root = '/api/2.0/mlflow-artifacts/artifacts';
    if (method === 'GET' && this.#random.below(2) === 0)
      return { method, path: `${root}?path=${path}` };
    return { method, path: `${root}/${path}`, body: method === 'PUT' ? 'x' : undefined };
  }

  #words(most: number): string {
    const length = this.#random.below(most);
    return Array.from({ length }, () => this.pick(WORDS)).join('');
  }

  #value(depth: number, known: readonly string[]): unknown {
    const kind = this.#random.below(depth > 0 ? 14 : 11);
    const simple = [
      null,
      true,
      0,
      -1,
      1e308,
      2 ** 63,
      0.5,
      '',
      this.pick(known),
      'NaN',
      this.#words(4),
    ];
    if (kind < simple.length) return simple[kind];
    const length = this.#random.below(4);
    const parts = Array.from({ length }, () => this.#value(depth - 1, known));
    if (kind === 11) return parts;
    const pairs = parts.map((part) => [this.pick(['key', 'value', ...FIELDS]), part]);
    return kind === 12 ? Object.fromEntries(pairs) : [Object.fromEntries(pairs)];
  }
}

/** Sends calls, some at a time; what came of those that a server should never answer so. */
async function failuresOf(url: string, count: number, next: () => Call): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: LANES });
  const { hostname, port } = new URL(url);
  const failures: string[] = [];
  const statuses = new Set<number | string>();
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      const call = next();
      const came = await send(agent, hostname, port, call);
      statuses.add(came);
      const isFine = typeof came === 'number' && (came < 500 || came === 501);
      if (!isFine && failures.length < 20) failures.push(`${came}: ${JSON.stringify(call)}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  agent.destroy();
  // Some of it has to be good, or nothing but the front door was tried.
  if (!statuses.has(200)) failures.push(`no answer was 200, only ${[...statuses].join(', ')}`);
  return failures;
}

function send(
  agent: Agent,
  hostname: string,
  port: string,
  { method, path, body, type = 'application/json' }: Call,
): Promise<number | string> {
  return new Promise((resolve) => {
    const headers: Record<string, string | number> =
      body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const sent = request(
      { agent, hostname, port, method, path, headers, timeout: MOST_MS },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode!));
      },
    );
    sent.once('timeout', () => {
      resolve('no answer');
      sent.destroy();
    });
    sent.once('error', (error) => resolve(error.message));
    sent.end(body);
  });
}

async function json(url: string, path: string, body: object): Promise<Record<string, never>> {
  const response = await fetch(`${url}/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, never>;
}

describe('a server that is sent nonsense', () => {
  it('answers each of 100,000 requests with what is wrong with it, and nothing else happens', async () => {
    const { server, store, folder, reports } = await serveRecord();
    // Other programs put things there too: only what these paths could have made counts.
    const beside = () => readdirSync(dirname(folder)).filter((name) => SEGMENTS.includes(name));
    const [before, inFolder] = [beside(), readdirSync(folder)];
    const { run } = (await json(server.url, 'runs/create', { experiment_id: '0' })) as unknown as {
      run: { info: { run_id: string } };
    };
    const kept = run.info.run_id;
    await json(server.url, 'runs/log-batch', {
      run_id: kept,
      metrics: [{ key: 'loss', value: 0.5, timestamp: 1, step: 0 }],
      params: [{ key: 'a', value: 'b' }],
      tags: [{ key: 'a', value: 'b' }],
    });
    const known = [kept, '0', 'loss', 'a', 'm-1', 'FINISHED'];
    const fuzz = new Fuzz(20261126);
    expect(await failuresOf(server.url, FILTERS, () => fuzz.filter())).toEqual([]);
    expect(await failuresOf(server.url, BODIES, () => fuzz.body(known))).toEqual([]);
    expect(await failuresOf(server.url, PATHS, () => fuzz.artifact())).toEqual([]);
    expect(reports).toEqual([]);
    expect(store.health().problems).toEqual([]);
    expect(store.series([kept], ['loss'])[0].value).toContain(0.5);
    // What was put lies under hashes in the artifacts folder; nothing beside it.
    expect(beside()).toEqual(before);
    const added = readdirSync(folder).filter((name) => !inFolder.includes(name));
    expect(added.filter((name) => name !== 'peasy-artifacts')).toEqual([]);
  });
});
