import type { Series } from '../api/types.js';
import type { ExportedRun } from './exported-run.js';

/** One way to write runs down. Runs come one after the other, so that only one's points are held. */
export interface Exporter {
  /** @param series every metric of the run, whole. */
  add(run: ExportedRun, series: readonly Series[]): void | Promise<void>;
  /** Called once, after the last run. */
  finish(): void | Promise<void>;
}
