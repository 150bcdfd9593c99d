import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { ApiError, RunList } from '../api/types.js';

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
  return { store, get, list };
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
  });

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
