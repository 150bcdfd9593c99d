import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { ApiError, BucketList, PointList } from '../api/types.js';

const VALUES = [1, Number.NaN, Infinity, -Infinity, 0.1 + 0.2, -5];

async function served() {
  const { server, store } = await serveRecord();
  const logger = store.startRun(sampleStart());
  logger.logMetrics(VALUES.map((value, step) => point('loss', step, value, step / 3)));
  await logger.flush();
  const get = (path: string, init?: RequestInit) => fetch(`${server.url}/api/${path}`, init);
  return { logger, get, run: logger.runId };
}

/** Reads a packed answer, as its description in api/types.ts says. */
function unpack(buffer: ArrayBuffer) {
  const headBytes = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headBytes)));
  let at = 4 + headBytes;
  for (const series of head.series) {
    for (const column of series.columns) {
      series[column] = [...new Float64Array(buffer, at, series.length)];
      at += series.length * 8;
    }
  }
  expect(at).toBe(buffer.byteLength);
  return head;
}

describe('GET /api/points', () => {
  it('gives the points of a range, exact, as JSON and packed', async () => {
    const { get, run } = await served();
    const body = (await (await get('points?run=latest&key=loss&from=1&to=4')).json()) as PointList;
    expect(body.series).toEqual([
      {
        run,
        key: 'loss',
        total: 6,
        step: [1, 2, 3, 4],
        epoch: [1 / 3, 2 / 3, 1, 4 / 3],
        time: [1, 2, 3, 4].map((step) => 1_700_000_000_000 + step * 1000),
        value: ['NaN', 'Infinity', '-Infinity', 0.1 + 0.2],
      },
    ]);
    const images = await get('points?run=latest&x=images&from=700&to=1400');
    expect(((await images.json()) as PointList).series).toMatchObject([
      { step: [3, 4, 5], x: [700, (4 / 3) * 700, (5 / 3) * 700] },
    ]);
    const packed = await get('points?run=latest&as=binary');
    expect(packed.headers.get('content-type')).toBe('application/octet-stream');
    const { series } = unpack(await packed.arrayBuffer());
    expect(series).toMatchObject([{ run, key: 'loss', total: 6, length: 6, value: VALUES }]);
  });

  it('sends nothing again until a run changes', async () => {
    const { get, logger } = await served();
    for (const path of ['points?run=latest', 'buckets?run=latest&buckets=2']) {
      const etag = (await get(path)).headers.get('etag')!;
      const headers = { 'If-None-Match': etag };
      expect((await get(path, { headers })).status).toBe(304);
      logger.logMetrics([point('loss', 10, 1)]);
      await logger.flush();
      expect((await get(path, { headers })).status).toBe(200);
    }
  });
});

describe('ETag', () => {
  it('is another one for another axis, range, smoothing or form of the same runs', async () => {
    const { get } = await served();
    const asked = [
      'buckets?run=latest',
      'buckets?run=latest&x=epoch',
      'buckets?run=latest&x=epoch&smooth=2',
      'buckets?run=latest&x=epoch&smooth=3',
      'buckets?run=latest&x=epoch&from=1',
      'buckets?run=latest&as=binary',
      'points?run=latest&x=images',
      'points?run=latest&x=images&to=700',
    ];
    const tags = await Promise.all(
      asked.map(async (path) => (await get(path)).headers.get('etag')),
    );
    expect(new Set(tags).size).toBe(asked.length);
    const stale = { headers: { 'If-None-Match': tags[0]! } };
    expect((await get(asked[1], stale)).status).toBe(200);
  });
});

describe('GET /api/buckets', () => {
  it('gathers every point, and says how many there are', async () => {
    const { get, run } = await served();
    const path = `buckets?run=${run}&key=loss&x=epoch&buckets=2`;
    const body = (await (await get(path)).json()) as BucketList;
    const expected = {
      run,
      key: 'loss',
      points: 6,
      total: 6,
      first: [0, 1],
      last: [2 / 3, 5 / 3],
      min: [1, -5],
      max: [1, 0.1 + 0.2],
      count: [3, 3],
      nan: [1, 0],
      infinity: [1, 0],
      minusInfinity: [0, 1],
    };
    expect(body).toMatchObject({ x: 'epoch', from: 0, to: 5 / 3, buckets: 2, series: [expected] });
    expect(body.series[0].mean[1]).toBeCloseTo((0.1 + 0.2 - 5) / 2, 12);
    expect(unpack(await (await get(`${path}&as=binary`)).arrayBuffer())).toMatchObject({
      ...body,
      series: [{ ...expected, length: 2 }],
    });
  });

  it.each([
    ['buckets', 400, /at least one run/],
    ['points?run=nobody', 404, /nobody/],
    ['points?run=latest&from=x', 400, /from to be a number, got "x"/],
    ['buckets?run=latest&buckets=1.5', 400, /whole number from 1 to/],
    ['buckets?run=latest&x=moon', 400, /x to be one of step, epoch/],
    ['buckets?run=latest&from=3&to=2', 400, /from 3 to 2/],
    ['points?run=latest&as=parquet', 400, /json or binary, got "parquet"/],
  ])('%s is answered with %i', async (path, status, words) => {
    const { get } = await served();
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(((await answer.json()) as ApiError).error.message).toMatch(words);
  });
});
