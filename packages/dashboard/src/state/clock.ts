import { Observers } from './observers.js';

const TICK_MS = 30_000;

/** Tells now and then that time has passed, for "4 min ago" to stay true. Runs only while somebody listens. */
export class Clock extends Observers {
  #timer: ReturnType<typeof setInterval> | undefined;
  #listeners = 0;

  override subscribe(callback: () => void): () => void {
    const stop = super.subscribe(callback);
    this.#listeners++;
    this.#timer ??= setInterval(() => this.notify(), TICK_MS);
    return () => {
      stop();
      this.#listeners--;
      if (this.#listeners > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }
}
