import { setImmediate } from 'node:timers/promises';

/** Milliseconds of computing after which timers and signals get their turn. */
const LONGEST_HOLD = 25;

/**
 * Lets the event loop run now and then. An engine that computes on this thread resolves its
 * promises in microtasks, and without a pause no signal, heartbeat or flush would come through.
 */
export class BreathingRoom {
  #since = performance.now();

  /**
   * Resolves at once, or after one turn of the event loop when the last was too long ago.
   * @param now what performance.now() said a moment ago, for a caller who knows
   */
  async pause(now = performance.now()): Promise<void> {
    if (now - this.#since < LONGEST_HOLD) return;
    await setImmediate();
    this.#since = performance.now();
  }
}
