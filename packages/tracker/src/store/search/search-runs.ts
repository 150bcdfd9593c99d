import { runFilterSql, runOrderSql } from './run-filter.js';
import type { Bound, SearchConnection } from './search-connection.js';

/** Which runs. */
export interface RunSelection {
  /** Left out: of all experiments. */
  readonly experimentIds?: readonly number[];
  readonly filter: string;
  /** true: only those in the trash; false: only those outside; undefined: both. */
  readonly trash: boolean | undefined;
  /** In small letters: each is in the name, the id, another word of the run, or a tag. */
  readonly words?: readonly string[];
}

/** Which runs, in which order, and which page of them. */
export interface RunSearch extends RunSelection {
  readonly orderBy: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** Ids of the runs that a search finds, in its order. @throws StoreError for a filter or an order that is not in the grammar. */
export function searchRuns(search: SearchConnection, query: RunSearch): string[] {
  const where = selectionSql(query);
  const order = runOrderSql(query.orderBy);
  const sql = `
    SELECT r.id FROM runs r JOIN experiments e ON e.id = r.experiment_id
    ${order.joins}
    WHERE ${where.sql}
    ORDER BY ${order.terms} LIMIT ? OFFSET ?`;
  const values: Bound[] = [...order.joinValues, ...where.values, query.limit, query.offset];
  return search.all<{ id: string }>(sql, values).map(({ id }) => id);
}

/** How many runs a search finds. @throws StoreError for a filter that is not in the grammar. */
export function countRuns(search: SearchConnection, selection: RunSelection): number {
  const where = selectionSql(selection);
  const sql = `SELECT count(*) AS count
    FROM runs r JOIN experiments e ON e.id = r.experiment_id WHERE ${where.sql}`;
  return search.all<{ count: number }>(sql, where.values)[0].count;
}

/** What words are looked for in. */
const WORDS = `r.id || ' ' || r.name || ' ' || r.status || ' ' || e.name || ' ' || coalesce(r.config, '')
  || ' ' || coalesce(r.dataset, '') || ' ' || coalesce(r.engine, '') || ' ' || coalesce(r.message, '')`;

/** The condition of a selection, over `runs AS r` and `experiments AS e`. */
export function selectionSql({ experimentIds, filter, trash, words = [] }: RunSelection): {
  readonly sql: string;
  readonly values: readonly Bound[];
} {
  const where = runFilterSql(filter);
  const terms = [where.sql];
  const values: Bound[] = [...where.values];
  if (experimentIds) {
    terms.push('r.experiment_id IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(experimentIds));
  }
  if (trash !== undefined) terms.push(`r.trashed_at IS ${trash ? 'NOT ' : ''}NULL`);
  for (const word of words) {
    terms.push(`(instr(lower(${WORDS}), ?) > 0 OR EXISTS (
      SELECT 1 FROM tags WHERE run_id = r.id AND instr(lower(key || '=' || value), ?) > 0))`);
    values.push(word, word);
  }
  return { sql: terms.join(' AND '), values };
}
