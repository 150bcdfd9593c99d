import { buildWorker } from './build-worker.js';

await buildWorker();
