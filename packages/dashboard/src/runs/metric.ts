import { decodeNumber } from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';

/** The last value of a metric, NaN and all; undefined where the run has none. */
export function lastOf(run: RunRow, key: string): number | undefined {
  const summary = run.metrics[key];
  return summary && decodeNumber(summary.last);
}

/** Seconds that an epoch takes: the run's seconds over its epochs, or the last epoch's where that is all there is. */
export function secondsAnEpoch(run: RunRow): number | undefined {
  return lastOf(run, 'seconds');
}

/** Seconds left until a running run is through, by its last epoch. */
export function secondsLeft(run: RunRow): number | undefined {
  const epoch = secondsAnEpoch(run);
  if (run.status !== 'running' || run.epochsPlanned === null || !epoch) return undefined;
  return Math.max(0, run.epochsPlanned - run.epochs) * epoch;
}
