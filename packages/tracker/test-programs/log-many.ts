/** Once the file GATE is there, logs points of one run and finishes it: `log-many FILE COUNT GATE`. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../src/store/store.js';
import { sampleStart } from './sample-start.js';

const [file, count, gate] = process.argv.slice(2);
process.stdout.write('ready\n');
while (!existsSync(gate)) await sleep(1);
const store = openStore({ file });
const logger = store.startRun(sampleStart());
for (let step = 0; step < Number(count); step++) {
  logger.logMetrics([{ key: 'stepLoss', step, epoch: step / 100, value: step, time: Date.now() }]);
  // Many small transactions, so that the writers really meet.
  if (step % 20 === 0) await logger.flush();
}
await logger.finish('finished');
store.close();
