import { decodeNumber, nearestWord, type RunStatus } from '@peasy/core';
import type { RunRow } from '../api/types.js';
import type { Connection } from './connection.js';
import { runRows } from './run-rows.js';
import { StoreError } from './store-error.js';

/** Columns of a run that a list can be sorted by, beside its metrics. */
export const SORT_COLUMNS = [
  'startedAt',
  'name',
  'experiment',
  'config',
  'status',
  'seconds',
  'epochs',
  'parameters',
  'multiplyAdds',
] as const;

/** Which runs, and in which order. */
export interface ListOptions {
  /** Runs in the trash instead of those outside. */
  readonly trash?: boolean;
  readonly experiment?: string;
  readonly status?: RunStatus;
  readonly config?: string;
  /** Part of the name, in any case. */
  readonly nameContains?: string;
  /**
   * A column, or a metric by its best value ("valAccuracy"), or by its last ("valAccuracy.last").
   * Runs without the value come last, either way. Default: startedAt.
   */
  readonly sort?: string;
  /** Default: true for startedAt, else false. */
  readonly descending?: boolean;
  readonly limit?: number;
}

/** Lists runs. @throws StoreError for a sort key that no run has. */
export function listRuns(
  connection: Connection,
  options: ListOptions,
  lostAfterSeconds: number,
): RunRow[] {
  const { trash = false, experiment, status, config, limit = Infinity } = options;
  const wanted = options.nameContains?.toLowerCase() ?? '';
  const { sort = 'startedAt', descending = true } = options;
  const isNewestFirst = sort === 'startedAt' && descending;
  // Where nothing else is asked of a row, the others are not read at all.
  const inSql = isNewestFirst && status === undefined && wanted === '' ? limit : undefined;
  const filter = { trash, experiment, config, limit: inSql };
  const rows = runRows(connection, filter, lostAfterSeconds).filter(
    (row) =>
      (status === undefined || row.status === status) && row.name.toLowerCase().includes(wanted),
  );
  return sorted(rows, options).slice(0, limit);
}

function sorted(rows: RunRow[], { sort = 'startedAt', descending }: ListOptions): RunRow[] {
  const down = descending ?? sort === 'startedAt';
  const read = readerOf(rows, sort);
  return rows
    .map((row) => ({ row, value: read(row) }))
    .sort((a, b) => {
      if (isMissing(a.value) || isMissing(b.value)) {
        return Number(isMissing(a.value)) - Number(isMissing(b.value));
      }
      const order = compare(a.value, b.value);
      return down ? -order : order;
    })
    .map(({ row }) => row);
}

type Sortable = string | number | null;

function readerOf(rows: readonly RunRow[], sort: string): (row: RunRow) => Sortable {
  const column = SORT_COLUMNS.find((name) => name === sort);
  if (column) return (row) => row[column];
  const [, key, part] = /^(.+?)(?:\.(best|last|min|max))?$/.exec(sort) ?? [];
  const metrics = new Set(rows.flatMap((row) => Object.keys(row.metrics)));
  if (rows.length > 0 && !metrics.has(key)) {
    const near = nearestWord(sort, [...SORT_COLUMNS, ...metrics]);
    throw new StoreError(
      'invalid',
      `No run has "${sort}" to sort by.${near ? ` Did you mean ${near}?` : ''} There are: ${[...SORT_COLUMNS, ...metrics].join(', ')}.`,
    );
  }
  const field = (part ?? 'best') as 'best' | 'last' | 'min' | 'max';
  return (row) => {
    const value = row.metrics[key]?.[field];
    return value === undefined || value === null ? null : decodeNumber(value);
  };
}

function isMissing(value: Sortable): value is null {
  return value === null || Number.isNaN(value);
}

function compare(a: Sortable, b: Sortable): number {
  if (typeof a === 'string' && typeof b === 'string') {
    return a.localeCompare(b, 'en', { numeric: true });
  }
  // Not by subtraction: of two infinities it is NaN.
  return Number(a! > b!) - Number(a! < b!);
}
