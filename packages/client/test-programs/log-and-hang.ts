/**
 * Logs a run to a server, flushes nothing, and stays: `log-and-hang URL FOLDER STEPS`. Prints the id of
 * the run when everything is in the spool.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../src/node/index.js';
import { point, sampleStart, smallWeights, valueAt } from './sample-start.js';

const [url, folder, steps] = process.argv.slice(2);
const run = await connect({ url, folder }).startRun(sampleStart(), { waitMs: 100 });
for (let step = 0; step < Number(steps); step++) {
  run.logMetrics([point('loss', step, valueAt(step))]);
  if (step % 100 === 0) await sleep(1);
}
run.setTags({ from: 'the spool' });
await run.saveSnapshot({
  step: Number(steps),
  epoch: 1,
  reasons: ['last'],
  weights: smallWeights(3),
});
await run.saveArtifact({ path: 'a/b.txt', bytes: Buffer.from('kept'), mediaType: 'text/plain' });
process.stdout.write(`${run.runId}\n`);
await sleep(1e6);
