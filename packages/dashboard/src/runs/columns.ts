import type { RunRow } from '@peasy/tracker/api';
import { bestValidation, lastValidation, testAccuracy } from './accuracy.js';
import { lastOf } from './metric.js';

/** Columns of the table of runs, in reading order; the address names the sorted one. */
export const COLUMNS = [
  'name',
  'status',
  'config',
  'dataset',
  'engine',
  'epochs',
  'validation',
  'best',
  'test',
  'seconds',
  'speed',
  'parameters',
  'started',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What is in a column: its heading, whether it is a number, and what it sorts by. */
export interface ColumnDescription {
  readonly title: string;
  /** Where the title is too short to say it. */
  readonly meaning?: string;
  readonly numeric: boolean;
  readonly value: (run: RunRow) => string | number | null | undefined;
}

/** Every column by its name. */
export const COLUMN_DESCRIPTIONS: Readonly<Record<Column, ColumnDescription>> = {
  name: { title: 'Run', numeric: false, value: (run) => run.name },
  status: { title: 'Status', numeric: false, value: (run) => run.status },
  config: { title: 'Config', numeric: false, value: (run) => run.config },
  dataset: { title: 'Photos', numeric: false, value: (run) => run.dataset },
  engine: { title: 'Engine', numeric: false, value: (run) => run.engine },
  epochs: {
    title: 'Epochs',
    meaning: 'Done of planned',
    numeric: true,
    value: (run) => run.epochs,
  },
  validation: {
    title: 'Val. acc.',
    meaning: 'Last validation accuracy',
    numeric: true,
    value: (run) => lastValidation(run)?.value,
  },
  best: {
    title: 'Best val.',
    meaning: 'Best validation accuracy and the epoch it was reached at',
    numeric: true,
    value: (run) => bestValidation(run)?.value,
  },
  test: {
    title: 'Test accuracy',
    meaning: 'With half its 95 % Wilson interval and the number of photos',
    numeric: true,
    value: (run) => testAccuracy(run)?.value,
  },
  seconds: {
    title: 'Time',
    meaning: 'From start to end',
    numeric: true,
    value: (run) => run.seconds,
  },
  speed: {
    title: 'Img/s',
    meaning: 'Training photos a second, last epoch',
    numeric: true,
    value: (run) => lastOf(run, 'imagesPerSecond'),
  },
  parameters: {
    title: 'Params',
    meaning: 'Trainable parameters',
    numeric: true,
    value: (run) => run.parameters,
  },
  started: { title: 'Started', numeric: true, value: (run) => Date.parse(run.startedAt) },
};

/** Whether a column's first click shows its largest value on top. */
export function startsDescending(column: Column): boolean {
  return COLUMN_DESCRIPTIONS[column].numeric;
}

/** What comes on top, in words: "Largest first". */
export function orderWords(column: Column, descending: boolean): string {
  if (column === 'started') return descending ? 'Newest first' : 'Oldest first';
  if (COLUMN_DESCRIPTIONS[column].numeric) return descending ? 'Largest first' : 'Smallest first';
  return descending ? 'Z to A' : 'A to Z';
}

/** Runs in the order of a column; those without a value, or with NaN, come last both ways. Equal ones keep their order. */
export function sortRuns(
  runs: readonly RunRow[],
  column: Column,
  descending: boolean,
): readonly RunRow[] {
  const { value } = COLUMN_DESCRIPTIONS[column];
  const direction = descending ? -1 : 1;
  return [...runs].sort((a, b) => {
    const [first, second] = [value(a), value(b)];
    const [firstMissing, secondMissing] = [isMissing(first), isMissing(second)];
    if (firstMissing || secondMissing) return Number(firstMissing) - Number(secondMissing);
    return direction * compareValues(first!, second!);
  });
}

function isMissing(value: string | number | null | undefined): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function compareValues(first: string | number, second: string | number): number {
  if (typeof first === 'number' && typeof second === 'number') return first - second;
  // cnn-9 before cnn-10.
  return String(first).localeCompare(String(second), 'en', { numeric: true });
}
