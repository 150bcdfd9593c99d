import { readdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { dirname } from 'node:path';
import { RandomStream } from '@peasy/core';
import { describe, expect, it, vi } from 'vitest';
import { serveRecord } from '../../test-programs/serve-record.js';

vi.setConfig({ testTimeout: 300_000 });

/** Requests of each kind: 110,000 in all. */
const FILTERS = 50_000;
const BODIES = 40_000;
const PATHS = 10_000;
const OWN = 10_000;
/** Each in a process of its own, of which four run at once. */
const QUERIES = 40;
const QUERY_LANES = 4;
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
const OWN_ENDPOINTS: readonly (readonly [string, string])[] = [
  ...['PATCH', 'DELETE', 'GET', 'POST'].map((method) => [method, 'runs/'] as const),
  ...['trash', 'restore', 'photos', 'none'].map((name) => ['POST', `runs/?/${name}`] as const),
  ...['series', 'points', 'buckets', 'runs', 'schema', 'retention'].map((p) => ['GET', p] as const),
  ['PUT', 'retention'],
  ['POST', 'prune'],
];
const OWN_FIELDS = [
  ...['name', 'note', 'tags', 'keepSnapshots', 'olderThanDays', 'trashDays', 'rule', 'dryRun'],
  ...['run', 'key', 'from', 'to', 'x', 'buckets', 'as', 'since', 'trash'],
];
const SQL = [
  ...['SELECT ', '* ', 'FROM ', 'runs ', 'points ', 'WHERE ', '1 ', 'count(*) ', 'PRAGMA ', '; '],
  ...['WITH ', 'DELETE ', 'ATTACH ', 'x ', '= ', '(', ')', "'", '?', ':a ', 'tokens ', '\u0000'],
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

  /** Of Peasy's own API; never a purge, and a prune only as a plan. */
  own(known: readonly string[]): Call {
    const [method, template] = this.pick(OWN_ENDPOINTS);
    const ref = encodeURIComponent(
      this.pick([...known, 'latest', 'Default/', '\ud83d\udc15', '%', "'"]),
    );
    const path = `/api/${template.endsWith('/') ? template + ref : template.replace('?', ref)}`;
    const fields = Array.from({ length: this.#random.below(4) }, (): [string, unknown] => [
      this.pick(OWN_FIELDS),
      this.#value(2, known),
    ]);
    if (method === 'GET') {
      const query = fields.map(([key, value]): [string, string] => [key, String(value)]);
      return { method, path: `${path}?${new URLSearchParams(query)}` };
    }
    const body = { ...Object.fromEntries(fields), ...(template === 'prune' && { dryRun: true }) };
    return { method, path, body: JSON.stringify(body) };
  }

  query(): Call {
    const sql = Array.from({ length: 1 + this.#random.below(8) }, () => this.pick(SQL)).join('');
    const body = JSON.stringify({
      sql: this.#random.below(3) === 0 ? 'SELECT 1' : sql,
      params: this.pick([[], {}, [1], { a: null }, [false, 'x']]),
    });
    return { method: 'POST', path: '/api/query', body };
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
async function failuresOf(
  url: string,
  count: number,
  next: () => Call,
  lanes = LANES,
): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
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
  await Promise.all(Array.from({ length: lanes }, lane));
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
  it('answers each of 110,000 requests with what is wrong with it, and nothing else happens', async () => {
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
    expect(await failuresOf(server.url, OWN, () => fuzz.own([kept, '0', 'loss']))).toEqual([]);
    expect(await failuresOf(server.url, QUERIES, () => fuzz.query(), QUERY_LANES)).toEqual([]);
    expect(reports).toEqual([]);
    expect(store.health().problems).toEqual([]);
    expect(store.series([kept], ['loss'])[0].value).toContain(0.5);
    // What was put lies under hashes in the artifacts folder; nothing beside it.
    expect(beside()).toEqual(before);
    const added = readdirSync(folder).filter((name) => !inFolder.includes(name));
    expect(added.filter((name) => name !== 'peasy-artifacts')).toEqual([]);
  });
});
