import { KernelsError } from '../kernels-error.js';

/** Node would not start a worker thread. */
export class ThreadsRefused extends KernelsError {
  constructor(threads: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `Expected to start ${threads - 1} worker threads, Node refused: ${reason}. Compute on one thread, or allow workers (--allow-worker, where Node runs with permissions).`,
      { cause },
    );
  }
}
