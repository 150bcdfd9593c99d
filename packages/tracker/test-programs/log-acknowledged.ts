/**
 * Once the file GATE is there, logs value i / 3 at step i for so long, and once at least, straight into the file of a
 * record or through its server, and ends without a goodbye: `log-acknowledged TARGET SECONDS GATE`.
 * Prints the run and how many points were acknowledged.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../src/store/store.js';
import { StoreError } from '../src/store/store-error.js';
import { sampleStart } from './sample-start.js';

const BATCH = 50;
const [target, seconds, gate] = process.argv.slice(2);
process.stdout.write('ready\n');
while (!existsSync(gate)) await sleep(5);
const end = Date.now() + Number(seconds) * 1000;
const log = target.startsWith('http') ? await throughServer() : straight();
let acknowledged = 0;
// One that the others starved has at least something to be held to.
while (Date.now() < end || acknowledged === 0) {
  await log(acknowledged);
  acknowledged += BATCH;
}
process.stdout.write(`${JSON.stringify({ runId: log.runId, acknowledged })}\n`, () =>
  process.exit(),
);

type Log = ((first: number) => Promise<void>) & { readonly runId: string };

function straight(): Log {
  const logger = openStore({ file: target }).startRun(sampleStart());
  const log = async (first: number) => {
    const points = Array.from({ length: BATCH }, (_, i) => first + i);
    logger.logMetrics(
      points.map((step) => ({ key: 'm', step, epoch: step, value: step / 3, time: 1000 + step })),
    );
    await untilTaken(() => logger.flush());
  };
  return Object.assign(log, { runId: logger.runId });
}

/** A lock that others hold for long is told; what waits to be written stays. */
async function untilTaken(flush: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await flush();
    } catch (error) {
      if (!(error instanceof StoreError && error.code === 'locked')) throw error;
    }
  }
}

async function throughServer(): Promise<Log> {
  const { run } = (await post('runs/create', { experiment_id: '0' })) as {
    run: { info: { run_id: string } };
  };
  const run_id = run.info.run_id;
  const log = async (first: number) => {
    const metrics = Array.from({ length: BATCH }, (_, i) => {
      const step = first + i;
      return { key: 'm', step, value: step / 3, timestamp: 1000 + step };
    });
    await post('runs/log-batch', { run_id, metrics });
  };
  return Object.assign(log, { runId: run_id });
}

async function post(path: string, body: object): Promise<unknown> {
  for (;;) {
    const response = await fetch(`${target}/api/2.0/mlflow/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok) return response.json();
    if (response.status !== 503) throw new Error(`${response.status} ${await response.text()}`);
  }
}
