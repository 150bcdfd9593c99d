import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { RandomStream } from '@peasy/core';
import { createServer, openStore, type Store } from '@peasy/tracker';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../test-programs/programs.js';
import { point, sampleStart, smallWeights } from '../test-programs/sample-start.js';
import type { SendingEvent } from './sender.js';
import { TrackingClient } from './tracking-client.js';

async function serve(host?: string): Promise<{ store: Store; url: string }> {
  const folder = temporaryFolder();
  const store = openStore({ file: join(folder, 'peasy.db') });
  const server = await createServer({ store, dashboardFolder: folder, port: 0, host });
  onTestFinished(async () => {
    await server.close();
    store.close();
  });
  return { store, url: server.url };
}

/** A server of another kind, which gives everyone the same answer. */
async function answering(status: number, text: string): Promise<string> {
  const server = createHttpServer((_, response) => response.writeHead(status).end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a TrackingClient', () => {
  it('has everything stored once though half of the answers are lost', async () => {
    const { store, url } = await serve();
    const random = new RandomStream(3);
    const asked: string[] = [];
    const lossy: typeof fetch = async (address, options) => {
      const response = await fetch(address, options);
      await response.clone().arrayBuffer();
      asked.push(String(address));
      if (random.uniform() < 0.5) throw new TypeError('the answer was lost');
      return response;
    };
    const client = new TrackingClient({ url, fetch: lossy });
    const run = await client.startRun(sampleStart(), { waitMs: 20_000 });
    for (let step = 0; step < 5; step++) {
      run.logMetrics([point('loss', step, step)]);
      const weights = smallWeights(step);
      await run.saveSnapshot({ step, epoch: step, reasons: ['scheduled'], weights });
      run.logParams({ [`param ${step}`]: step });
    }
    await run.finish('finished');
    expect(store.listRuns().map(({ name }) => name)).toEqual(['cnn']);
    const { snapshots, metrics, status, params } = store.getRun(run.runId);
    expect([snapshots.length, metrics.loss.count, status]).toEqual([5, 5, 'finished']);
    expect(params['param 4']).toBe('4');
    // It was lossy indeed.
    expect(asked.length).toBeGreaterThan(5 * 3 + 2);
  }, 120_000);

  it('says at once that the server wants another token, and for what', async () => {
    const { store, url } = await serve('0.0.0.0');
    const start = (token?: string) => new TrackingClient({ url, token }).startRun(sampleStart());
    const denied = (pattern: RegExp) =>
      expect.objectContaining({ code: 'denied', message: expect.stringMatching(pattern) });
    await expect(start()).rejects.toEqual(denied(/wants a token.*peasy token add/));
    await expect(start('wrong')).rejects.toEqual(denied(/not, or no longer, one of this server/));
    await expect(start(store.addToken('eyes', 'read'))).rejects.toEqual(denied(/role write/));
    const run = await start(store.addToken('hands', 'write'));
    run.logMetrics([point('loss', 0, 1)]);
    store.revokeToken('hands');
    await expect(run.finish('finished')).rejects.toEqual(denied(/no longer.*in memory/));
    expect(store.listRuns()).toHaveLength(1);
  });

  it('goes on without a server that is none of Peasy, and says so', async () => {
    for (const url of [await answering(200, '<html>'), await answering(404, 'none')]) {
      const events: SendingEvent[] = [];
      const client = new TrackingClient({ url, onEvent: (event) => events.push(event) });
      const run = await client.startRun(sampleStart(), { waitMs: 200 });
      await expect(run.flush({ timeoutMs: 10 })).rejects.toThrow(/not as a Peasy server does/);
      expect(events).toMatchObject([{ kind: 'waiting' }]);
    }
    expect(() => new TrackingClient({ url: 'localhost:5050' })).toThrow(
      /Expected the address of a server.*got "localhost:5050"/,
    );
  });

  it('says what the server does not take of a run, before anything is logged', async () => {
    const { store, url } = await serve();
    const network = { name: 'n', input: [8, 8, 3] as const, layers: [] };
    await expect(
      new TrackingClient({ url }).startRun(sampleStart({ network })),
    ).rejects.toMatchObject({ code: 'refused', message: expect.stringMatching(/start\.network/) });
    expect(store.listRuns()).toEqual([]);
  });

  it('ends a run that was purged on the server', async () => {
    const { store, url } = await serve();
    const run = await new TrackingClient({ url }).startRun(sampleStart());
    store.access.connection.sqlite.prepare('DELETE FROM runs').run();
    run.logMetrics([point('loss', 0, 1)]);
    await expect(run.flush()).rejects.toThrow(/There is no run/);
    expect(() => run.logMetrics([point('loss', 1, 1)])).toThrow(/There is no run/);
  });
});
