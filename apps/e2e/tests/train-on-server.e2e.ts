import { readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { openStore } from '@peasy/tracker';
import { describe, expect, it } from 'vitest';
import { config, emptyFolder, events, Peasy, peasy, peasyJson } from '../src/peasy.js';

const TRAIN = ['train', '--config', config('cnn'), '--json'];
/** Those that say how fast it went, not what came out. */
const OF_THE_CLOCK = ['seconds', 'imagesPerSecond'];

function freePort(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(`${port}`));
    });
  });
}

async function begin() {
  const folder = emptyFolder();
  const file = path.join(folder, 'server.db');
  const spool = path.join(folder, 'spool');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const serve = async () => {
    const server = new Peasy(folder, ['serve', '--db', file, '--port', port, '--json']);
    await server.event(({ event }) => event === 'serving');
    return server;
  };
  const env = { PEASY_SPOOL: spool };
  return { folder, file, spool, url, serve, env };
}

/** What a record says of its only run, without what differs from one training to the next. */
function recordOf(file: string) {
  const store = openStore({ file });
  try {
    const [{ id }] = store.listRuns();
    const { params, tags, classes, network, split, status, epochs, engine, device, artifacts } =
      store.getRun(id);
    const { snapshots, dataset, parameters, multiplyAdds, config: name } = store.getRun(id);
    const points = store.points({ runs: [id] }).filter(({ key }) => !OF_THE_CLOCK.includes(key));
    return {
      ...{ params, tags, classes, network, split, status, epochs, engine, device },
      // Each line of the log has its time.
      artifacts: artifacts.map((one) =>
        one.path === 'train.log' ? { path: one.path, mediaType: one.mediaType } : one,
      ),
      ...{ dataset, parameters, multiplyAdds, name },
      snapshots: snapshots.map(({ id: snapshot, step, epoch, reasons, bytes }) => ({
        ...{ step, epoch, reasons, bytes, weights: store.snapshotWeights(snapshot) },
      })),
      points: points.map(({ key, step, epoch, value }) => ({ key, step, epoch, value })),
    };
  } finally {
    store.close();
  }
}

describe('peasy train --server', () => {
  it('leaves the record on the server that a training leaves here', async () => {
    const { folder, file, spool, url, serve, env } = await begin();
    const server = await serve();
    const there = await peasy(folder, [...TRAIN, '--epochs', '2', '--server', url], { env });
    expect([there.stderr, there.code]).toEqual(['', 0]);
    const here = await peasy(folder, [...TRAIN, '--epochs', '2']);
    expect(here.code).toBe(0);
    server.kill('SIGTERM');
    await server.ended;
    const record = recordOf(file);
    expect(record).toEqual(recordOf(path.join(folder, 'peasy.db')));
    expect(record.snapshots.length).toBeGreaterThan(1);
    expect(record.artifacts).not.toEqual([]);
    expect(record.points.length).toBeGreaterThan(8);
    expect(readdirSync(spool)).toEqual([]);
  });

  it('trains on while its server is killed and comes back, and loses nothing', async () => {
    const { folder, file, url, serve, env } = await begin();
    let server = await serve();
    const training = new Peasy(folder, [...TRAIN, '--epochs', '20', '--server', url], { env });
    for (const epoch of [2, 8]) {
      await training.event((said) => said.event === 'epoch' && Number(said.epoch) >= epoch);
      server.kill('SIGKILL');
      await server.ended;
      server = await serve();
    }
    const { code, stderr } = await training.ended;
    expect([stderr, code]).toEqual(['', 0]);
    server.kill('SIGTERM');
    await server.ended;
    await peasy(folder, [...TRAIN, '--epochs', '20']);
    expect(recordOf(file)).toEqual(recordOf(path.join(folder, 'peasy.db')));
  }, 120_000);

  it('keeps what a killed training had, and `peasy sync` sends it', async () => {
    const { folder, file, spool, url, serve, env } = await begin();
    const training = new Peasy(folder, [...TRAIN, '--epochs', '500', '--server', url], { env });
    const waiting = await training.event(({ event }) => event === 'server');
    expect(waiting.message).toMatch(/does not answer.*kept in/);
    await training.event(({ event, epoch }) => event === 'epoch' && epoch === 3);
    training.kill('SIGKILL');
    await training.ended;

    const away = await peasy(folder, ['sync', spool]);
    expect(away.stderr).toMatch(/does not answer/);
    expect(away.code).toBe(1);
    const server = await serve();
    const [sent] = await peasyJson<{ left: number; runId: string }[]>(folder, ['sync', spool]);
    expect(sent.left).toBe(0);
    const [run] = await peasyJson<{ id: string; epochs: number; status: string }[]>(folder, [
      ...['runs', '--db', file],
    ]);
    expect(run.id).toBe(sent.runId);
    expect(run.epochs).toBeGreaterThanOrEqual(2);
    expect((await peasy(folder, ['sync', spool])).stdout).toMatch(/^Nothing waits in /);
    server.kill('SIGTERM');
    await server.ended;
  }, 120_000);

  it('says before it trains that the server wants another token, or that the command line is wrong', async () => {
    const { folder, file, env } = await begin();
    await peasy(folder, ['train', '--config', config('cnn'), '--epochs', '1', '--db', file]);
    const { token } = await peasyJson<{ token: string }>(folder, [
      ...['token', 'add', 'trainer', '--db', file],
    ]);
    const server = new Peasy(folder, [
      ...['serve', '--db', file, '--host', '0.0.0.0', '--port', '0', '--json'],
    ]);
    const { url } = await server.event(({ event }) => event === 'serving');
    const train = (...flags: string[]) =>
      peasy(folder, [...TRAIN, '--epochs', '1', '--server', String(url), ...flags], { env });
    const denied = await train('--token', 'wrong');
    expect(denied.stderr).toMatch(/^peasy: This token is not, or no longer, one of this server's/);
    expect(denied.code).toBe(1);
    expect(events(denied).filter(({ event }) => event === 'epoch')).toEqual([]);
    expect((await train('--token', token)).code).toBe(0);
    const [run] = await peasyJson<{ argv: string }[]>(folder, [
      ...['query', '--db', file],
      "SELECT environment ->> 'argv' AS argv FROM run_details ORDER BY run_id DESC",
    ]);
    expect(run.argv).toMatch(/--token TOKEN$/);
    const resumed = await train('--resume', 'latest');
    expect(resumed.stderr).toMatch(/Expected no --resume beside --server/);
    expect(resumed.code).toBe(2);
    server.kill('SIGTERM');
    await server.ended;
  });
});
