import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SnapshotReason } from '@peasy/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { createLoggedModel } from './logged-models.js';
import { receiveFile } from './receive-file.js';
import { putFile } from './record-files.js';
import { openStore, type Store } from './store.js';

const MEGABYTE = 2 ** 20;
const DAY_MS = 24 * 3600 * 1000;

function open(): { store: Store; file: string; folder: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'peasy.db');
  const store = openStore({ file });
  onTestFinished(() => store.close());
  return { store, file, folder };
}

/** A finished run with a snapshot of a megabyte of its own at each epoch, the best of them at epoch 2. */
async function addRun(store: Store, epochs: number, resumable = false): Promise<string> {
  const logger = store.startRun(sampleStart());
  for (let epoch = 0; epoch <= epochs; epoch++) {
    const values = new Float32Array(MEGABYTE / 4).fill(Math.random());
    const reasons: SnapshotReason[] = [
      ...(epoch === 0 ? ['initial' as const] : ['scheduled' as const]),
      ...(epoch === 2 ? ['best' as const] : []),
      ...(epoch === epochs ? ['last' as const] : []),
    ];
    await logger.saveSnapshot({
      ...{ step: epoch * 10, epoch, reasons },
      weights: new Map([['w', { shape: [values.length], values }]]),
      ...(resumable && epoch === 1 && { resume: { optimizerState: new Map(), trainerState: 1 } }),
    });
  }
  logger.logMetrics([point('loss', 0, 1)]);
  const bytes = new TextEncoder().encode(`of ${logger.runId}`);
  await logger.saveArtifact({ path: 'a.txt', mediaType: 'text/plain', bytes });
  await logger.finish('finished');
  return logger.runId;
}

const endedDaysAgo = (store: Store, id: string, days: number) =>
  store.access.connection.sqlite
    .prepare('UPDATE runs SET ended_at = ? WHERE id = ?')
    .run(Date.now() - days * DAY_MS, id);
const epochsOf = (store: Store, id: string) => store.getRun(id).snapshots.map(({ epoch }) => epoch);
const sizeOf = (file: string) => statSync(file).size + statSync(`${file}-wal`).size;
const contents = (folder: string) =>
  readdirSync(join(folder, 'peasy-artifacts'), { recursive: true }).filter(
    (name) => String(name).length > 60,
  );

describe('a rule of how many snapshots to keep', () => {
  it('keeps the best, the newest and what a resume starts from, and the file gets smaller by the rest', async () => {
    const { store, file } = open();
    const run = await addRun(store, 9);
    const resumable = await addRun(store, 9, true);
    const rule = { keepSnapshots: 2 };
    const plan = store.planPrune(rule);
    expect(plan.snapshots.map(({ run, epoch }) => [run, epoch])).toEqual([
      ...[7, 6, 5, 4, 3, 1, 0].map((epoch) => [run, epoch]),
      ...[7, 6, 5, 4, 3, 0].map((epoch) => [resumable, epoch]),
    ]);
    expect(plan.bytes).toBe(13 * MEGABYTE);
    expect(epochsOf(store, run)).toHaveLength(10);
    const { version } = store.changedRuns(0);

    store.query('SELECT 1');
    const before = sizeOf(file);
    const pruned = store.prune(rule);
    expect(pruned).toMatchObject({ snapshots: 13, trashed: [], purged: 0 });
    expect(before - sizeOf(file)).toBe(pruned.bytesFreed);
    expect(pruned.bytesFreed).toBeGreaterThan(plan.bytes);
    expect(epochsOf(store, run)).toEqual([2, 8, 9]);
    expect(epochsOf(store, resumable)).toEqual([1, 2, 8, 9]);
    expect(store.changedRuns(version).runs).toEqual([run, resumable]);
    const kept = store.pickSnapshot(run, 'best');
    expect(store.snapshotWeights(kept.id).get('w')!.values).toHaveLength(MEGABYTE / 4);
    expect(store.health()).toMatchObject({ snapshots: 7, tensors: 7, problems: [] });
    expect(store.planPrune(rule)).toMatchObject({ snapshots: [], bytes: 0 });
  });

  it('counts a tensor that another snapshot has too as not freed', async () => {
    const { store } = open();
    const logger = store.startRun(sampleStart());
    const values = new Float32Array(1000).fill(1);
    for (const step of [0, 1, 2]) {
      const weights = new Map([['same', { shape: [1000], values }]]);
      await logger.saveSnapshot({ step, epoch: step, reasons: ['scheduled'], weights });
    }
    await logger.finish('finished');
    expect(store.planPrune({ keepSnapshots: 1 })).toMatchObject({ bytes: 0 });
    expect(store.prune({ keepSnapshots: 1 }).snapshots).toBe(2);
    expect(store.health()).toMatchObject({ snapshots: 1, tensors: 1 });
  });

  it('leaves a running run and one with a tag "keep" or "pinned" alone', async () => {
    const { store } = open();
    const tagged = await addRun(store, 4);
    store.setTags(tagged, { pinned: 'yes' });
    const untagged = await addRun(store, 4);
    store.setTags(untagged, { keep: 'false' });
    const running = store.startRun(sampleStart());
    const weights = new Map([['w', { shape: [1], values: new Float32Array(1) }]]);
    for (const step of [0, 1, 2]) {
      await running.saveSnapshot({ step, epoch: step, reasons: ['scheduled'], weights });
    }
    const gone = store.planPrune({ keepSnapshots: 1 }).snapshots.map(({ run }) => run);
    expect(new Set(gone)).toEqual(new Set([untagged]));
    await running.finish('finished');
  });
});

