import { describe, expect, it } from 'vitest';
import { point, sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { serveRecord } from '../../test-programs/serve-record.js';
import type { RunDetail } from '../api/types.js';

async function begin() {
  const { store, server } = await serveRecord();
  const logger = store.startRun(sampleStart());
  logger.logMetrics([point('loss', 0, 1)]);
  for (const step of [0, 1, 2]) {
    const weights = smallWeights(step);
    await logger.saveSnapshot({ step, epoch: step, reasons: ['scheduled'], weights });
  }
  await logger.finish('finished');
  const ask = async (method: string, path: string, body?: unknown, type = 'application/json') => {
    const response = await fetch(`${server.url}/api${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': type },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { store, id: logger.runId, ask };
}

describe('PATCH /api/runs/:ref', () => {
  it('changes name, note and tags, and leaves the rest', async () => {
    const { store, id, ask } = await begin();
    store.setTags(id, { old: '1', kept: '2' });
    const { status, body } = await ask('PATCH', '/runs/cnn', {
      ...{ name: 'first', note: 'seen\nagain', tags: { old: null, keep: 'yes' } },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, name: 'first', note: 'seen\nagain' });
    expect((body as unknown as RunDetail).tags).toEqual({ kept: '2', keep: 'yes' });
    expect((await ask('PATCH', '/runs/first', {})).body).toMatchObject({ name: 'first' });
    expect(store.getRun(id)).toMatchObject({ name: 'first', note: 'seen\nagain' });
  });

  it('does all of it or nothing', async () => {
    const { store, ask } = await begin();
    await store.startRun(sampleStart()).finish('finished');
    const { status, body } = await ask('PATCH', '/runs/cnn-2', { note: 'lost?', name: 'cnn' });
    expect([status, body]).toEqual([
      409,
      { error: { status: 409, message: expect.stringContaining('belongs to run') } },
    ]);
    expect(store.getRun(store.findRun('cnn-2').id).note).toBe('');
  });

  it.each([
    [{ nam: 'x' }, 400, /Unrecognized key.*nam/],
    [{ name: 3 }, 400, /name: .*expected string/],
    [{ tags: { a: 1 } }, 400, /tags\.a: /],
    ['{"name":', 400, /JSON/],
    ['[]', 400, /expected object/],
  ])('says what is wrong with %j', async (sent, status, words) => {
    const { ask } = await begin();
    const answer = await ask('PATCH', '/runs/cnn', sent);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toMatch(words);
    expect(JSON.stringify(answer.body)).not.toMatch(/ at .*\.[jt]s/);
  });

  it('takes JSON only, and runs that are there', async () => {
    const { ask } = await begin();
    expect(await ask('PATCH', '/runs/cnn', '{}', 'text/plain')).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('application/json, got "text/plain"') } },
    });
    expect((await ask('PATCH', '/runs/none', {})).status).toBe(404);
  });
});

describe('the trash over HTTP', () => {
  it('takes a run, gives it back, and is emptied', async () => {
    const { store, id, ask } = await begin();
    const trashed = await ask('POST', `/runs/${id}/trash`);
    expect(trashed).toMatchObject({ status: 200, body: { id, trashedAt: expect.any(String) } });
    expect((await ask('GET', '/runs')).body).toEqual({ runs: [] });
    const restored = await ask('POST', `/runs/${id}/restore`);
    expect(restored).toMatchObject({ status: 200, body: { id, trashedAt: null } });
    await ask('POST', `/runs/${id}/trash`);
    const purged = await ask('POST', '/trash/purge');
    expect(purged).toEqual({ status: 200, body: { runs: 1, bytesFreed: expect.any(Number) } });
    expect((await ask('POST', `/runs/${id}/restore`)).status).toBe(404);
    expect(store.health()).toMatchObject({ points: 0, tensors: 0 });
  });

  it('is emptied while others are answered', async () => {
    const { store, ask } = await begin();
    const logger = store.startRun(sampleStart());
    logger.logMetrics(Array.from({ length: 2000 }, (_, step) => point('loss', step, step)));
    await logger.finish('finished');
    const { sqlite } = store.access.connection;
    for (let i = 0; i < 200; i++) await store.startRun(sampleStart()).finish('finished');
    sqlite.exec("UPDATE runs SET trashed_at = 1 WHERE name <> 'cnn'");
    let isOver = false;
    const purged = ask('POST', '/trash/purge').finally(() => {
      isOver = true;
    });
    let answered = 0;
    while (!isOver) {
      expect((await ask('GET', '/health')).status).toBe(200);
      answered++;
    }
    expect((await purged).body).toMatchObject({ runs: 201 });
    expect(answered).toBeGreaterThan(3);
    expect(store.listRuns()).toHaveLength(1);
  });

  it('does not take a run that is running', async () => {
    const { store, ask } = await begin();
    const { runId } = store.startRun(sampleStart());
    expect((await ask('POST', `/runs/${runId}/trash`)).status).toBe(409);
  });
});

describe('rules of what to keep over HTTP', () => {
  it('are planned, applied and kept', async () => {
    const { store, id, ask } = await begin();
    expect((await ask('GET', '/retention')).body).toEqual({ rule: null });
    const rule = { keepSnapshots: 1 };
    const planned = await ask('POST', '/prune', { ...rule, dryRun: true });
    expect(planned.body).toMatchObject({
      plan: { snapshots: [{ run: id, epoch: 1 }, { epoch: 0 }], trash: [], purge: [] },
      pruned: null,
    });
    expect(store.getRun(id).snapshots).toHaveLength(3);
    const done = await ask('POST', '/prune', rule);
    expect(done.body).toMatchObject({ plan: null, pruned: { snapshots: 2, trashed: [] } });
    expect(store.getRun(id).snapshots).toHaveLength(1);
    expect((await ask('PUT', '/retention', { rule })).body).toEqual({
      rule: { keepSnapshots: 1, appliedAt: null },
    });
    expect(store.retention()).toMatchObject(rule);
    expect((await ask('PUT', '/retention', { rule: null })).body).toEqual({ rule: null });
    for (const body of [{}, { keepSnapshots: 0 }, { olderThanDays: -1 }, { keep: 1 }]) {
      expect((await ask('POST', '/prune', body)).status).toBe(400);
    }
  });
});
