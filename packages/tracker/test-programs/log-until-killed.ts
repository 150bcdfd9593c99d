/** Logs a point every few milliseconds until it is killed: `log-until-killed FILE [starve]`. */
import { openStore } from '../src/store/store.js';
import { sampleStart } from './sample-start.js';

const [file, mode] = process.argv.slice(2);
const store = openStore({ file });
const logger = store.startRun(sampleStart());
process.stdout.write(`${logger.runId}\n`);

function log(step: number): void {
  const time = Date.now();
  logger.logMetrics([{ key: 'stepLoss', step, epoch: step / 100, value: 1 / (step + 1), time }]);
}

if (mode === 'starve') {
  // A training loop whose awaits all resolve at once never lets a timer fire.
  for (let step = 0; ; step++) {
    log(step);
    const until = Date.now() + 5;
    while (Date.now() < until) await Promise.resolve();
  }
} else {
  let step = 0;
  setInterval(() => log(step++), 5);
}
