import { decodeNumber, type JsonNumber, wilsonInterval } from '@peasy/core';
import type { RunDetail } from '../../api/types.js';

/** An accuracy with what makes it worth something. */
export interface Measured {
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
  const last = run.metrics.testAccuracy?.last;
  const n = run.split?.test ?? 0;
  if (last === undefined || n === 0) return undefined;
  const value = decodeNumber(last);
  if (!(value >= 0 && value <= 1)) return undefined;
  const { low, high } = wilsonInterval(Math.round(value * n), n);
  return { name: run.name, value, low, high, n, leaked: run.split?.testAlsoTrained ?? 0 };
}

/** "0.874, 0.860 to 0.887 (n = 2,400)" */
export function measuredText({ value, low, high, n }: Measured): string {
  const digits = (one: number) => one.toFixed(3);
  return `${digits(value)}, ${digits(low)} to ${digits(high)} (n = ${n.toLocaleString('en-GB')})`;
}

/** What can be said of the runs in a sentence: which is better, where that can be told. */
export function sentenceOf(runs: readonly RunDetail[]): string {
  const tested = runs.flatMap((run) => testOf(run) ?? []).sort((a, b) => b.value - a.value);
  const [best, second] = tested;
  if (!best) return 'None of these runs was tested.';
  if (!second) return `${best.name} is right on ${measuredText(best)} of its test photos.`;
  const list = tested.map((one) => `${one.name} ${measuredText(one)}`).join('; ');
  const splits = new Set(runs.map((run) => run.split?.digest));
  if (tested.some(({ leaked }) => leaked > 0)) return `No honest comparison: ${list}.`;
  if (splits.size > 1) {
    return `Tested on different photos, so these do not say which is better: ${list}.`;
  }
  return best.low > second.high
    ? `${best.name} is better than ${second.name} on the same test photos: ${list}. The 95 % intervals do not overlap.`
    : `${best.name} and ${second.name} cannot be told apart on the same test photos: ${list}. The 95 % intervals overlap.`;
}

/** What a reader must know before believing a number. */
export function warningsOf(runs: readonly RunDetail[]): string[] {
  const warnings = runs.flatMap(({ name, split }) =>
    split && split.testAlsoTrained > 0
      ? [
          `${name}: ${split.testAlsoTrained.toLocaleString('en-GB')} of its ${split.test.toLocaleString('en-GB')} test photos were trained on, so its test accuracy is none.`,
        ]
      : [],
  );
  if (new Set(runs.map((run) => run.dataset)).size > 1) {
    warnings.push('The runs are of different photos.');
  }
  return warnings;
}

/** Rows of what the runs were made of, those in which nothing differs left out. */
export function differencesOf(runs: readonly RunDetail[]): [string, ...(string | undefined)[]][] {
  const sources = runs.map((run) => ({
    ...run.params,
    ...Object.fromEntries(
      Object.entries(run.environment)
        .filter(([key]) => key !== 'argv')
        .map(([key, value]) => [`environment.${key}`, text(value)]),
    ),
  }));
  const keys = [...new Set(sources.flatMap((source) => Object.keys(source)))].sort();
  return keys
    .map((key): [string, ...(string | undefined)[]] => [
      key,
      ...sources.map((source) => (source as Record<string, string | undefined>)[key]),
    ])
    .filter(([, ...cells]) => runs.length === 1 || new Set(cells).size > 1);
}

/** The last value of a metric, as a text. */
export function lastText(run: RunDetail, key: string): string | undefined {
  const last: JsonNumber | undefined = run.metrics[key]?.last;
  if (last === undefined) return undefined;
  return Number(decodeNumber(last).toPrecision(5)).toString();
}

function text(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
