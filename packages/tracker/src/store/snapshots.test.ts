import type { NamedTensors, Snapshot } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { point, sampleStart, smallWeights } from '../../test-programs/sample-start.js';
import { openStore } from './store.js';

// With a negative age every heartbeat is stale: the runs here are lost at once.
const begin = () => {
  const store = openStore({ file: ':memory:', lostAfterSeconds: -1 });
  const logger = store.startRun(sampleStart());
  const save = (epoch: number, reasons: Snapshot['reasons'], more: Partial<Snapshot> = {}) =>
    logger.saveSnapshot({
      step: epoch * 10,
      epoch,
      reasons,
      weights: smallWeights(epoch),
      ...more,
    });
  const kept = () =>
    store.getRun(logger.runId).snapshots.map(({ epoch, reasons }) => [epoch, reasons]);
  return { store, logger, save, kept };
};

/** Tensors bit for bit, so that -0 and NaN count as they are. */
const bits = (tensors: NamedTensors) =>
  [...tensors].map(([name, { shape, values }]) => [
    name,
    shape,
    Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('hex'),
  ]);

describe('saveSnapshot()', () => {
  it('gives the weights back bit for bit, in their order', async () => {
    const { store, logger, save } = begin();
    const weights = new Map(smallWeights(7));
    const odd = new Float32Array([Number.NaN, -0, Infinity, 1e-45, 0, 0]);
    weights.set('odd', { shape: [2, 3], values: odd });
    await save(0, ['initial'], { weights });
    const [snapshot] = store.getRun(logger.runId).snapshots;
    expect(bits(store.snapshotWeights(snapshot.id))).toEqual(bits(weights));
    expect(snapshot.bytes).toBe(
      [...weights.values()].reduce((sum, tensor) => sum + tensor.values.byteLength, 0),
    );
    store.close();
  });

  it('stores equal tensors once, over snapshots and runs, and tells shapes apart', async () => {
    const { store, save } = begin();
    await save(0, ['initial']);
    const { tensors } = store.health();
    await save(1, ['scheduled'], { weights: smallWeights(0) });
    const other = store.startRun(sampleStart());
    await other.saveSnapshot({
      step: 0,
      epoch: 0,
      reasons: ['initial'],
      weights: smallWeights(0),
    });
    expect(store.health()).toMatchObject({ tensors, snapshots: 3 });
    const bias = smallWeights(0).get('Conv/bias')!;
    await save(2, ['scheduled'], {
      weights: new Map([['x', { shape: [1, 2], values: bias.values }]]),
    });
    expect(store.health().tensors).toBe(tensors + 1);
    store.close();
  });

  it('moves best, last and checkpoint to the newest, and drops what no reason keeps', async () => {
    const { store, save, kept } = begin();
    await save(0, ['initial']);
    await save(1, ['scheduled', 'best']);
    await save(2, ['best']);
    await save(3, ['best', 'last']);
    expect(kept()).toEqual([
      [0, ['initial']],
      [1, ['scheduled']],
      [3, ['best', 'last']],
    ]);
    // The tensors of epoch 2 went with it: three snapshots, the biases (zeros) are shared.
    const { tensors } = store.health();
    await save(4, ['last']);
    expect(kept().at(-2)).toEqual([3, ['best']]);
    expect(store.health().tensors).toBeGreaterThan(tensors);
    await save(5, ['best', 'last']);
    expect(kept()).toEqual([
      [0, ['initial']],
      [1, ['scheduled']],
      [5, ['best', 'last']],
    ]);
    expect(store.health().tensors).toBe(tensors);
    store.close();
  });

  it('joins the reasons of two snapshots of one step', async () => {
    const { store, save, kept } = begin();
    await save(1, ['best']);
    await save(1, ['last'], { weights: smallWeights(9) });
    expect(kept()).toEqual([[1, ['best', 'last']]]);
    const [row] = store.listRuns();
    expect(bits(store.snapshotWeights(store.pickSnapshot(row.id, 'last').id))).toEqual(
      bits(smallWeights(9)),
    );
    store.close();
  });

  it('refuses a tensor whose shape does not fit, and keeps nothing of that snapshot', async () => {
    const { store, save } = begin();
    const weights = new Map(smallWeights(1));
    weights.set('bad', { shape: [2, 2], values: new Float32Array(3) });
    await expect(save(1, ['last'], { weights })).rejects.toThrow(/"bad" of shape \[2, 2\].*4.*3/);
    expect(store.health()).toMatchObject({ snapshots: 0, tensors: 0 });
    store.close();
  });

  it('refuses a trainer state that JSON would change', async () => {
    const { store, save } = begin();
    const resume = { optimizerState: new Map(), trainerState: { best: Number.NaN } };
    await expect(save(1, ['last'], { resume })).rejects.toThrow(/got NaN at "best"/);
    store.close();
  });
});

