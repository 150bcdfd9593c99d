import { describe, expect, it } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { RunColumnList, RunGroupList, RunIdList, RunList, RunsChanged } from '../api/index.js';

/** Twelve runs in two configs, a third of which measured nothing; one failed, one is running. */
async function served() {
  const { server, store } = await serveRecord();
  const ids: string[] = [];
  for (let i = 0; i < 12; i++) {
    const logger = store.startRun(
      sampleStart({ config: i % 2 ? 'dense' : 'cnn', name: `run-${i}`, params: { seed: i % 3 } }),
    );
    ids.push(logger.runId);
    if (i % 3 > 0) logger.logMetrics([point('valAccuracy', 0, i / 12)]);
    if (i < 11) await logger.finish(i === 4 ? 'failed' : 'finished');
    else await logger.flush();
  }
  const get = async <Answer>(path: string, query: Record<string, string> = {}) =>
    (await (
      await fetch(`${server.url}/api/${path}?${new URLSearchParams(query)}`)
    ).json()) as Answer;
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${server.url}/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as RunsChanged };
  };
  return { store, ids, get, post };
}

describe('GET /api/run-ids', () => {
  it('has every run that is found, in the order that pages have', async () => {
    const { get } = await served();
    const query = { search: 'dense', order_by: 'best.valAccuracy DESC' };
    const { ids, total } = await get<RunIdList>('run-ids', query);
    const { runs } = await get<RunList>('runs', { ...query, limit: '100' });
    expect([ids, total]).toEqual([runs.map(({ id }) => id), 6]);
    const some = await get<RunIdList>('run-ids', { ...query, offset: '2', limit: '3' });
    expect(some).toEqual({ ids: ids.slice(2, 5), total: 6 });
  });
});

describe('POST /api/bulk', () => {
  it('tags and notes many runs, each once, and says which are not there', async () => {
    const { store, ids, post } = await served();
    store.setTags(ids[0], { old: 'x' });
    const { body } = await post('bulk/edit', {
      ...{ runs: [ids[0], ids[1], ids[0], 'gone'], note: 'seen', tags: { old: null, keep: 'yes' } },
    });
    expect(body.changed).toEqual([ids[0], ids[1]]);
    expect(body.refused).toEqual([{ run: 'gone', message: 'There is no run gone.' }]);
    for (const id of ids.slice(0, 2)) {
      expect(store.getRun(id)).toMatchObject({ note: 'seen', tags: { keep: 'yes' } });
      expect(store.getRun(id).tags.old).toBeUndefined();
    }
    expect(store.getRun(ids[2]).tags.keep).toBeUndefined();
  });

  it('takes all but running runs into the trash, and out again', async () => {
    const { store, ids, post } = await served();
    const { body } = await post('bulk/trash', { runs: ids });
    expect(body.changed).toEqual(ids.slice(0, 11));
    expect(body.refused).toEqual([
      { run: ids[11], message: expect.stringContaining('is still running') },
    ]);
    expect(store.listRuns().map(({ id }) => id)).toEqual([ids[11]]);
    await post('bulk/restore', { runs: body.changed });
    expect(store.listRuns()).toHaveLength(12);
  });

  it.each([
    ['bulk/trash', { runs: [] }, /runs/],
    ['bulk/edit', { runs: ['a'] }, /a note or tags/],
    ['bulk/edit', { runs: ['a'], name: 'b' }, /Unrecognized key.*name/],
  ])('%s says what is wrong with %j', async (path, sent, words) => {
    const { post } = await served();
    const answer = await post(path, sent);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(words);
  });
});

describe('GET /api/run-groups?metric', () => {
  it('says the states of each group, and the metric over its runs', async () => {
    const { get } = await served();
    const { groups } = await get<RunGroupList>('run-groups', {
      ...{ by: 'config', metric: 'best.valAccuracy' },
    });
    const [cnn, dense] = groups;
    expect(cnn).toMatchObject({ value: 'cnn', count: 6, statuses: { finished: 5, failed: 1 } });
    expect(dense.statuses).toEqual({ finished: 5, running: 1 });
    // 2, 4, 8 and 10 of 12: mean 6, squares 16 + 4 + 4 + 16 over 3.
    expect(cnn.metric).toMatchObject({ measured: 4, min: 2 / 12, max: 10 / 12 });
    expect(cnn.metric!.mean).toBeCloseTo(0.5, 12);
    expect(cnn.metric!.deviation).toBeCloseTo(Math.sqrt(40 / 3) / 12, 12);
    const bySeed = await get<RunGroupList>('run-groups', {
      ...{ by: 'params.seed', metric: 'min.valAccuracy', filter: "params.seed = '0'" },
    });
    expect(bySeed.groups).toEqual([
      {
        ...{ value: '0', count: 4, statuses: { finished: 4 } },
        metric: { measured: 0, min: null, max: null, mean: null, deviation: null },
      },
    ]);
    expect(await get('run-groups', { by: 'config', metric: 'params.seed' })).toMatchObject({
      error: { status: 400, message: expect.stringContaining('max.KEY, got "params.seed"') },
    });
  });
});

describe('GET /api/runs?columns', () => {
  it('gives notes and words of the environment, and orders by extremes', async () => {
    const { store, ids, get } = await served();
    store.setNote(ids[3], 'odd one');
    store.setTags(ids[3], { team: 'red' });
    const query = new URLSearchParams({ filter: `run_id IN ('${ids[3]}')`, columns: 'note' });
    query.append('columns', 'environment.node');
    query.append('columns', 'environment.moon');
    const { runs } = await get<RunList>('runs', query as unknown as Record<string, string>);
    expect(runs[0]).toMatchObject({ note: 'odd one', environment: { node: 'v20.20.2' } });
    expect(Object.keys(runs[0].environment!)).toEqual(['node']);
    const columns = await get<RunColumnList>('run-columns');
    expect(columns.tags).toEqual(['team']);
    const ordered = await get<RunList>('runs', { order_by: 'max.valAccuracy DESC', limit: '2' });
    expect(ordered.runs.map(({ id }) => id)).toEqual([ids[11], ids[10]]);
    const found = await get<RunList>('runs', { filter: 'min.valAccuracy < 0.2', limit: '9' });
    expect(found.total).toBe(2);
  });
});
