import { Observers } from '../state/observers.js';

/** Name of the measure in the browser's own timeline. */
export const SLIDE_MEASURE = 'peasy: slider to maps';

/** Time from a move of the slider until the maps of that place are drawn. */
export class SlideTiming extends Observers {
  #since: number | undefined;
  /** Of the last move; undefined before any. */
  milliseconds: number | undefined;

  get isOpen(): boolean {
    return this.#since !== undefined;
  }

  begin(): void {
    this.#since = performance.now();
  }

  end(): void {
    if (this.#since === undefined) return;
    this.milliseconds = performance.now() - this.#since;
    // The newest alone is kept: the timeline would hold all of them as long as the page lives.
    performance.clearMeasures(SLIDE_MEASURE);
    performance.measure(SLIDE_MEASURE, { start: this.#since, duration: this.milliseconds });
    this.#since = undefined;
    this.notify();
  }
}
