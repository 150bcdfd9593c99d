import type { RunRow } from '../api/types.js';
import type { RecordAccess } from './record-access.js';
import { type RowColumns, runRows } from './run-rows.js';
import {
  countRuns,
  type FoundGroup,
  groupRuns,
  type RunSelection,
  searchRuns,
} from './search/search-runs.js';
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
  /** Of metrics those that are named, such as "metrics.loss", and these params, such as "params.seed". Default: all metrics, no param. */
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

/** Which runs are grouped, and by what, as order_by takes it: "params.seed", "config", "tags.team DESC". */
export interface RunGroupQuery extends Pick<RunPageQuery, 'trash' | 'filter' | 'search'> {
  readonly by: string;
}

/** How many of the runs that a query finds have which value. @throws StoreError for what runs are not grouped by, or a filter that is not in the grammar. */
export function groupedRuns(
  { search: searching }: RecordAccess,
  { by, filter = '', search = '', trash = false }: RunGroupQuery,
): FoundGroup[] {
  return groupRuns(searching, { filter, trash, words: wordsOf(search) }, by);
}

function columnsOf(columns: readonly string[] | undefined): RowColumns {
  if (!columns) return {};
  const named = columns.map(columnOf);
  const keysOf = (kind: string) =>
    named.filter((column) => column.kind === kind).map(({ key }) => key);
  return { params: keysOf('params'), metrics: [...new Set(keysOf('metrics'))] };
}

/** @throws StoreError for a name that is none. */
function columnOf(name: string): { readonly kind: string; readonly key: string } {
  const [, kind, key] = /^(params|metrics)\.(.+)$/s.exec(name) ?? [];
  if (kind !== undefined) return { kind, key };
  throw new StoreError(
    'invalid',
    `Expected a column to be params.KEY or metrics.KEY, got "${name}".`,
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
