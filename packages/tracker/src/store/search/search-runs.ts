import { runFilterSql, runOrderSql } from './run-filter.js';
import type { Bound, SearchConnection } from './search-connection.js';

/** Which runs, in which order, and which page of them. */
export interface RunSearch {
  readonly experimentIds: readonly number[];
  readonly filter: string;
  readonly orderBy: readonly string[];
  /** true: only those in the trash; false: only those outside; undefined: both. */
  readonly trash: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Ids of the runs that a search finds, in its order. @throws StoreError for a filter or an order that is not in the grammar. */
export function searchRuns(search: SearchConnection, query: RunSearch): string[] {
  const where = runFilterSql(query.filter);
  const order = runOrderSql(query.orderBy);
  const sql = `
    SELECT r.id FROM runs r JOIN experiments e ON e.id = r.experiment_id
    ${order.joins}
    WHERE r.experiment_id IN (SELECT value FROM json_each(?))
      ${query.trash === undefined ? '' : `AND r.trashed_at IS ${query.trash ? 'NOT ' : ''}NULL`}
      AND ${where.sql}
    ORDER BY ${order.terms} LIMIT ? OFFSET ?`;
  const values: Bound[] = [
    ...order.joinValues,
    JSON.stringify(query.experimentIds),
    ...where.values,
    query.limit,
    query.offset,
  ];
  return search.all<{ id: string }>(sql, values).map(({ id }) => id);
}
