import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work on the record in steps, between which others may have their turn. */
export type Steps<T> = Generator<void, T, void>;

/** Does all steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does step by step, and lets requests and timers have their turn between two. Rejects where it is stopped between two. */
export async function inTurns<T>(steps: Steps<T>, stop?: AbortSignal): Promise<T> {
  for (;;) {
    stop?.throwIfAborted();
    const step = steps.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