describe('a rule of how old a run gets', () => {
  it('puts older runs into the trash, and deletes them after their days there', async () => {
    const { store, file, folder } = open();
    const [old, young, tagged, registered] = await Promise.all(
      [1, 1, 1, 1].map((n) => addRun(store, n)),
    );
    for (const id of [old, tagged, registered]) endedDaysAgo(store, id, 31);
    endedDaysAgo(store, young, 29);
    store.setTags(tagged, { keep: '' });
    const { sqlite } = store.access.connection;
    sqlite.exec("INSERT INTO registered_models VALUES ('cats', NULL, 1, 1)");
    sqlite
      .prepare(
        "INSERT INTO model_versions (name, version, run_id, created_at, updated_at) VALUES ('cats', 1, ?, 1, 1)",
      )
      .run(registered);
    const rule = { olderThanDays: 30, trashDays: 7 };
    expect(store.planPrune(rule)).toMatchObject({ trash: [{ id: old }], purge: [], bytes: 0 });
    expect(store.prune(rule)).toMatchObject({ trashed: [old], purged: 0 });
    expect(store.getRun(old).trashedAt).not.toBeNull();
    expect(store.prune(rule)).toMatchObject({ trashed: [], purged: 0 });

    sqlite.prepare('UPDATE runs SET trashed_at = ? WHERE id = ?').run(Date.now() - 8 * DAY_MS, old);
    const plan = store.planPrune(rule);
    expect(plan).toMatchObject({ purge: [{ id: old }] });
    expect(plan.bytes).toBe(2 * MEGABYTE + `of ${old}`.length);
    const before = sizeOf(file);
    const { purged, bytesFreed } = store.prune(rule);
    expect(purged).toBe(1);
    expect(bytesFreed).toBe(before - sizeOf(file) + `of ${old}`.length);
    expect(bytesFreed).toBeGreaterThan(2 * MEGABYTE);
    expect(
      store
        .listRuns()
        .map(({ id }) => id)
        .sort(),
    ).toEqual([young, tagged, registered].sort());
    expect(contents(folder)).toHaveLength(3);
    expect(store.health().problems).toEqual([]);
  });

  it('that says nothing, or nonsense, is refused', () => {
    const { store } = open();
    for (const rule of [
      {},
      { keepSnapshots: 0 },
      { keepSnapshots: 1.5 },
      { olderThanDays: -1 },
      { trashDays: Number.NaN },
    ]) {
      expect(() => store.prune(rule)).toThrow(expect.objectContaining({ code: 'invalid' }));
      expect(() => store.setRetention(rule)).toThrow(expect.objectContaining({ code: 'invalid' }));
    }
    expect(store.retention()).toBeUndefined();
  });
});

