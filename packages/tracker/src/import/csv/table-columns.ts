import { parseTime } from '../../export/iso-time.js';
import { StoreError } from '../../store/store-error.js';
import { numberIn } from './cells.js';

/** Which columns of a table are what; the others are metrics. Places are from 0 on. */
export interface TableColumns {
  readonly names: readonly string[];
  readonly step: number | undefined;
  readonly epoch: number | undefined;
  readonly time: number | undefined;
  /** A row is one value, of the metric that it names. */
  readonly long: LongColumns | undefined;
}

/** Columns of a table with a row a value. */
export interface LongColumns {
  readonly metric: number;
  readonly value: number;
  readonly run: number | undefined;
  readonly name: number | undefined;
}

const STEP = ['step', '_step', 'global_step', 'iteration', 'iter'];
const EPOCH = ['epoch'];
const TIME = ['time', '_timestamp', 'timestamp', 'wall_time', 'wall time', 'datetime', 'date'];

/** Finds the columns by their names, whatever their case. @throws StoreError for two columns of one name. */
export function findColumns(head: readonly (string | null)[], file: string): TableColumns {
  const names = head.map((cell) => cell?.trim() ?? '');
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new StoreError('invalid', `${file} has two columns "${twice}". Rename one of them.`);
  }
  const lower = names.map((name) => name.toLowerCase());
  const find = (words: readonly string[]) => {
    const at = words.map((word) => lower.indexOf(word)).find((place) => place >= 0);
    return at;
  };
  const step = find(STEP);
  const metric = find(['metric', 'key']);
  const value = find(['value']);
  const long =
    metric !== undefined && value !== undefined && step !== undefined
      ? { metric, value, run: find(['run', 'run_id']), name: find(['name', 'run_name']) }
      : undefined;
  return { names, step, epoch: find(EPOCH), time: find(TIME), long };
}

/** Smallest number that is taken for seconds since 1970: 1973. */
const SECONDS = 1e8;

/** Milliseconds since 1970 of a date, of seconds, or of milliseconds; undefined: it is no time of day, but how long something took. */
export function timeIn(cell: string): number | undefined {
  const number = numberIn(cell);
  if (number === undefined) {
    const time = parseTime(cell.trim());
    return Number.isNaN(time) ? undefined : time;
  }
  if (number < SECONDS) return undefined;
  return number < SECONDS * 1000 ? Math.round(number * 1e6) / 1e3 : number;
}
