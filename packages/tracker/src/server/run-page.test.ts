import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { ApiError, RunColumnList, RunGroupList, RunList } from '../api/types.js';

/** Runs whose best validation accuracy and seed differ; every third never measured one. */
async function served(count: number) {
  const { server, store } = await serveRecord();
  for (let i = 0; i < count; i++) {
    const logger = store.startRun(
      sampleStart({ name: i % 2 ? 'dense' : 'cnn', params: { seed: i } }),
    );
    if (i % 3 > 0) {
      const values = [((i * 37) % count) / count, 0];
      logger.logMetrics(values.map((value, step) => point('valAccuracy', step, value)));
    }
    await logger.finish('finished');
  }
  const get = (query: Record<string, string>) =>
    fetch(`${server.url}/api/runs?${new URLSearchParams(query)}`);
  const list = async (query: Record<string, string>) =>
    (await (await get(query)).json()) as RunList;
  const ask = async <Answer>(path: string) =>
    (await (await fetch(`${server.url}/api/${path}`)).json()) as Answer;
  return { store, get, list, ask };
}

describe('GET /api/runs?limit', () => {
  it('pages through all runs in the order of their best value, those without one last', async () => {
    const { store, list } = await served(25);
    const order = { order_by: 'best.valAccuracy DESC' };
    const pages = await Promise.all(
      [0, 10, 20].map((offset) => list({ ...order, limit: '10', offset: String(offset) })),
    );
    expect(pages.map(({ total }) => total)).toEqual([25, 25, 25]);
    expect(pages.map(({ runs }) => runs.length)).toEqual([10, 10, 5]);
    const rows = pages.flatMap(({ runs }) => runs);
    const expected = store.listRuns({ sort: 'valAccuracy', descending: true });
    const bestOf = (all: typeof expected) => all.map((run) => run.metrics.valAccuracy?.best);
    expect(bestOf(rows)).toEqual(bestOf(expected));
    expect(new Set(rows.map(({ id }) => id)).size).toBe(25);
  });

  it("finds runs by words and by MLflow's grammar", async () => {
    const { list } = await served(12);
    const dense = await list({ search: 'DENSE cats' });
    expect(dense.total).toBe(6);
    expect(dense.runs.every(({ name }) => name.startsWith('dense'))).toBe(true);
    const found = await list({ filter: "params.seed = '7' and config = 'cnn'", limit: '5' });
    expect(found.runs.map(({ name }) => name)).toEqual(['dense-4']);
    expect((await list({ filter: 'best.valAccuracy > 0.5' })).total).toBe(
      Array.from({ length: 12 }, (_, i) => i).filter((i) => i % 3 > 0 && (i * 37) % 12 > 6).length,
    );
    expect(await list({ search: 'nowhere' })).toEqual({ runs: [], total: 0 });
    expect((await list({ search: 'finished drawn kernels' })).total).toBe(12);
  });

  it('orders names and numeric params with their numbers as numbers, and by the time they took', async () => {
    const { list } = await served(24);
    const names = async (orderBy: string) =>
      (await list({ order_by: orderBy, limit: '24' })).runs.map(({ name }) => name);
    expect((await names('name')).slice(0, 12)).toEqual(
      ['cnn', ...Array.from({ length: 11 }, (_, i) => `cnn-${i + 2}`)].slice(0, 12),
    );
    const bySeed = await list({ order_by: 'params.seed DESC', columns: 'params.seed' });
    expect(bySeed.runs.map(({ params }) => Number(params?.seed))).toEqual(
      Array.from({ length: 24 }, (_, i) => 23 - i),
    );
    const { runs } = await list({ order_by: 'seconds', limit: '24' });
    expect(runs.map(({ seconds }) => seconds)).toEqual(
      runs.map(({ seconds }) => seconds).toSorted((a, b) => a - b),
    );
  });

  it('gives the columns that were asked for, and says which there are', async () => {
    const { store, list, get, ask } = await served(4);
    const [run] = (await list({ columns: 'params.seed', search: 'dense-2' })).runs;
    expect([run.params, run.metrics]).toEqual([{ seed: '3' }, {}]);
    const [withMetric] = (await list({ columns: 'metrics.valAccuracy', search: 'dense' })).runs;
    expect(Object.keys(withMetric.metrics)).toEqual(
      withMetric.name === 'dense' ? ['valAccuracy'] : [],
    );
    expect((await list({ limit: '1' })).runs[0].params).toBeUndefined();
    expect(await ask<RunColumnList>('run-columns')).toEqual({
      params: ['seed'],
      metrics: ['valAccuracy'],
      tags: [],
      environment: ['cores', 'gitCommit', 'gitDirty', 'node'],
    });
    const late = store.startRun(sampleStart({ params: { units: 1 } }));
    late.logMetrics([point('loss', 0, 1)]);
    await late.finish('finished');
    expect(await ask<RunColumnList>('run-columns')).toMatchObject({
      params: ['seed', 'units'],
      metrics: ['loss', 'valAccuracy'],
    });
    store.trashRun(late.runId);
    store.purgeTrash();
    expect((await ask<RunColumnList>('run-columns')).params).toEqual(['seed']);
    const refused = await get({ columns: 'moon' });
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining('environment.KEY or note, got \\"moon\\"'),
    ]);
  });

  it('tells runs apart by a number that stays when another is trashed', async () => {
    const { store, list } = await served(3);
    const places = async () =>
      new Map((await list({ limit: '9' })).runs.map(({ id, place }) => [id, place]));
    const before = await places();
    // Runs of one millisecond may stand in either order.
    expect([...before.values()].sort()).toEqual([1, 2, 3]);
    const [, [trashed]] = [...before.keys()].map((id) => [id] as const);
    store.trashRun(trashed);
    for (const [id, place] of await places()) expect(place).toBe(before.get(id));
  });
});

