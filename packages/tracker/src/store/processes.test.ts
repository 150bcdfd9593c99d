import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ended, nextLine, startProgram } from '../../test-programs/run-program.js';
import { sampleStart } from '../../test-programs/sample-start.js';
import { temporaryFolder } from '../../test-programs/temporary-folder.js';
import { MIGRATIONS } from '../migrations/index.js';
import { openStore } from './store.js';

const record = () => join(temporaryFolder(), 'peasy.db');

// The second that may be lost is wall time: on a machine that starves the process, one more try.
describe('a training process that is killed with SIGKILL', { retry: 1 }, () => {
  it.each([
    ['with timers', []],
    ['in a loop that never lets a timer fire', ['starve']],
  ])('%s leaves all but the last second, and is found lost', async (_, mode) => {
    const file = record();
    const child = startProgram('log-until-killed', file, ...mode);
    const runId = await nextLine(child);
    await sleep(1500);
    // Read while it writes, as a server does.
    const store = openStore({ file });
    expect(store.getRun(runId).status).toBe('running');
    const killed = Date.now();
    child.kill('SIGKILL');
    expect(await ended(child)).toBe('SIGKILL');

    const [series] = store.series([runId], ['stepLoss']);
    expect(series.step).toEqual(series.step.map((_, index) => index));
    expect(series.value[1]).toBe(1 / 2);
    expect(killed - series.time.at(-1)!).toBeLessThan(1000);
    expect(store.getRun(runId).metrics.stepLoss.count).toBe(series.step.length);
    expect(store.health().problems).toEqual([]);
    // Its process is gone from this machine: nothing to wait for.
    expect(store.getRun(runId)).toMatchObject({ status: 'lost', endedAt: null });
    expect(store.listRuns({ status: 'lost' })).toHaveLength(1);
    expect(() => store.resumeRun(runId)).toThrow(/no state to resume from/);
    store.close();
  });
});

describe('a run that was killed', () => {
  it('goes on at its newest snapshot, in another process, at once', async () => {
    const file = record();
    const child = startProgram('log-until-killed', file, 'snapshots');
    const runId = await nextLine(child);
    await sleep(1500);
    const store = openStore({ file });
    expect(() => store.resumeRun(runId)).toThrow(/still running, in process \d+/);
    child.kill('SIGKILL');
    await ended(child);

    const { logger, from } = store.resumeRun(runId);
    expect(from.step).toBeGreaterThan(0);
    expect(from.step % 50).toBe(0);
    expect(from.resume.trainerState).toEqual({ step: from.step });
    expect(store.getRun(runId).metrics.stepLoss.count).toBe(from.step);
    for (let step = from.step; step < from.step + 10; step++) {
      logger.logMetrics([{ key: 'stepLoss', step, epoch: 1, value: -1, time: Date.now() }]);
    }
    await logger.finish('finished');
    const [series] = store.series([runId]);
    expect(series.step).toEqual(Array.from({ length: from.step + 10 }, (_, step) => step));
    expect(series.value.slice(from.step)).toEqual(Array(10).fill(-1));
    expect(store.getRun(runId)).toMatchObject({ status: 'finished', name: 'cnn' });
    store.close();
  });
});

describe('many processes on one record', () => {
  it('eight that open a new file at once migrate it once and write every point', async () => {
    const file = record();
    const gate = `${file}.gate`;
    const children = Array.from({ length: 8 }, () => startProgram('log-many', file, '500', gate));
    const codes = Promise.all(children.map(ended));
    await Promise.all(children.map(nextLine));
    writeFileSync(gate, '');
    expect(await codes).toEqual(Array(8).fill(0));
    const store = openStore({ file });
    const runs = store.listRuns({ sort: 'name' });
    expect(runs.map((run) => run.name)).toEqual([
      'cnn',
      ...Array.from({ length: 7 }, (_, i) => `cnn-${i + 2}`),
    ]);
    const steps = Array.from({ length: 500 }, (_, step) => step);
    for (const run of runs) {
      expect(run.status).toBe('finished');
      expect(store.series([run.id])[0].step).toEqual(steps);
      expect(run.metrics.stepLoss).toMatchObject({ last: 499, min: 0, max: 499, count: 500 });
    }
    expect(store.query('SELECT count(*) FROM schema_migrations').rows).toEqual([
      [MIGRATIONS.length],
    ]);
    // Set before the first table, or never: without it a purge could not shrink the file.
    expect(store.query('PRAGMA auto_vacuum').rows).toEqual([[2]]);
    expect(store.health()).toMatchObject({ points: 4000, problems: [] });
    store.close();
  });

  it('a second connection sees what a first one writes, and what changed', async () => {
    const file = record();
    const writer = openStore({ file });
    const reader = openStore({ file, readonly: true });
    const { version } = reader.changedRuns(0);
    const logger = writer.startRun(sampleStart());
    expect(reader.changedRuns(version).runs).toEqual([logger.runId]);
    expect(reader.findRun('latest').id).toBe(logger.runId);
    reader.close();
    writer.close();
  });
});
