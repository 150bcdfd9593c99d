import type { RunGroup, RunIdList } from '../api/many-runs.js';
import type { RunRow } from '../api/types.js';
import type { RecordAccess } from './record-access.js';
import { type RowColumns, runRows } from './run-rows.js';
import { groupRuns } from './search/group-runs.js';
import { countRuns, type RunSelection, searchRuns } from './search/search-runs.js';
import { StoreError } from './store-error.js';

/** Which runs, in which order, and which of them. */
export interface RunPageQuery {
  /** Those in the trash instead of those outside. */
  readonly trash?: boolean;
  /** In MLflow's grammar: "metrics.valAccuracy > 0.8 and params.optimizer.kind = 'adamw'". */
  readonly filter?: string;
  /** "metrics.valAccuracy DESC", "best.valAccuracy DESC", "params.seed", "start_time". Default: newest first. */
  readonly orderBy?: readonly string[];
  /** Words that are in the name, the id, another word of the run or a tag, in any case. */
  readonly search?: string;
  /** Of metrics those that are named, such as "metrics.loss"; these params, such as "params.seed"; "note"; of the environment those that are named, such as "environment.node". Default: all metrics, nothing else. */
  readonly columns?: readonly string[];
  readonly limit?: number;
  readonly offset?: number;
}

/** Some runs of those that a query finds. */
export interface RunPage {
  readonly runs: readonly RunRow[];
  /** How many it finds. */
  readonly total: number;
}

/** Runs of a page unless asked otherwise, and at most. */
const USUAL_LIMIT = 100;
const MOST_RUNS = 10_000;
const MOST_IDS = 1_000_000;

/** Finds, orders and counts runs in SQL, and reads the rows of one page. @throws StoreError for a filter or an order that is not in the grammar. */
export function pageRuns(
  { connection, search: searching }: RecordAccess,
  query: RunPageQuery,
  lostAfterSeconds: number,
): RunPage {
  const { filter = '', orderBy = [], search = '', trash = false } = query;
  const { limit = USUAL_LIMIT, offset = 0 } = query;
  requireWhole('limit', limit, MOST_RUNS);
  requireWhole('offset', offset, Number.MAX_SAFE_INTEGER);
  const selection: RunSelection = { filter, trash, words: wordsOf(search) };
  const ids = searchRuns(searching, { ...selection, orderBy, limit, offset });
  const rows = new Map(
    runRows(connection, { ids }, lostAfterSeconds, columnsOf(query.columns)).map(
      (row) => [row.id, row] as const,
    ),
  );
  // A run may have been purged between the two.
  const runs = ids.flatMap((id) => rows.get(id) ?? []);
  return { runs, total: countRuns(searching, selection) };
}

/** Ids of the runs that a query finds, in its order; all of them unless asked otherwise. @throws StoreError like pageRuns. */
export function runIds({ search: searching }: RecordAccess, query: RunPageQuery): RunIdList {
  const { filter = '', orderBy = [], search = '', trash = false } = query;
  const { limit = MOST_IDS, offset = 0 } = query;
  requireWhole('limit', limit, MOST_IDS);
  requireWhole('offset', offset, Number.MAX_SAFE_INTEGER);
  const selection: RunSelection = { filter, trash, words: wordsOf(search) };
  const ids = searchRuns(searching, { ...selection, orderBy, limit, offset });
  return { ids, total: countRuns(searching, selection) };
}

/** Which runs are grouped, and by what, as order_by takes it: "params.seed", "config", "tags.team DESC". */
export interface RunGroupQuery extends Pick<RunPageQuery, 'trash' | 'filter' | 'search'> {
  readonly by: string;
  /** As order_by takes it: "best.valAccuracy". With it groups say the states of their runs and the metric over them. */
  readonly metric?: string;
}

/** How many of the runs that a query finds have which value. @throws StoreError for what runs are not grouped by, or a filter that is not in the grammar. */
export function groupedRuns(
  { search: searching }: RecordAccess,
  { by, metric, filter = '', search = '', trash = false }: RunGroupQuery,
  lostAfterSeconds: number,
): RunGroup[] {
  const selection = { filter, trash, words: wordsOf(search) };
  return groupRuns(searching, selection, { by, metric, lostAfterSeconds });
}

function columnsOf(columns: readonly string[] | undefined): RowColumns {
  if (!columns) return {};
  const named = columns.map(columnOf);
  const keysOf = (kind: string) =>
    named.filter((column) => column.kind === kind).map(({ key }) => key);
  const environment = keysOf('environment');
  return {
    params: keysOf('params'),
    metrics: [...new Set(keysOf('metrics'))],
    ...(environment.length > 0 && { environment }),
    ...(named.some(({ kind }) => kind === 'note') && { note: true }),
  };
}

/** @throws StoreError for a name that is none. */
function columnOf(name: string): { readonly kind: string; readonly key: string } {
  const [, kind, key] = /^(params|metrics|environment)\.(.+)$/s.exec(name) ?? [];
  if (kind !== undefined) return { kind, key };
  if (name === 'note') return { kind: 'note', key: '' };
  throw new StoreError(
    'invalid',
    `Expected a column to be params.KEY, metrics.KEY, environment.KEY or note, got "${name}".`,
  );
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

function requireWhole(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new StoreError(
    'invalid',
    `Expected ${name} to be a whole number from 0 to ${most}, got ${value}.`,
  );
}
