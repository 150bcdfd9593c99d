import { join } from 'node:path';
import type { RunLogger, RunStart } from '@peasy/core';
import { createServer, openStore, type Store } from '@peasy/tracker';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../test-programs/programs.js';
import { point, sampleStart, smallWeights, valueAt } from '../test-programs/sample-start.js';
import { connect } from './node/index.js';
import { TrackingClient } from './tracking-client.js';

type Start = Parameters<typeof sampleStart>[0];

interface Place {
  readonly store: Store;
  readonly start: (changes?: Start) => Promise<RunLogger>;
  /** Begins a run of which nothing more is known. */
  readonly startBare: (start: RunStart) => Promise<RunLogger>;
}

async function straight(): Promise<Place> {
  const store = openStore({ file: join(temporaryFolder(), 'peasy.db') });
  onTestFinished(() => store.close());
  const startBare = async (start: RunStart) => store.startRun(start);
  return { store, start: (changes) => startBare(sampleStart(changes)), startBare };
}

const overHttp = (isOnDisk: boolean) => async (): Promise<Place> => {
  const folder = temporaryFolder();
  const store = openStore({ file: join(folder, 'peasy.db') });
  const server = await createServer({ store, dashboardFolder: folder, port: 0 });
  onTestFinished(async () => {
    await server.close();
    store.close();
  });
  const { url } = server;
  const spools = join(folder, 'spools');
  const client = isOnDisk ? connect({ url, folder: spools }) : new TrackingClient({ url });
  const startBare = (start: RunStart) => client.startRun(start);
  return { store, start: (changes) => startBare(sampleStart(changes)), startBare };
};

