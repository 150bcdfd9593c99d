import { decodeNumber } from '@peasy/core';
import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { formatSignificant } from '../format/number.js';
import {
  type Accuracy,
  accuracyOver,
  formatAccuracy,
  formatSampleSize,
  photosBehind,
} from '../runs/accuracy.js';
import { leakWarning, validationLeakWarning } from '../runs/leak.js';

/** Something that every run has a value of, or none. */
export interface RunValue {
  readonly key: string;
  readonly label: string;
  /** Names of the values where they are words, by alphabet; undefined: numbers. */
  readonly words: readonly string[] | undefined;
  /** A run each, as a number: the place among the words where they are words. */
  readonly values: readonly (number | undefined)[];
  /** A run each: the photos that its value is the share classified right of, where it is one. */
  readonly photos?: readonly (number | undefined)[];
  /** A run each: what makes its value worth less, in words. */
  readonly leaks?: readonly (string | undefined)[];
}

/** The interval of a run's value, where it is a share of photos. */
export function accuracyOfRun({ values, photos }: RunValue, run: number): Accuracy | undefined {
  const [value, n] = [values[run], photos?.[run]];
  return value === undefined || n === undefined ? undefined : accuracyOver(value, n);
}

/** A run's value in words: with its interval, n and what leaks where it is a share of photos. */
export function wordsOfRun(of: RunValue, run: number): string {
  const accuracy = accuracyOfRun(of, run);
  if (accuracy) {
    const leak = of.leaks?.[run];
    const words = `${formatAccuracy(accuracy)} (${formatSampleSize(accuracy)})`;
    return leak === undefined ? words : `${words}: ${leak}`;
  }
  const value = of.values[run];
  return value === undefined ? 'none' : (of.words?.[value] ?? formatSignificant(value));
}

/** Metrics by their best value, and what a run cost. */
const ATTRIBUTES: readonly (readonly [
  string,
  string,
  (run: RunRow) => number | null | undefined,
])[] = [
  ['parameters', 'Parameters', (run) => run.parameters],
  ['multiplyAdds', 'Multiply-adds', (run) => run.multiplyAdds],
  ['seconds', 'Time, s', (run) => run.seconds],
  ['epochs', 'Epochs', (run) => run.epochs],
];

/** Results, which stand last: what everything else is for. */
const RESULTS = ['loss', 'accuracy', 'valLoss', 'valAccuracy', 'testLoss', 'testAccuracy'];
const RESULT_LABELS: Readonly<Record<string, string>> = {
  loss: 'Best training loss',
  accuracy: 'Best training accuracy',
  valLoss: 'Best validation loss',
  valAccuracy: 'Best validation accuracy',
  testLoss: 'Test loss',
  testAccuracy: 'Test accuracy',
};

/** What leaks into a result. */
const LEAKS: Readonly<Record<string, typeof leakWarning>> = {
  valAccuracy: validationLeakWarning,
  testAccuracy: leakWarning,
};

/** A value of words with more of them is left out: names, notes. */
const MOST_WORDS = 12;
/** A longer text is no value of an axis. */
const LONGEST = 60;

/** What runs differ in: params first, then cost, then results. Params of runs whose details are not there yet are missing. */
export function runValues(
  runs: readonly RunRow[],
  details: ReadonlyMap<string, RunDetail>,
): readonly RunValue[] {
  const params = runs.map(({ id }) => details.get(id)?.params ?? {});
  const keys = [...new Set(params.flatMap((one) => Object.keys(one)))].sort();
  return [
    ...keys.map((key) =>
      paramValue(
        key,
        params.map((one) => one[key]),
      ),
    ),
    ...ATTRIBUTES.map(([key, label, of]) => ({
      ...{ key, label, words: undefined },
      values: runs.map((run) => of(run) ?? undefined),
    })),
    ...RESULTS.map((key) => ({
      ...{ key: `best.${key}`, label: RESULT_LABELS[key], words: undefined },
      values: runs.map((run) => bestOf(run, key)),
      photos: runs.map((run) => photosBehind(run, key)),
      leaks: runs.map(({ split }) => LEAKS[key]?.(split)),
    })),
  ].filter((value): value is RunValue => value !== undefined && differs(value.values));
}

function bestOf(run: RunRow, key: string): number | undefined {
  const best = run.metrics[key]?.best;
  return best === undefined || best === null ? undefined : decodeNumber(best);
}

function paramValue(key: string, texts: readonly (string | undefined)[]): RunValue | undefined {
  const numbers = texts.map((text) =>
    text === undefined || text === '' ? undefined : Number(text),
  );
  if (numbers.every((one) => one === undefined || Number.isFinite(one))) {
    return { key, label: key, words: undefined, values: numbers };
  }
  const short = texts.map((text) =>
    text !== undefined && text.length > LONGEST ? 'its own' : text,
  );
  const words = [...new Set(short.filter((text) => text !== undefined))].sort();
  if (words.length > MOST_WORDS) return undefined;
  const values = short.map((text) => (text === undefined ? undefined : words.indexOf(text)));
  return { key, label: key, words, values };
}

function differs(values: readonly (number | undefined)[]): boolean {
  const known = values.filter((one) => one !== undefined && Number.isFinite(one));
  return new Set(known).size > 1;
}

/** Ranges that runs are picked by: ends of each, by the key of its value. */
export type Brushes = ReadonlyMap<string, readonly [number, number]>;

/** Reads brushes from an address: "key~from~to" with commas between; what is no range is left out. */
export function parseBrushes(text: string | undefined): Brushes {
  const ranges = (text ?? '').split(',').flatMap((part) => {
    const [key, from, to] = part.split('~');
    const ends = [Number(from), Number(to)] as const;
    return key && from && to && ends.every(Number.isFinite) && ends[0] <= ends[1]
      ? [[decodeURIComponent(key), ends] as const]
      : [];
  });
  return new Map(ranges);
}

/** The text that parseBrushes reads. */
export function formatBrushes(brushes: Brushes): string {
  return [...brushes]
    .map(([key, ends]) =>
      [
        encodeURIComponent(key).replaceAll('~', '%7E'),
        ...ends.map((end) => Number(end.toPrecision(6))),
      ].join('~'),
    )
    .join(',');
}

/** Which runs lie in all brushes; one without a value of a brushed axis does not. */
export function pickedBy(values: readonly RunValue[], brushes: Brushes, count: number): boolean[] {
  return Array.from({ length: count }, (_, i) =>
    values.every(({ key, values: of }) => {
      const range = brushes.get(key);
      const value = of[i];
      return !range || (value !== undefined && value >= range[0] && value <= range[1]);
    }),
  );
}
