import { decodeNumber, type JsonNumber, wilsonInterval } from '@peasy/core';
import type { RunDetail } from '../../api/types.js';

/** An accuracy with what makes it worth something. */
export interface Measured {
  /** Of the run. */
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** How many of the n photos the run trained on. */
  readonly leaked: number;
}

/** A run's accuracy on its test photos, if it was tested. */
export function testOf(run: RunDetail): Measured | undefined {
  const { split, metrics } = run;
  return split
    ? measured(run, metrics.testAccuracy?.last, split.test, split.testAlsoTrained)
    : undefined;
}

/** A run's last accuracy on its validation photos. */
export function validationOf(run: RunDetail): Measured | undefined {
  const { split, metrics } = run;
  if (!split) return undefined;
  return measured(run, metrics.valAccuracy?.last, split.validation, split.validationAlsoTrained);
}

/** A run's best accuracy on its validation photos. */
export function bestValidationOf(run: RunDetail): Measured | undefined {
  const { split, metrics } = run;
  if (!split) return undefined;
  return measured(run, metrics.valAccuracy?.best, split.validation, split.validationAlsoTrained);
}

/** A run's last accuracy on the photos that it trained on, while it did. */
export function trainingOf(run: RunDetail): Measured | undefined {
  const { split, metrics } = run;
  return split ? measured(run, metrics.accuracy?.last, split.train, split.train) : undefined;
}

function measured(
  { id, name }: RunDetail,
  last: JsonNumber | null | undefined,
  n: number,
  leaked: number,
): Measured | undefined {
  if (last === undefined || last === null || n === 0) return undefined;
  const value = decodeNumber(last);
  if (!(value >= 0 && value <= 1)) return undefined;
  const { low, high } = wilsonInterval(Math.round(value * n), n);
  return { id, name, value, low, high, n, leaked };
}

/** "0.874, 0.860 to 0.887 (n = 2,400)" */
export function measuredText({ value, low, high, n }: Measured): string {
  const digits = (one: number) => one.toFixed(3);
  return `${digits(value)}, ${digits(low)} to ${digits(high)} (n = ${count(n)})`;
}

/** "2,400" */
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}
