import { RandomStream } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import { littleEndianBytes, packBytes } from './pack-bytes.js';

/** PEASY_FUZZ=20000 for the whole of it; a test run takes a part. */
const REQUESTS = Number(process.env.PEASY_FUZZ ?? 1_000);
const LANES = 8;
const ODD = [
  null,
  true,
  -1,
  0.5,
  1e308,
  2 ** 53,
  '',
  'NaN',
  '\u0000',
  '\ud800',
  [],
  {},
  [[]],
  'x'.repeat(300),
];

class Fuzz {
  readonly #random = new RandomStream(11);

  pick<T>(values: readonly T[]): T {
    return values[this.#random.below(values.length)];
  }

  /** A value with one of its parts made odd, left out, or repeated. */
  bend(value: unknown): unknown {
    if (typeof value !== 'object' || value === null || this.#random.below(6) === 0) {
      return this.pick(ODD);
    }
    const entries = Object.entries(value);
    if (entries.length === 0) return this.pick(ODD);
    const at = this.#random.below(entries.length);
    const kept = entries.flatMap(([key, inner], index): [string, unknown][] => {
      if (index !== at) return [[key, inner]];
      return this.#random.below(5) === 0 ? [] : [[key, this.bend(inner)]];
    });
    return Array.isArray(value) ? kept.map(([, inner]) => inner) : Object.fromEntries(kept);
  }

  /** Bytes with some changed, cut off or added. */
  damage(bytes: Uint8Array): Uint8Array {
    const cut = bytes.slice(
      0,
      this.#random.below(3) === 0 ? this.#random.below(bytes.length) : undefined,
    );
    for (let i = this.#random.below(3); i > 0 && cut.length > 0; i--) {
      cut[this.#random.below(Math.min(cut.length, 60))] = this.#random.below(256);
    }
    return cut;
  }
}

const [[name, { shape, values }]] = smallWeights(1);
const POINTS = {
  points: [
    { key: 'a', step: 1, epoch: 1, value: 'NaN', time: 5 },
    { key: 'b', step: 2, value: 1 },
  ],
};
const HEAD = {
  epoch: 1,
  reasons: ['last', 'checkpoint'],
  weights: [{ name, shape }],
  resume: { optimizerState: [], trainerState: { step: 1 } },
};

describe('nonsense for the logging API', () => {
  it(
    `is told apart from what it takes, ${REQUESTS} times: never a 5xx, and the record stays whole`,
    async () => {
      const { server, store, reports } = await serveRecord();
      const fuzz = new Fuzz();
      const { runId } = store.startRun(sampleStart());
      const one = () => {
        const id = fuzz.pick([runId, runId, runId, runId.slice(0, 5), '%00', '..%2f..', '🐕']);
        const query = fuzz.pick([
          '',
          '',
          '?writer=w&numbers=1',
          '?writer=w&numbers=9-3',
          '?writer=&numbers=1',
          '?numbers=x',
          '?age=-1',
          '?writer=a&writer=b&numbers=1',
          '?writer=w&numbers=999999999999999-999999999999999',
        ]);
        const json = (path: string, body: unknown) => {
          const bent = fuzz.pick([body, fuzz.bend(body), fuzz.bend(fuzz.bend(body))]);
          return { method: 'POST', path: path + query, body: JSON.stringify(bent) ?? 'x' };
        };
        const packed = (method: string, path: string, head: object, numbers: Uint8Array) => {
          const bytes = packBytes(fuzz.pick([head, fuzz.bend(head) ?? {}]) as object, [numbers]);
          return { method, path: path + query, body: fuzz.pick([bytes, fuzz.damage(bytes)]) };
        };
        const doubles = new Uint8Array(
          Float64Array.of(fuzz.pick([1, NaN, -1, 0.5, 1e300]), 1, 1, 1).buffer,
        );
        return fuzz.pick([
          () => json('/runs', { start: sampleStart() }),
          () => json(`/runs/${id}/metrics`, POINTS),
          () => json(`/runs/${id}/params`, { params: { more: 1, and: { number: 'NaN' } } }),
          () => json(`/runs/${id}/tags`, { tags: { a: 'b' } }),
          () =>
            packed('POST', `/runs/${id}/metrics`, { series: [{ key: 'a', length: 1 }] }, doubles),
          () =>
            packed(
              'PUT',
              `/runs/${id}/snapshots/${fuzz.pick(['1', '2', '-1', 'x', '99999999999999999'])}`,
              HEAD,
              littleEndianBytes(values),
            ),
          () => ({
            method: 'PUT',
            path: `/runs/${id}/artifacts/${fuzz.pick(['a', 'a/b', '..', '%2e%2e/x', 'a//b', 'a%5cb', '%ff', '日本'])}${query}`,
            body: 'x',
          }),
          () => ({ method: 'GET', path: `/runs/${id}/acknowledged${query}`, body: undefined }),
          () => json(`/runs/${id}/heartbeat`, {}),
        ])();
      };
      const statuses = new Map<number, number>();
      const failures: string[] = [];
      let left = REQUESTS;
      const lane = async () => {
        while (left-- > 0) {
          const { method, path, body } = one();
          const type = typeof body === 'string' ? 'application/json' : 'application/octet-stream';
          const response = await fetch(`${server.url}/api${path}`, {
            ...{ method, headers: { 'content-type': type }, signal: AbortSignal.timeout(20_000) },
            body: body as RequestInit['body'],
          });
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          const text = await response.text();
          if (response.status >= 500)
            failures.push(`${method} ${path} ${response.status} ${text} ${JSON.stringify(body)}`);
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      expect(failures.slice(0, 5)).toEqual([]);
      expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([200, 201, 400, 404]));
      expect(reports).toEqual([]);
      expect(store.health().problems).toEqual([]);
      for (const { id } of store.listRuns()) store.getRun(id);
    },
    60_000 + REQUESTS * 20,
  );
});
