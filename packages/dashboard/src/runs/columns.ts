import { ACCURACY_WIDTH, EPOCH_WIDTH, LEAK_WIDTH } from './column-widths.js';
import { describeKeyed, keyedColumn } from './keyed-columns.js';

/** Columns of the table of runs that every record has, in the order in which they are offered. */
export const COLUMNS = [
  'name',
  'status',
  'experiment',
  'config',
  'test',
  'best',
  'validation',
  'curve',
  'epochs',
  'dataset',
  'engine',
  'device',
  'seconds',
  'speed',
  'parameters',
  'tags',
  'note',
  'started',
] as const;
export type KnownColumn = (typeof COLUMNS)[number];

/** A column by its name: a known one, or one of a key, such as `best.loss` or `params.seed`. */
export type Column = string;

/** What is shown where nobody chose. */
export const USUAL_COLUMNS: readonly Column[] = COLUMNS.filter(
  (column) =>
    !['experiment', 'validation', 'dataset', 'engine', 'device', 'speed', 'tags', 'note'].includes(
      column,
    ),
);

/** What is in a column: its heading, whether it is a number, how the server sorts by it, how wide it is. */
export interface ColumnDescription {
  readonly title: string;
  /** Where the title is too short to say it. */
  readonly meaning?: string;
  readonly numeric: boolean;
  /** In the server's grammar; left out: it is not sorted by. */
  readonly orderBy?: string;
  /** In pixels, at least; with `grow`, as much of what is left as others with it. */
  readonly width: number;
  readonly grow?: number;
  /** What the server has to send for it: "metrics.KEY", "params.KEY", "environment.KEY" or "note". */
  readonly needs?: string;
}

const INTERVAL = 'with half its 95 % Wilson interval and the number of photos';

const KNOWN: Readonly<Record<KnownColumn, ColumnDescription>> = {
  name: { title: 'Run', numeric: false, orderBy: 'name', width: 140, grow: 2 },
  status: { title: 'Status', numeric: false, orderBy: 'status', width: 84 },
  experiment: {
    ...{ title: 'Experiment', numeric: false, orderBy: 'experiment' },
    width: 90,
    grow: 1,
  },
  config: { title: 'Config', numeric: false, orderBy: 'config', width: 66, grow: 1 },
  dataset: { title: 'Photos', numeric: false, orderBy: 'dataset', width: 64, grow: 1 },
  engine: { title: 'Engine', numeric: false, orderBy: 'engine', width: 76 },
  device: { title: 'Device', numeric: false, orderBy: 'device', width: 90, grow: 1 },
  epochs: {
    ...{ title: 'Epochs', meaning: 'Done of planned', numeric: true, orderBy: 'epochs' },
    width: 58,
  },
  curve: {
    title: 'Curve',
    meaning: 'valAccuracy over the epochs; each run fills the height by itself',
    numeric: false,
    width: 84,
    needs: 'metrics.valAccuracy',
  },
  validation: {
    title: 'Val. acc.',
    meaning: `Last validation accuracy, ${INTERVAL}`,
    numeric: true,
    orderBy: 'metrics.valAccuracy',
    width: ACCURACY_WIDTH,
    needs: 'metrics.valAccuracy',
  },
  best: {
    title: 'Best val.',
    meaning: `Best validation accuracy and the epoch it was reached at, ${INTERVAL}`,
    numeric: true,
    orderBy: 'best.valAccuracy',
    width: ACCURACY_WIDTH + EPOCH_WIDTH,
    needs: 'metrics.valAccuracy',
  },
  test: {
    title: 'Test accuracy',
    meaning: `Accuracy on the test photos, ${INTERVAL}`,
    numeric: true,
    orderBy: 'metrics.testAccuracy',
    width: ACCURACY_WIDTH + LEAK_WIDTH,
    needs: 'metrics.testAccuracy',
  },
  seconds: {
    ...{ title: 'Time', meaning: 'From start to end', numeric: true, orderBy: 'seconds' },
    width: 64,
  },
  speed: {
    title: 'Img/s',
    meaning: 'Training photos a second, last epoch',
    numeric: true,
    orderBy: 'metrics.imagesPerSecond',
    width: 60,
    needs: 'metrics.imagesPerSecond',
  },
  parameters: {
    ...{ title: 'Params', meaning: 'Trainable parameters', numeric: true, orderBy: 'parameters' },
    width: 58,
  },
  tags: { title: 'Tags', numeric: false, width: 120, grow: 1 },
  note: { title: 'Note', numeric: false, width: 160, grow: 2, needs: 'note' },
  started: { title: 'Started', numeric: true, orderBy: 'start_time', width: 84 },
};

/** What is in a column; undefined for a name that is none. */
export function describeColumn(column: Column): ColumnDescription | undefined {
  if (Object.hasOwn(KNOWN, column)) return KNOWN[column as KnownColumn];
  const keyed = keyedColumn(column);
  return keyed && describeKeyed(keyed);
}

/** Whether a name is one of a column. */
export function isColumn(text: string): boolean {
  return describeColumn(text) !== undefined;
}

/** Whether the table can be sorted by a column. */
export function isSortable(column: Column): boolean {
  return describeColumn(column)?.orderBy !== undefined;
}

/** Whether a column's first click shows its largest value on top. */
export function startsDescending(column: Column): boolean {
  return describeColumn(column)?.numeric ?? false;
}

/** What comes on top, in words: "Largest first". */
export function orderWords(column: Column, descending: boolean): string {
  if (column === 'started') return descending ? 'Newest first' : 'Oldest first';
  if (startsDescending(column)) return descending ? 'Largest first' : 'Smallest first';
  return descending ? 'Z to A' : 'A to Z';
}
