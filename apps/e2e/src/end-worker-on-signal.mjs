/** Loaded with `--import` into a program: SIGUSR2 ends the worker thread that it started last, as Node ends one. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  let last;
  process.on('worker', (worker) => {
    last = worker;
  });
  process.on('SIGUSR2', () => void last.terminate());
}
