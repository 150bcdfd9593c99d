import { decodeNumber, type Interval, type JsonNumber, wilsonInterval } from '@peasy/core';
import type { RunRow } from '@peasy/tracker';

/** An accuracy with what makes it worth something. */
export interface Measured {
  readonly accuracy: number;
  /** Photos that it was measured on. */
  readonly n: number;
  readonly correct: number;
  /** 95 %, by Wilson. */
  readonly interval: Interval;
  /** Of the n photos, how many were trained on: above 0, it is none. */
  readonly alsoTrained: number;
  /** Of the others, how many have a near-duplicate that was; null: nobody counted. */
  readonly nearTrained: number | null;
}

/** A run's last test accuracy; undefined before its test, and without a split. */
export function testMeasured(run: RunRow): Measured | undefined {
  return measured(run, run.metrics.testAccuracy?.last, 'test');
}

/** A run's best validation accuracy. */
export function bestValidationMeasured(run: RunRow): Measured | undefined {
  return measured(run, run.metrics.valAccuracy?.best, 'validation');
}

/** The accuracies of a run for machines, beside what the API says of it. */
export function withMeasured<T extends RunRow>(run: T) {
  const measured = {
    test: testMeasured(run) ?? null,
    bestValidation: bestValidationMeasured(run) ?? null,
  };
  return { ...run, measured };
}

function measured(
  { split }: RunRow,
  value: JsonNumber | null | undefined,
  part: 'test' | 'validation',
): Measured | undefined {
  const n = split?.[part] ?? 0;
  if (!split || n === 0 || value === null || value === undefined) return undefined;
  const accuracy = decodeNumber(value);
  if (!(accuracy >= 0 && accuracy <= 1)) return undefined;
  const correct = Math.round(accuracy * n);
  return {
    ...{ accuracy, n, correct, interval: wilsonInterval(correct, n) },
    alsoTrained: split[`${part}AlsoTrained`],
    nearTrained: split[`${part}NearTrained`] ?? null,
  };
}
