import { setTimeout as sleep } from 'node:timers/promises';
import { RandomStream } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { emptyFolder, Peasy, peasyJson } from '../../src/peasy.js';

/** PEASY_KILLS=50 for the whole of it; a test run takes a part. */
const KILLS = Number(process.env.PEASY_KILLS ?? 8);
const CLIENTS = 4;
const BATCH = 50;
/** A server lives so long under load, in milliseconds. */
const [SHORTEST, LONGEST] = [50, 800];

/** A client's points: value i at step i, of one metric of one run. */
interface Client {
  readonly key: string;
  /** Points that the server said it has. */
  acknowledged: number;
}

async function call(url: string, path: string, body: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${url}/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

/** Logs batch after batch until the server is gone. */
async function logUntilGone(url: string, run_id: string, client: Client): Promise<void> {
  for (;;) {
    const first = client.acknowledged;
    const metrics = Array.from({ length: BATCH }, (_, i) => ({
      ...{ key: client.key, value: (first + i) / 3, step: first + i, timestamp: 1000 + first + i },
    }));
    try {
      await call(url, 'runs/log-batch', { run_id, metrics });
    } catch (error) {
      // Only a connection that broke is what was meant to happen.
      if (error instanceof TypeError) return;
      throw error;
    }
    client.acknowledged += BATCH;
  }
}

async function serving(folder: string): Promise<{ server: Peasy; url: string }> {
  const server = new Peasy(folder, ['serve', '--port', '0', '--json']);
  const { url } = await server.event(({ event }) => event === 'serving');
  return { server, url: url as string };
}

describe('a server that is killed under load', () => {
  it(
    `has every point that it acknowledged, after ${KILLS} times`,
    async () => {
      const folder = emptyFolder();
      const random = new RandomStream(5);
      const clients: Client[] = Array.from({ length: CLIENTS }, (_, i) => ({
        ...{ key: `metric ${i}`, acknowledged: 0 },
      }));
      let runId: string | undefined;
      for (let kill = 0; kill < KILLS; kill++) {
        const { server, url } = await serving(folder);
        if (runId === undefined) {
          const { run } = await call(url, 'runs/create', { experiment_id: '0', run_name: 'kills' });
          runId = (run as { info: { run_id: string } }).info.run_id;
        }
        const load = clients.map((client) => logUntilGone(url, runId!, client));
        await sleep(SHORTEST + random.below(LONGEST - SHORTEST));
        server.kill('SIGKILL');
        expect((await server.ended).signal).toBe('SIGKILL');
        await Promise.all(load);
      }

      const { findings } = await peasyJson<{ findings: { topic: string; text: string }[] }>(
        folder,
        ['doctor', '--no-speed'],
      );
      expect(findings.find(({ topic }) => topic === 'database')?.text).toContain('intact');
      const { server, url } = await serving(folder);
      const keys = clients.map(({ key }) => `&key=${encodeURIComponent(key)}`).join('');
      const { series } = (await (await fetch(`${url}/api/series?run=${runId}${keys}`)).json()) as {
        series: { key: string; step: number[]; value: number[]; time: number[] }[];
      };
      for (const { key, acknowledged } of clients) {
        expect(acknowledged, key).toBeGreaterThan(BATCH);
        const { step, value, time } = series.find((found) => found.key === key)!;
        // More than that may be there: of a last batch that was written, and whose answer was not.
        expect(step.length).toBeGreaterThanOrEqual(acknowledged);
        expect(step).toEqual(step.map((_, i) => i));
        expect(value).toEqual(step.map((i) => i / 3));
        expect(time).toEqual(step.map((i) => 1000 + i));
      }
      server.kill('SIGTERM');
      expect((await server.ended).code).toBe(0);
    },
    60_000 + KILLS * 10_000,
  );
});
