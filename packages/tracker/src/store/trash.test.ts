import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, nextLine, startProgram } from '../../test-programs/run-program.js';
import { point, sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { openStore, type Store } from './store.js';

const MEGABYTE = 2 ** 20;

/** A run with a megabyte of weights that no other has, one that all have, and artifacts. */
async function addRun(store: Store, seed: number): Promise<string> {
  const logger = store.startRun(sampleStart());
  const own = new Float32Array(MEGABYTE / 4).fill(seed);
  const shared = new Float32Array(MEGABYTE / 4).fill(-1);
  await logger.saveSnapshot({
    step: 0,
    epoch: 0,
    reasons: ['initial', 'best', 'last'],
    weights: new Map([
      ['own', { shape: [own.length], values: own }],
      ['shared', { shape: [shared.length], values: shared }],
    ]),
    resume: {
      optimizerState: new Map([['v', { shape: [1], values: own.slice(0, 1) }]]),
      trainerState: 1,
    },
  });
  const text = (content: string) => new TextEncoder().encode(content);
  await logger.saveArtifact({
    path: 'own.txt',
    bytes: text(`own ${seed}`),
    mediaType: 'text/plain',
  });
  await logger.saveArtifact({ path: 'in/all.txt', bytes: text('all'), mediaType: 'text/plain' });
  logger.logMetrics(Array.from({ length: 1000 }, (_, step) => point('loss', step, step)));
  await logger.finish('finished');
  return logger.runId;
}

describe('the trash', () => {
  it('hides a run, gives it back, and empties into free disk space', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'peasy.db');
    const store = openStore({ file });
    const kept = await addRun(store, 1);
    const gone = await addRun(store, 2);
    store.trashRun(gone);
    expect(store.listRuns().map((row) => row.id)).toEqual([kept]);
    expect(store.getRun(gone).trashedAt).toMatch(/Z$/);
    expect(store.query('SELECT count(*) FROM runs_overview').rows).toEqual([[1]]);
    expect(store.query('SELECT DISTINCT run_id FROM metric_points').rows).toEqual([[kept]]);
    store.restoreRun(gone);
    expect(store.listRuns()).toHaveLength(2);

    store.trashRun(gone);
    store.query('SELECT 1');
    const before = statSync(file).size + statSync(`${file}-wal`).size;
    const { runs, bytesFreed } = store.purgeTrash();
    const after = statSync(file).size + statSync(`${file}-wal`).size;
    expect(runs).toBe(1);
    expect(before - after).toBeGreaterThan(MEGABYTE);
    expect(bytesFreed).toBe(before - after + 'own 2'.length);
    expect(() => store.getRun(gone)).toThrow(/There is no run/);
    expect(store.health()).toMatchObject({ runs: 1, trashedRuns: 0, points: 1000, problems: [] });

    const [snapshot] = store.getRun(kept).snapshots;
    expect([...store.snapshotWeights(snapshot.id).keys()]).toEqual(['own', 'shared']);
    const read = (path: string) => new TextDecoder().decode(store.artifactBytes(kept, path));
    expect([read('own.txt'), read('in/all.txt')]).toEqual(['own 1', 'all']);
    const files = readdirSync(join(folder, 'peasy-artifacts'), { recursive: true });
    expect(files.filter((name) => String(name).length > 60)).toHaveLength(2);
    store.close();
  });

  it('frees the name for good only with a purge', async () => {
    const store = openStore({ file: ':memory:' });
    const logger = store.startRun(sampleStart());
    await logger.finish('failed');
    store.trashRun(logger.runId);
    expect(store.startRun(sampleStart()).runName).toBe('cnn-2');
    store.purgeTrash();
    expect(store.startRun(sampleStart()).runName).toBe('cnn');
    store.close();
  });

  it('is emptied while another program logs, which notices nothing', async () => {
    const file = join(temporaryFolder(), 'peasy.db');
    const store = openStore({ file });
    for (let seed = 0; seed < 20; seed++) store.trashRun(await addRun(store, seed));
    const child = startProgram('log-until-killed', file);
    const runId = await nextLine(child);
    const { runs, bytesFreed } = store.purgeTrash();
    expect(runs).toBe(20);
    expect(bytesFreed).toBeGreaterThan(0);
    const before = store.series([runId], ['stepLoss'])[0]?.step.length ?? 0;
    await expect
      .poll(() => store.series([runId], ['stepLoss'])[0]?.step.length, { timeout: 10_000 })
      .toBeGreaterThan(before);
    child.kill('SIGKILL');
    await ended(child);
    const { step } = store.series([runId], ['stepLoss'])[0];
    expect(step).toEqual(step.map((_, i) => i));
    // What a busy moment left free in the file goes with the next purge.
    store.purgeTrash();
    expect(store.query('PRAGMA freelist_count').rows).toEqual([[0]]);
    expect(store.health()).toMatchObject({ runs: 1, tensors: 0, problems: [] });
    store.close();
  });

  it('does not take a run that is still running, and empties when empty', () => {
    const store = openStore({ file: ':memory:' });
    const { runId } = store.startRun(sampleStart());
    expect(() => store.trashRun(runId)).toThrow(/still running, in process \d+/);
    expect(() => store.trashRun('nobody')).toThrow(/There is no run nobody/);
    expect(store.purgeTrash().runs).toBe(0);
    expect(store.listRuns()).toHaveLength(1);
    store.close();
  });
});

describe('saveArtifact()', () => {
  it('keeps equal contents once and lets a path have a new content', async () => {
    const folder = temporaryFolder();
    const store = openStore({ file: ':memory:', artifactsFolder: join(folder, 'files') });
    const logger = store.startRun(sampleStart());
    const save = (path: string, ...bytes: number[]) =>
      logger.saveArtifact({ path, bytes: Uint8Array.from(bytes), mediaType: 'image/png' });
    await save('a.png', 1, 2);
    await save('b/a.png', 1, 2);
    await save('a.png', 3);
    expect([...store.artifactBytes(logger.runId, 'a.png')]).toEqual([3]);
    expect(store.getRun(logger.runId).artifacts).toEqual([
      {
        path: 'a.png',
        mediaType: 'image/png',
        bytes: 1,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      {
        path: 'b/a.png',
        mediaType: 'image/png',
        bytes: 2,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
    expect(() => store.artifactBytes(logger.runId, 'c')).toThrow(
      /no artifact "c".*a\.png, b\/a\.png/,
    );
    store.close();
  });

  it.each(['', '/etc/passwd', '../up', 'a/../../up', 'a//b', 'a\\b', 'C:/x', './a', 'a/'])(
    'refuses the path %j',
    async (path) => {
      const folder = join(temporaryFolder(), 'files');
      const store = openStore({ file: ':memory:', artifactsFolder: folder });
      const logger = store.startRun(sampleStart());
      const artifact = { path, bytes: new Uint8Array(1), mediaType: 'text/plain' };
      await expect(logger.saveArtifact(artifact)).rejects.toThrow(/path of an artifact/);
      expect(existsSync(folder)).toBe(false);
      store.close();
    },
  );

  it('says that a record in memory has no place for files', async () => {
    const store = openStore({ file: ':memory:' });
    const logger = store.startRun(sampleStart());
    const artifact = { path: 'a', bytes: new Uint8Array(1), mediaType: 'text/plain' };
    await expect(logger.saveArtifact(artifact)).rejects.toThrow(/open it with artifactsFolder/);
    store.close();
  });
});
