import {
  decodeNumber,
  type JsonNumber,
  partMeasured,
  type SplitSummary,
  wilsonInterval,
} from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';
import { formatMeasured } from '../format/interval.js';
import { formatCount, NO_BREAK_SPACE } from '../format/number.js';

/** A share of photos classified right, with its 95 % Wilson interval. */
export interface Accuracy {
  readonly value: number;
  /** Photos it was measured on. */
  readonly n: number;
  readonly low: number;
  readonly high: number;
  /** Half the width of the interval. */
  readonly half: number;
}

/** An accuracy and the epoch it was reached at. */
export interface BestAccuracy extends Accuracy {
  readonly epoch: number | null;
}

/** The interval of an accuracy over n photos; undefined where there is no accuracy in 0..1, or no photo. */
export function accuracyOver(value: number, n: number): Accuracy | undefined {
  if (!(value >= 0 && value <= 1) || !(n > 0)) return undefined;
  const { low, high } = wilsonInterval(Math.round(value * n), n);
  return { value, n, low, high, half: (high - low) / 2 };
}

/** Photos of a run that a metric is the share classified right of; undefined for any other metric, and where no split is known. */
export function photosBehind({ split }: RunRow, key: string): number | undefined {
  const part = partMeasured(key);
  return part && split?.[part];
}

/** The run's accuracy on its test photos, once it is known. */
export function testAccuracy(run: RunRow): Accuracy | undefined {
  return measured(run.metrics.testAccuracy?.last, run.split, 'test');
}

/** The last validation accuracy. */
export function lastValidation(run: RunRow): Accuracy | undefined {
  return measured(run.metrics.valAccuracy?.last, run.split, 'validation');
}

/** The best validation accuracy, with its epoch. */
export function bestValidation(run: RunRow): BestAccuracy | undefined {
  const summary = run.metrics.valAccuracy;
  const accuracy = measured(summary?.best, run.split, 'validation');
  return accuracy && { ...accuracy, epoch: summary.bestEpoch };
}

/** "0.874 ± 0.013". */
export function formatAccuracy(accuracy: Accuracy): string {
  return formatMeasured(accuracy);
}

/** "95 % interval 0.8603 to 0.8868, n = 2,400". */
export function formatBounds({ low, high, n }: Accuracy): string {
  return `95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}, n = ${formatCount(n)}`;
}

/** "n = 2,400": the photos that an accuracy was measured on. */
export function formatSampleSize({ n }: Accuracy): string {
  return ['n', '=', formatCount(n)].join(NO_BREAK_SPACE);
}

/** Whether two intervals have a value in common. */
export function overlap(first: Accuracy, second: Accuracy): boolean {
  return first.low <= second.high && second.low <= first.high;
}

function measured(
  value: JsonNumber | null | undefined,
  split: SplitSummary | null,
  role: 'test' | 'validation',
): Accuracy | undefined {
  if (value === null || value === undefined || !split) return undefined;
  return accuracyOver(decodeNumber(value), split[role]);
}
