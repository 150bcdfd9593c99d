import { connect } from '@peasy/client/node';
import { openStore } from '@peasy/tracker';

// node loop.js: into peasy.db. node loop.js http://127.0.0.1:5050: to a server, which may be away for a while.
const [, , server] = process.argv;
const learningRate = 0.1;
const start = { name: 'line', experiment: 'own loops', params: { learningRate } };
const logger = server
  ? await connect({ url: server }).startRun(start)
  : openStore({ file: 'peasy.db' }).startRun(start);

// The loop is yours: here a line is fitted to y = 3x + 1.
const points = Array.from({ length: 50 }, (_, i) => ({ x: i / 50, y: 3 * (i / 50) + 1 }));
let slope = 0;
let offset = 0;
for (let step = 0; step < 200; step++) {
  const errors = points.map(({ x, y }) => slope * x + offset - y);
  const mean = (/** @type {readonly number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  slope -= learningRate * 2 * mean(errors.map((error, i) => error * points[i].x));
  offset -= learningRate * 2 * mean(errors);
  const loss = mean(errors.map((error) => error ** 2));
  logger.logMetrics([{ key: 'loss', value: loss, step, epoch: step + 1, time: Date.now() }]);
}

const fitted = new TextEncoder().encode(JSON.stringify({ slope, offset }));
await logger.saveArtifact({ path: 'line.json', bytes: fitted, mediaType: 'application/json' });
await logger.finish('finished');
console.log(`run ${logger.runName}: y = ${slope.toFixed(2)}x + ${offset.toFixed(2)}`);
