/** Logs a point every few milliseconds until it is killed: `log-until-killed FILE [starve|snapshots]`. */
import { openStore } from '../src/store/store.js';
import { sampleStart, smallWeights } from './sample-start.js';

const [file, mode] = process.argv.slice(2);
const store = openStore({ file });
const logger = store.startRun(sampleStart());
process.stdout.write(`${logger.runId}\n`);

async function log(step: number): Promise<void> {
  if (mode === 'snapshots' && step % 50 === 0) {
    await logger.saveSnapshot({
      step,
      epoch: step / 100,
      reasons: ['checkpoint'],
      weights: smallWeights(step),
      resume: { optimizerState: new Map(), trainerState: { step } },
    });
  }
  const time = Date.now();
  logger.logMetrics([{ key: 'stepLoss', step, epoch: step / 100, value: 1 / (step + 1), time }]);
}

if (mode === 'starve') {
  // A training loop whose awaits all resolve at once never lets a timer fire.
  for (let step = 0; ; step++) {
    await log(step);
    const until = Date.now() + 5;
    while (Date.now() < until) await Promise.resolve();
  }
} else {
  let step = 0;
  setInterval(() => log(step++), 5);
}