describe.each([
  ['straight into the record', straight],
  ['over HTTP, kept on disk', overHttp(true)],
  ['over HTTP, kept in memory', overHttp(false)],
])('a RunLogger %s', (_, open) => {
  it('begins a run with all that is known of it, under a free name', async () => {
    const { store, start } = await open();
    const runs = [await start(), await start()];
    expect(runs.map(({ runName }) => runName)).toEqual(['cnn', 'cnn-2']);
    const { network, params, tags, environment, classes, split } = sampleStart();
    expect(store.getRun(runs[1].runId)).toMatchObject({
      ...{ name: 'cnn-2', experiment: 'cats', config: 'cnn', status: 'running', epochsPlanned: 30 },
      ...{
        engine: 'kernels',
        device: 'cpu',
        dataset: 'drawn',
        network,
        tags,
        environment,
        classes,
      },
      ...{ split, params: { epochs: '30', rate: '0.01', limit: 'Infinity', keepGoing: 'false' } },
    });
    expect(Object.keys(params)).toHaveLength(4);
    for (const run of runs) await run.finish('finished');
  });

  it('begins a run of which only its name and its experiment are known', async () => {
    const { store, startBare } = await open();
    const run = await startBare({ name: 'mine', experiment: 'loops' });
    run.logMetrics([point('loss', 0, 0.5)]);
    await run.finish('finished');
    expect(store.getRun(run.runId)).toMatchObject({
      ...{ name: 'mine', experiment: 'loops', status: 'finished', engine: null, device: null },
      ...{ network: null, classes: [], split: null, epochsPlanned: null, parameters: null },
    });
    expect(store.series([run.runId])).toHaveLength(1);
  });

  it('keeps every point with its exact numbers, and one a step', async () => {
    const { store, start } = await open();
    const run = await start();
    for (let step = 0; step < 60; step++) {
      run.logMetrics([point('loss', step, valueAt(step)), point('accuracy', step, step / 7)]);
    }
    run.logMetrics([point('loss', 3, 42)]);
    await run.flush();
    const steps = Array.from({ length: 60 }, (_, step) => step);
    const [accuracy, loss] = store.points({ runs: [run.runId], keys: ['accuracy', 'loss'] });
    expect([...loss.value]).toEqual(steps.map((step) => (step === 3 ? 42 : valueAt(step))));
    expect([...accuracy.value]).toEqual(steps.map((step) => step / 7));
    expect([...loss.epoch]).toEqual(steps.map((step) => step / 2));
    expect([...loss.time]).toEqual(steps.map((step) => 1_700_000_000_000 + step * 1000));
    expect(store.getRun(run.runId).epochs).toBe(29);
    await run.finish('finished');
  });

  it('keeps params, tags, files, snapshots and the state of a resume', async () => {
    const { store, start } = await open();
    const run = await start();
    run.logParams({ more: 'words', half: 0.5, never: Number.NaN });
    run.setTags({ kind: 'other' });
    await run.saveArtifact({
      path: 'a/b c.bin',
      bytes: Buffer.from([0, 1, 255]),
      mediaType: 'x/y',
    });
    const snapshot = { weights: smallWeights(1), epoch: 1, step: 10 };
    await run.saveSnapshot({ ...snapshot, reasons: ['best', 'scheduled'] });
    const resume = { optimizerState: smallWeights(2), trainerState: { step: 20, best: null } };
    const last = { step: 20, epoch: 2, weights: smallWeights(3) };
    await run.saveSnapshot({ ...last, reasons: ['best', 'checkpoint'], resume });
    await run.finish('interrupted', 'by hand');
    const { params, tags, artifacts, snapshots, status, message } = store.getRun(run.runId);
    expect(params).toMatchObject({ more: 'words', half: '0.5', never: 'NaN' });
    expect(tags).toEqual({ kind: 'other' });
    expect(artifacts).toMatchObject([{ path: 'a/b c.bin', mediaType: 'x/y', bytes: 3 }]);
    expect([...store.artifactBytes(run.runId, 'a/b c.bin')]).toEqual([0, 1, 255]);
    expect(snapshots.map(({ step, reasons }) => [step, reasons])).toEqual([
      [10, ['scheduled']],
      [20, ['best', 'checkpoint']],
    ]);
    expect(store.snapshotWeights(snapshots[0].id)).toEqual(snapshot.weights);
    expect([status, message]).toEqual(['interrupted', 'by hand']);
    const { from } = store.resumeRun(run.runId);
    expect(from).toEqual({ step: 20, epoch: 2, weights: last.weights, resume });
  });

  it('has the points on disk that were logged before a snapshot', async () => {
    const { store, start } = await open();
    const run = await start();
    run.logMetrics([point('loss', 0, 1)]);
    await run.saveSnapshot({ step: 1, epoch: 1, reasons: ['last'], weights: smallWeights(1) });
    await expect.poll(() => store.getRun(run.runId).snapshots.length).toBe(1);
    expect(store.getRun(run.runId).metrics.loss.count).toBe(1);
    await run.finish('finished');
  });

  it('tells of a param that has another value, once, and takes what comes after it', async () => {
    const { store, start } = await open();
    const run = await start();
    const wrong = async () => {
      run.logParams({ epochs: 31 });
      await run.flush();
    };
    await expect(wrong()).rejects.toThrow(/Param epochs .* is 30 and stays so/);
    run.logMetrics([point('loss', 0, 1)]);
    await run.finish('finished');
    expect(store.getRun(run.runId)).toMatchObject({
      ...{ status: 'finished', metrics: { loss: { count: 1 } }, params: { epochs: '30' } },
    });
  });

  it('refuses at once what cannot be logged, and keeps the rest', async () => {
    const { store, start } = await open();
    await expect(start({ name: '' })).rejects.toThrow(/the name of a run/);
    const run = await start();
    const weights = new Map([['w', { shape: [3], values: new Float32Array(2) }]]);
    expect(() => run.logMetrics([point('', 0, 1)])).toThrow(/the key of a metric/);
    expect(() => run.logMetrics([point('loss', 0.5, 1)])).toThrow(/step of metric loss.*0\.5/);
    expect(() => run.logMetrics([{ ...point('loss', 0, 1), epoch: 1e300 }])).toThrow(
      /epoch of metric loss to be a finite number/,
    );
    expect(() => run.logMetrics([point('loss', 0, '1' as never)])).toThrow(/to be a number/);
    expect(() => run.setTags({ '\n': 'a' })).toThrow(/the key of a tag/);
    await expect(
      run.saveSnapshot({ step: 1, epoch: 1, reasons: ['last'], weights }),
    ).rejects.toThrow(/"w" of shape \[3\] to have 3 values, got 2/);
    const bytes = new Uint8Array(1);
    await expect(run.saveArtifact({ path: '../a', bytes, mediaType: 'a/b' })).rejects.toThrow(
      /path of an artifact/,
    );
    run.logMetrics([point('loss', 0, 1)]);
    await run.finish('finished');
    expect(store.getRun(run.runId)).toMatchObject({ snapshots: [], artifacts: [] });
    expect(store.getRun(run.runId).metrics.loss.count).toBe(1);
  });

  it('takes nothing after the end', async () => {
    const { start } = await open();
    const run = await start();
    await run.finish('failed', 'why');
    expect(() => run.logMetrics([point('loss', 0, 1)])).toThrow(/has ended/);
    expect(() => run.logParams({ a: 1 })).toThrow(/has ended/);
    await expect(run.flush()).rejects.toThrow(/has ended/);
    await expect(run.finish('finished')).rejects.toThrow(/has ended/);
  });
});