describe('pickSnapshot()', () => {
  it('finds the best, the last, an epoch and an id, and says what there is otherwise', async () => {
    const { store, logger, save } = begin();
    expect(() => store.pickSnapshot(logger.runId, 'last')).toThrow(/it has none/);
    await save(0, ['initial']);
    await save(1, ['best']);
    await save(2, ['scheduled']);
    const pick = (choice: string | number) => store.pickSnapshot(logger.runId, choice).epoch;
    expect([pick('best'), pick('last'), pick(0)]).toEqual([1, 2, 0]);
    expect(pick(store.pickSnapshot(logger.runId, 1).id)).toBe(1);
    expect(() => pick(7)).toThrow(
      /no snapshot of epoch 7: it has those of epochs 0, 1, 2, and a best one/,
    );
    expect(() => store.snapshotWeights('none')).toThrow(/There is no snapshot "none"/);
    store.close();
  });
});

describe('resumeRun()', () => {
  const resumeOf = (epoch: number) => ({
    optimizerState: new Map(
      [...smallWeights(epoch + 100)].map(([name, tensor]) => [`${name}/velocity`, tensor]),
    ),
    trainerState: { epoch, order: [3, 1, 2] },
  });

  it('gives back weights, optimiser and trainer state of the newest, and keeps only that one', async () => {
    const { store, logger, save } = begin();
    await save(1, ['scheduled'], { resume: resumeOf(1) });
    const { tensors } = store.health();
    await save(2, ['scheduled', 'last'], { resume: resumeOf(2) });
    // Epoch 2 adds its kernels; its optimiser state takes the place of the older one.
    expect(store.health().tensors).toBe(tensors + 2);
    await save(3, ['best', 'last']);
    const { logger: again, from } = store.resumeRun(logger.runId);
    expect(from).toMatchObject({ step: 20, epoch: 2 });
    expect(bits(from.weights)).toEqual(bits(smallWeights(2)));
    expect(bits(from.resume.optimizerState)).toEqual(bits(resumeOf(2).optimizerState));
    expect(from.resume.trainerState).toEqual({ epoch: 2, order: [3, 1, 2] });
    expect(again.runId).toBe(logger.runId);
    store.close();
  });

  it('notes what the run goes on with, from which epoch, and leaves the rest as it was', async () => {
    const { store, logger, save } = begin();
    await save(2, ['last'], { resume: resumeOf(2) });
    const before = store.getRun(logger.runId);
    store.resumeRun(logger.runId, {
      device: 'cpu (plain)',
      environment: (epoch) => ({ threads: 4, sets: `wide, from epoch ${epoch} plain` }),
    });
    const after = store.getRun(logger.runId);
    expect(after.device).toBe('cpu (plain)');
    expect(after.environment).toEqual({
      ...before.environment,
      threads: 4,
      sets: 'wide, from epoch 2 plain',
    });
    expect(store.listRuns()[0].device).toBe('cpu (plain)');
    store.resumeRun(logger.runId);
    expect(store.getRun(logger.runId)).toMatchObject({
      device: 'cpu (plain)',
      environment: after.environment,
    });
    store.close();
  });

  it('keeps what a resume starts from, even when a newer snapshot took its reason', async () => {
    const { store, logger, save, kept } = begin();
    await save(1, ['last'], { resume: resumeOf(1) });
    await save(2, ['last']);
    expect(kept()).toEqual([
      [1, ['checkpoint']],
      [2, ['last']],
    ]);
    expect(store.resumeRun(logger.runId).from.epoch).toBe(1);
    store.close();
  });

  it('supersedes later rows, keeps them, and counts only what stands', async () => {
    const { store, logger, save, kept } = begin();
    const log = (target: typeof logger, step: number, accuracy: number) =>
      target.logMetrics([point('valAccuracy', step, accuracy, step + 1)]);
    for (const [step, value] of [0.5, 0.6, 0.95, 0.7].entries()) log(logger, step, value);
    await save(2, ['checkpoint'], { step: 2, resume: resumeOf(2) });
    await save(4, ['best'], { step: 4 });
    const { logger: again } = store.resumeRun(logger.runId);
    expect(store.getRun(logger.runId)).toMatchObject({
      status: 'lost',
      epochs: 2,
      metrics: { valAccuracy: { last: 0.6, max: 0.6, best: 0.6, bestEpoch: 2, count: 2 } },
    });
    expect(kept()).toEqual([[2, ['checkpoint']]]);
    log(again, 2, 0.65);
    await again.flush();
    const [series] = store.series([logger.runId]);
    expect([series.step, series.value]).toEqual([
      [0, 1, 2],
      [0.5, 0.6, 0.65],
    ]);
    expect(store.health().points).toBe(5);
    expect(
      store.query(`SELECT step, value FROM metric_points WHERE run_id = '${logger.runId}'`).rows,
    ).toEqual([
      [0, 0.5],
      [1, 0.6],
      [2, 0.65],
    ]);
    store.close();
  });

  it('lets a step that was written again after the resume stand once', async () => {
    const { store, logger, save } = begin();
    logger.logMetrics([point('loss', 0, 5), point('loss', 1, 4)]);
    await save(2, ['checkpoint'], { step: 2, resume: resumeOf(2) });
    const { logger: again } = store.resumeRun(logger.runId);
    again.logMetrics([point('loss', 1, 3)]);
    await again.flush();
    expect(store.series([logger.runId])[0].value).toEqual([5, 3]);
    expect(store.getRun(logger.runId).metrics.loss).toMatchObject({ last: 3, min: 3, count: 2 });
    store.close();
  });

  it('stops the logger of the process that had the run before', async () => {
    const { store, logger, save } = begin();
    await save(1, ['last'], { resume: resumeOf(1) });
    store.resumeRun(logger.runId);
    logger.logMetrics([point('loss', 50, 1)]);
    await expect(logger.flush()).rejects.toThrow(/resumed elsewhere/);
    await expect(logger.finish('finished')).rejects.toThrow(/resumed elsewhere/);
    expect(store.getRun(logger.runId).status).toBe('lost');
    store.close();
  });

  it('refuses a run without a state, in the trash, alive, or finished', async () => {
    const store = openStore({ file: ':memory:' });
    const run = store.startRun(sampleStart());
    expect(() => store.resumeRun(run.runId)).toThrow(/still running, in process/);
    await run.finish('interrupted');
    expect(() => store.resumeRun(run.runId)).toThrow(/kept no state to resume from/);
    store.trashRun(run.runId);
    expect(() => store.resumeRun(run.runId)).toThrow(/is in the trash/);
    expect(() => store.resumeRun('nobody')).toThrow(/There is no run nobody/);
    store.close();
  });

  it('goes on with a finished run only for more epochs, which its params then say', async () => {
    const { store, logger, save } = begin();
    await save(30, ['last'], { resume: resumeOf(30) });
    await logger.finish('finished');
    expect(() => store.resumeRun(logger.runId)).toThrow(/finished its 30 epochs/);
    expect(() => store.resumeRun(logger.runId, { epochsPlanned: 30 })).toThrow(/finished its 30/);
    store.resumeRun(logger.runId, { epochsPlanned: 60, params: { epochs: 60 } });
    expect(store.getRun(logger.runId)).toMatchObject({
      epochsPlanned: 60,
      params: { epochs: '60' },
      endedAt: null,
    });
    store.close();
  });
});