describe('GET /api/run-groups', () => {
  it('counts runs by the value of a param, in its order, those without it last', async () => {
    const { store, ask } = await served(5);
    for (const seed of [2, 10]) {
      await store.startRun(sampleStart({ params: { seed, units: seed * 2 } })).finish('finished');
    }
    const groups = (query: string) => ask<RunGroupList>(`run-groups?${query}`);
    expect(await groups('by=params.seed')).toEqual({
      total: 7,
      groups: [0, 1, 2, 3, 4, 10].map((seed) => ({
        value: String(seed),
        count: seed === 2 ? 2 : 1,
      })),
    });
    expect((await groups('by=params.units')).groups).toEqual([
      { value: '4', count: 1 },
      { value: '20', count: 1 },
      { value: null, count: 5 },
    ]);
    expect((await groups('by=params.seed&search=dense')).total).toBe(2);
    expect((await groups(`by=params.${encodeURIComponent('"a` b"')}`)).groups).toEqual([
      { value: null, count: 7 },
    ]);
    expect((await groups('by=config&search=dense')).groups).toEqual([{ value: 'cnn', count: 2 }]);
    expect((await groups('by=status')).groups).toEqual([{ value: 'FINISHED', count: 7 }]);
    for (const [query, words] of [
      ['', 'what to group by'],
      ['by=metrics.loss', 'not grouped by metrics.loss: expected params.KEY, tags.KEY'],
      ['by=start_time', 'not grouped by'],
      ['by=params.seed&filter=metrics.', 'key after the dot'],
    ]) {
      expect(await ask(`run-groups?${query}`)).toMatchObject({
        error: { status: 400, message: expect.stringContaining(words) },
      });
    }
  });
});

describe('GET /api/runs?limit', () => {
  it('says what is wrong with a filter, an order or a number', async () => {
    const { get } = await served(1);
    for (const [query, words] of [
      [{ filter: 'metrics.loss >' }, /./],
      [{ order_by: 'moon.phase' }, /moon/],
      [{ limit: '-1' }, /Expected limit to be a whole number, got "-1"/],
      [{ limit: '99999' }, /Expected limit to be a whole number from 0 to 10000/],
    ] as const) {
      const answer = await get(query);
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as ApiError).error.message).toMatch(words);
    }
  });
});