describe('the rule of a record', () => {
  it('is applied by one of the programs that have it open, and not again for a while', async () => {
    const { store, file } = open();
    const run = await addRun(store, 4);
    const other = openStore({ file });
    onTestFinished(() => other.close());
    expect(await store.applyRetention(1000)).toBeUndefined();
    store.setRetention({ keepSnapshots: 1, olderThanDays: 90 });
    expect(other.retention()).toEqual({ keepSnapshots: 1, olderThanDays: 90, appliedAt: null });
    expect(await other.applyRetention(3_600_000)).toMatchObject({ snapshots: 3 });
    expect(epochsOf(store, run)).toEqual([2, 4]);
    expect(await store.applyRetention(3_600_000)).toBeUndefined();
    expect(store.retention()!.appliedAt).toMatch(/Z$/);
    store.setRetention(undefined);
    expect(other.retention()).toBeUndefined();
  });

  it('stops between two runs where its program ends, and the rest goes the next time', async () => {
    const { store } = open();
    for (let i = 0; i < 3; i++) await addRun(store, 0);
    store.access.connection.sqlite.exec('UPDATE runs SET trashed_at = 1');
    store.setRetention({ trashDays: 1 });
    const stop = new AbortController();
    const applied = store.applyRetention(1000, stop.signal);
    stop.abort();
    await expect(applied).rejects.toThrow('aborted');
    const left = store.listRuns({ trash: true }).length;
    expect(left).toBeGreaterThan(0);
    expect(store.health().problems).toEqual([]);
    expect(store.prune({ trashDays: 1 }).purged).toBe(left);
  });
});

describe('files of models that clients log', () => {
  it('go with the run that they came from, unless a registered version or another run has the model', async () => {
    const { store, folder } = open();
    const { connection } = store.access;
    const run = await addRun(store, 0);
    const add = async (path: string, content: string) => {
      const { Readable } = await import('node:stream');
      const received = await receiveFile(
        store.access.artifacts,
        Readable.from([Buffer.from(content)]),
        0,
      );
      putFile(store.access, { runId: undefined, path }, received, 'text/plain');
    };
    const experimentId = connection
      .prepare<number>('SELECT experiment_id FROM runs WHERE id = ?')
      .pluck()
      .get(run)!;
    const model = (name: string, sourceRunId: string | undefined) =>
      createLoggedModel(connection, {
        ...{ experimentId, name, sourceRunId, modelType: undefined, status: 'READY' },
        ...{ params: new Map(), tags: new Map() },
      });
    const [own, registered, free] = [model('a', run), model('b', run), model('c', undefined)];
    for (const id of [own, registered]) await add(`${experimentId}/models/${id}/artifacts/w`, id);
    // An experiment may have a place of its own.
    await add(`team/models/${free}/artifacts/w`, free);
    await add(`team/${run}/artifacts/w`, 'of the run');
    await add('team/artifacts/notes.txt', 'of nobody in particular');
    connection.sqlite.exec(`INSERT INTO registered_models VALUES ('cats', NULL, 1, 1);
      INSERT INTO model_versions (name, version, model_id, created_at, updated_at) VALUES ('cats', 1, '${registered}', 1, 1)`);
    expect(contents(folder)).toHaveLength(6);
    store.trashRun(run);
    const { bytesFreed } = store.purgeTrash();
    expect(bytesFreed).toBeGreaterThan(own.length + 'of the run'.length);
    const paths = connection.prepare<string>('SELECT path FROM stored_files ORDER BY path').pluck();
    expect(paths.all()).toEqual([
      `${experimentId}/models/${registered}/artifacts/w`,
      'team/artifacts/notes.txt',
      `team/models/${free}/artifacts/w`,
    ]);
    expect(contents(folder)).toHaveLength(3);
    expect(store.health().problems).toEqual([]);
  });
});
