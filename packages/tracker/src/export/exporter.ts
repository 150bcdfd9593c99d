import type { RunDetail, Series } from '../api/types.js';

/** One way to write runs down. Runs come one after the other, so that only one's points are held. */
export interface Exporter {
  /** @param series every metric of the run, whole. */
  add(run: RunDetail, series: readonly Series[]): void | Promise<void>;
  /** Called once, after the last run. */
  finish(): void | Promise<void>;
}
