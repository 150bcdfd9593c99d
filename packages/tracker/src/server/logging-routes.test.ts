import { describe, expect, it } from 'vitest';
import { sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { ApiError, RunBegun } from '../api/types.js';
import { littleEndianBytes, packBytes } from './pack-bytes.js';

type Body = object | Uint8Array | string;

/** A server, and requests to it whose bodies are JSON unless they are bytes. */
async function begin() {
  const served = await serveRecord();
  const send = async (method: string, path: string, body?: Body, type?: string) => {
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${served.server.url}/api${path}`, {
      method,
      headers: {
        'content-type': type ?? (isBytes ? 'application/octet-stream' : 'application/json'),
      },
      ...(method !== 'GET' && {
        body:
          isBytes || typeof body === 'string'
            ? (body as RequestInit['body'])
            : JSON.stringify(body ?? {}),
      }),
    });
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  };
  const start = async (changes: Parameters<typeof sampleStart>[0] = {}) => {
    const { answer } = await send('POST', '/runs', { start: sampleStart(changes) });
    return (answer as RunBegun).id;
  };
  const words = async (method: string, path: string, body?: Body, type?: string) => {
    const { status, answer } = await send(method, path, body, type);
    return `${status} ${(answer as ApiError).error.message}`;
  };
  return { ...served, send, start, words };
}

const losses = (values: readonly unknown[]) => ({
  points: values.map((value, step) => ({ key: 'loss', step, epoch: step / 2, value, time: 1000 })),
});

describe('logging over HTTP', () => {
  it('needs no more than JSON: a run from its start to its end', async () => {
    const { send, store } = await begin();
    const began = await send('POST', '/runs?age=5000', { start: sampleStart() });
    expect(began).toMatchObject({ status: 201, answer: { name: 'cnn', acknowledged: 0 } });
    const { id } = began.answer as RunBegun;
    await send('POST', `/runs/${id}/metrics`, losses([1, 'NaN', 'Infinity', '-Infinity', 2]));
    await send('POST', `/runs/${id}/params`, {
      params: { more: 1, limit: { number: 'Infinity' } },
    });
    await send('POST', `/runs/${id}/tags`, { tags: { kind: 'first' } });
    await send('PUT', `/runs/${id}/artifacts/notes/a%20b.txt`, 'some words', 'text/plain');
    await send('POST', `/runs/${id}/finish`, { status: 'failed', message: 'why' });
    const run = store.getRun(id);
    expect(run).toMatchObject({
      status: 'failed',
      message: 'why',
      tags: { kind: 'first' },
      epochs: 2,
    });
    expect(run.params).toMatchObject({ more: '1', limit: 'Infinity', epochs: '30' });
    expect(run.seconds).toBeGreaterThanOrEqual(5);
    expect(run.artifacts).toMatchObject([{ path: 'notes/a b.txt', mediaType: 'text/plain' }]);
    expect(new TextDecoder().decode(store.artifactBytes(id, 'notes/a b.txt'))).toBe('some words');
    const [{ value }] = store.points({ runs: [id], keys: ['loss'] });
    expect([...value]).toEqual([1, Number.NaN, Infinity, -Infinity, 2]);
  });

  it('takes points and weights as packed numbers', async () => {
    const { send, start, store } = await begin();
    const id = await start();
    const columns = Float64Array.of(0, 1, 0.5, 1, 1000, 1001.5, Number.NaN, -0.1);
    const points = packBytes({ series: [{ key: 'loss', length: 2 }] }, [
      new Uint8Array(columns.buffer),
    ]);
    expect(await send('POST', `/runs/${id}/metrics`, points)).toMatchObject({ status: 200 });
    const [series] = store.points({ runs: [id], keys: ['loss'] });
    expect([...series.epoch, ...series.time]).toEqual([0.5, 1, 1000, 1001.5]);
    expect([...series.value]).toEqual([Number.NaN, -0.1]);

    const [weights, state] = [smallWeights(1), smallWeights(2)];
    const describe = (tensors: typeof weights) =>
      [...tensors].map(([name, { shape }]) => ({ name, shape }));
    const head = {
      epoch: 1,
      reasons: ['best', 'checkpoint'],
      weights: describe(weights),
      resume: { optimizerState: describe(state), trainerState: { step: 2 } },
    };
    const parts = [...weights.values(), ...state.values()].map(({ values }) =>
      littleEndianBytes(values),
    );
    const snapshot = packBytes(head, parts);
    expect(await send('PUT', `/runs/${id}/snapshots/2`, snapshot)).toMatchObject({ status: 200 });
    const [kept] = store.getRun(id).snapshots;
    expect(kept).toMatchObject({ step: 2, epoch: 1, reasons: ['best', 'checkpoint'] });
    expect(store.snapshotWeights(kept.id)).toEqual(weights);
    await send('POST', `/runs/${id}/finish`, { status: 'interrupted' });
    const { from } = store.resumeRun(id);
    expect(from.resume).toEqual({ optimizerState: state, trainerState: { step: 2 } });
  });

  it('stores a numbered write once, however often it is sent', async () => {
    const { send, words, store } = await begin();
    const id = '0abcdefghjkmnpqr';
    const body = { id, start: sampleStart() };
    for (let i = 0; i < 2; i++) {
      const began = await send('POST', '/runs?writer=w&numbers=1', body);
      expect(began.answer).toEqual({ id, name: 'cnn', acknowledged: 1 });
      const write = (numbers: string, path: string, given: Body, method = 'POST') =>
        send(method, `/runs/${id}/${path}?writer=w&numbers=${numbers}`, given);
      await write('2-3', 'metrics', losses([1, 2]));
      // Sent again with other contents, which tells whether it was looked at.
      await write('2-3', 'metrics', losses([7 + i, 8, 9]));
      await write('4', 'artifacts/a.txt', `words ${i}`, 'PUT');
      expect((await write('5', 'finish', { status: 'finished' })).answer).toEqual({
        acknowledged: 5,
      });
    }
    expect(store.listRuns()).toHaveLength(1);
    expect([...store.points({ runs: [id], keys: ['loss'] })[0].value]).toEqual([1, 2]);
    expect(new TextDecoder().decode(store.artifactBytes(id, 'a.txt'))).toBe('words 0');
    expect(await send('GET', `/runs/${id}/acknowledged?writer=w`)).toEqual({
      status: 200,
      answer: { acknowledged: 5 },
    });
    expect(await words('POST', `/runs/${id}/tags?writer=w&numbers=5-6`, { tags: {} })).toBe(
      '409 Writes up to 5 are stored, and 5-6 begin before that: send from 6 on.',
    );
    expect(await words('POST', '/runs?writer=other&numbers=1', body)).toBe(
      `409 There is another run with the id ${id}.`,
    );
  });

  it('refuses what another program goes on with, and what has ended', async () => {
    const { send, words, store } = await begin();
    const id = '0abcdefghjkmnpqr';
    await send('POST', '/runs?writer=w&numbers=1', { id, start: sampleStart() });
    const head = {
      epoch: 0,
      reasons: ['checkpoint'],
      weights: [],
      resume: { optimizerState: [], trainerState: 1 },
    };
    const [[name, { shape, values }]] = smallWeights(1);
    const snapshot = packBytes({ ...head, weights: [{ name, shape }] }, [
      littleEndianBytes(values),
    ]);
    await send('PUT', `/runs/${id}/snapshots/0?writer=w&numbers=2`, snapshot);
    await send('POST', `/runs/${id}/finish`, { status: 'interrupted' });
    const metrics = `/runs/${id}/metrics?writer=w&numbers=3`;
    expect(await words('POST', metrics, losses([1]))).toBe(
      `409 Run ${id} has ended; nothing can be logged after that.`,
    );
    store.resumeRun(id);
    expect(await words('POST', metrics, losses([1]))).toMatch(/409 .*it was resumed elsewhere/);
    expect(await words('POST', '/runs/nosuch/heartbeat')).toBe('404 There is no run nosuch.');
    expect(store.getRun(id).metrics).toEqual({});
  });

  it('says what is wrong with what it does not take, and keeps nothing of it', async () => {
    const { start, words, store, reports } = await begin();
    const id = await start();
    const metrics = `/runs/${id}/metrics`;
    expect(await words('POST', metrics, losses([1, 'high']))).toMatch(/^400 .*points\.1\.value/);
    expect(await words('POST', metrics, { points: [{ key: 'a', step: -1, value: 1 }] })).toMatch(
      /^400 .*points\.0\.step/,
    );
    expect(await words('POST', metrics, 'x', 'text/plain')).toMatch(/^400 Expected JSON/);
    expect(await words('POST', metrics, new Uint8Array(3))).toMatch(/^400 .*got 3 bytes/);
    const short = packBytes({ series: [{ key: 'loss', length: 2 }] }, [new Uint8Array(8)]);
    expect(await words('POST', metrics, short)).toMatch(/^400 Expected 64 bytes.*got 8/);
    const steps = packBytes({ series: [{ key: 'loss', length: 1 }] }, [
      new Uint8Array(Float64Array.of(0.5, 0, 0, 0).buffer),
    ]);
    expect(await words('POST', metrics, steps)).toMatch(/^400 .*step of metric loss.*got 0.5/);
    expect(await words('POST', `${metrics}?numbers=1`, losses([1]))).toMatch(
      /^400 Expected \?writer/,
    );
    expect(await words('POST', `/runs/${id}/params`, { params: { epochs: 31 } })).toMatch(
      /^409 Param epochs .* is 30/,
    );
    expect(await words('PUT', `/runs/${id}/artifacts/a/..%2f..%2fb`, 'x')).toMatch(
      /^400 .*artifact/,
    );
    expect(await words('PUT', `/runs/${id}/snapshots/x`, new Uint8Array(8))).toMatch(/^400/);
    expect(await words('POST', `/runs/${id}/finish`, { status: 'lost' })).toMatch(/^400 .*status/);
    expect(await words('POST', '/runs?writer=w&numbers=1', { start: sampleStart() })).toMatch(
      /^400 Expected an id beside the number/,
    );
    const network = { name: 'n', input: [4, 4, 3], layers: [{ kind: 'dense', name: 'a' }] };
    expect(await words('POST', '/runs', { start: { ...sampleStart(), network } })).toMatch(
      /^400 .*start\.network: .*layers\[0\]\.units/,
    );
    const run = store.getRun(id);
    expect([run.metrics, run.artifacts, run.snapshots]).toEqual([{}, [], []]);
    expect(reports).toEqual([]);
  });
});
