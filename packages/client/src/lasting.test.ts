import { appendFileSync, existsSync, readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '@peasy/tracker';
import { describe, expect, it } from 'vitest';
import { freePort, killed, startProgram, temporaryFolder } from '../test-programs/programs.js';
import { point, sampleStart, smallWeights, valueAt } from '../test-programs/sample-start.js';
import { connect, sendLeft } from './node/index.js';
import type { SendingEvent } from './sender.js';

async function begin() {
  const folder = temporaryFolder();
  const file = join(folder, 'peasy.db');
  const spools = join(folder, 'spools');
  const port = `${await freePort()}`;
  const url = `http://127.0.0.1:${port}`;
  const serve = async () => (await startProgram('serve', file, port)).child;
  return { folder, file, spools, url, serve };
}

/** The points of a run as the record has them now. */
function stored(file: string, runId: string, key = 'loss') {
  const store = openStore({ file });
  try {
    const [series] = store.points({ runs: [runId], keys: [key] });
    return { step: [...series.step], value: [...series.value], run: store.getRun(runId) };
  } finally {
    store.close();
  }
}

const upTo = (count: number) => Array.from({ length: count }, (_, step) => step);

describe('a client whose server dies', () => {
  it('has every point on it exactly once after it was killed again and again', async () => {
    const { file, spools, url, serve } = await begin();
    let server = await serve();
    const events: SendingEvent[] = [];
    const client = connect({ url, folder: spools, onEvent: (event) => events.push(event) });
    const run = await client.startRun(sampleStart());
    const kept: number[] = [];
    let step = 0;
    for (let kill = 0; kill < 4; kill++) {
      const until = Date.now() + 700;
      while (Date.now() < until) {
        run.logMetrics([point('loss', step, valueAt(step)), point('other', step, 1 - step)]);
        step++;
        if (step % 50 === 0) await sleep(2);
        if (step % 2000 === 0) {
          await run.saveSnapshot({
            ...{ step, epoch: step / 2, reasons: ['scheduled'], weights: smallWeights(step) },
          });
          kept.push(step);
        }
      }
      await killed(server);
      await sleep(kill * 200);
      server = await serve();
    }
    await run.finish('finished');
    await killed(server);
    const loss = stored(file, run.runId);
    expect(step).toBeGreaterThan(1000);
    expect(loss.step).toEqual(upTo(step));
    expect(loss.value).toEqual(upTo(step).map(valueAt));
    expect(stored(file, run.runId, 'other').value).toEqual(upTo(step).map((at) => 1 - at));
    expect(loss.run.status).toBe('finished');
    expect(loss.run.snapshots.map((snapshot) => snapshot.step)).toEqual(kept);
    expect(events.filter(({ kind }) => kind === 'refused')).toEqual([]);
    expect(readdirSync(spools)).toEqual([]);
  }, 180_000);

  it('begins a run without it, and tells it all when it comes', async () => {
    const { file, spools, url, serve } = await begin();
    const events: string[] = [];
    const onEvent = ({ kind }: SendingEvent) => events.push(kind);
    const run = await connect({ url, folder: spools, onEvent }).startRun(sampleStart(), {
      waitMs: 50,
    });
    expect(run.runName).toBe('cnn');
    run.logMetrics(upTo(10).map((step) => point('loss', step, valueAt(step))));
    await expect(run.flush({ timeoutMs: 300 })).rejects.toMatchObject({
      code: 'unsent',
      message: expect.stringMatching(
        /does not answer \(ECONNREFUSED\).*2 writes of it stay kept in/,
      ),
    });
    await sleep(1000);
    const came = Date.now();
    const server = await serve();
    await run.finish('finished');
    await killed(server);
    const { value, run: found } = stored(file, run.runId);
    expect(value).toEqual(upTo(10).map(valueAt));
    // It began when the program said so, not when the server heard of it.
    expect(Date.parse(found.startedAt)).toBeLessThan(came);
    expect(events).toEqual(['waiting', 'connected']);
  });

  it('lets go of checkpoints that a newer one takes over, while it waits', async () => {
    const { file, spools, url, serve } = await begin();
    const client = connect({ url, folder: spools });
    const run = await client.startRun(sampleStart(), { waitMs: 10 });
    for (let step = 1; step <= 20; step++) {
      const reasons =
        step % 10 === 0 ? (['scheduled', 'checkpoint'] as const) : (['checkpoint'] as const);
      await run.saveSnapshot({ step, epoch: step, reasons, weights: smallWeights(step) });
    }
    const [place] = readdirSync(spools);
    const bodies = readdirSync(join(spools, place)).filter((name) => name.endsWith('.body'));
    expect(bodies).toHaveLength(2);
    const server = await serve();
    await run.finish('finished');
    await killed(server);
    const store = openStore({ file });
    const { snapshots } = store.getRun(run.runId);
    expect(snapshots.map(({ step, reasons }) => [step, reasons.join()])).toEqual([
      [10, 'scheduled'],
      [20, 'scheduled,checkpoint'],
    ]);
    expect(store.snapshotWeights(snapshots[1].id)).toEqual(smallWeights(20));
    store.close();
  });
});

describe('a client that dies', () => {
  it('leaves what the server does not have, and sendLeft sends it, once', async () => {
    const { file, spools, url, serve } = await begin();
    const { line: runId, child } = await startProgram('log-and-hang', url, spools, '5000');
    expect(await sendLeft({ folder: spools })).toEqual([]);
    await killed(child);
    const [away] = await sendLeft({ folder: spools, patienceMs: 300 });
    expect(away).toMatchObject({ runId, sent: 0, problem: expect.stringMatching(/ECONNREFUSED/) });
    const server = await serve();
    const [sent] = await sendLeft({ folder: spools });
    expect(sent).toMatchObject({ runId, runName: 'cnn', left: 0, problem: undefined });
    expect(sent.sent).toBe(away.left);
    expect(existsSync(sent.place)).toBe(false);
    expect(await sendLeft({ folder: spools })).toEqual([]);
    await killed(server);
    const { step, value, run } = stored(file, runId);
    expect(step).toEqual(upTo(5000));
    expect(value).toEqual(upTo(5000).map(valueAt));
    expect(run).toMatchObject({ status: 'running', tags: { from: 'the spool' } });
    expect(run.artifacts).toMatchObject([{ path: 'a/b.txt', bytes: 4 }]);
    expect(run.snapshots).toHaveLength(1);
  });

  it('loses no more of its spool than the write that was cut off, and says so', async () => {
    const { file, spools, url, serve } = await begin();
    const { line: runId, child } = await startProgram('log-and-hang', url, spools, '300');
    await killed(child);
    const spool = join(spools, runId, 'writes.spool');
    appendFileSync(spool, Buffer.from([200, 0, 0, 0, 0, 4, 0, 0, 1, 2, 3]));
    const server = await serve();
    const events: SendingEvent[] = [];
    const onEvent = (event: SendingEvent) => events.push(event);
    const [sent] = await sendLeft({ folder: spools, onEvent });
    expect(sent).toMatchObject({ left: 0, problem: undefined });
    expect(events).toMatchObject([{ kind: 'torn', message: expect.stringMatching(/11 bytes/) }]);
    await killed(server);
    expect(stored(file, runId).value).toEqual(upTo(300).map(valueAt));
  });

  it('leaves what is for another server, unless it is told that the server has moved', async () => {
    const { file, spools, url, serve } = await begin();
    const gone = `http://127.0.0.1:${await freePort()}`;
    const { line: runId, child } = await startProgram('log-and-hang', gone, spools, '10');
    await killed(child);
    const server = await serve();
    expect(await sendLeft({ folder: spools, url })).toEqual([]);
    const [sent] = await sendLeft({ folder: spools, url, redirect: true });
    expect(sent).toMatchObject({ runId, url, left: 0, problem: undefined });
    await killed(server);
    expect(stored(file, runId).step).toEqual(upTo(10));
  });

  it('leaves alone what is no spool', async () => {
    const { spools, url } = await begin();
    const { line: runId, child } = await startProgram('log-and-hang', url, spools, '3');
    await killed(child);
    truncateSync(join(spools, runId, 'writes.spool'), 20);
    expect(await sendLeft({ folder: spools })).toMatchObject([
      { problem: expect.stringMatching(/is no spool of Peasy's/) },
    ]);
    expect(existsSync(join(spools, runId, 'writes.spool'))).toBe(true);
  });
});
