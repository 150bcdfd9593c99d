import type { RunRow } from '../api/types.js';
import type { RecordAccess } from './record-access.js';
import { runRows } from './run-rows.js';
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
  /** Words that are in the name, the config or the experiment, in any case. */
  readonly search?: string;
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
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const selection: RunSelection = { filter, trash, words };
  const ids = searchRuns(searching, { ...selection, orderBy, limit, offset });
  const rows = new Map(
    runRows(connection, { ids }, lostAfterSeconds).map((row) => [row.id, row] as const),
  );
  // A run may have been purged between the two.
  const runs = ids.flatMap((id) => rows.get(id) ?? []);
  return { runs, total: countRuns(searching, selection) };
}

function requireWhole(name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return;
  throw new StoreError(
    'invalid',
    `Expected ${name} to be a whole number from 0 to ${most}, got ${value}.`,
  );
}
