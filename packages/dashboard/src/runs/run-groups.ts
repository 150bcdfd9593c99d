import type { RunRow } from '@peasy/tracker/api';
import { fetchRuns } from '../api/client.js';
import { fetchGroups } from '../api/run-edits.js';
import { filterQuery, isEqual, isGrammar } from './runs-query.js';

/** So many groups are read with their best runs; more are counted. */
export const MOST_GROUPS = 100;
/** So many requests are under way at once. */
const TOGETHER = 6;

/** Runs that have one value of what they are grouped by. */
export interface Group {
  /** null: they have none. */
  readonly value: string | null;
  readonly count: number;
  /** The one of the best validation accuracy. */
  readonly best: RunRow | undefined;
  /** What finds exactly these runs, in the server's grammar. */
  readonly filter: string;
}

/**
 * Groups of the runs that a filter finds, in the server's order, at most MOST_GROUPS of them, and
 * how many there are.
 * @param by `params.KEY`, or an attribute such as `config`.
 * @throws like fetchRuns.
 */
export async function readGroups(
  by: string,
  filter: string,
): Promise<{ readonly groups: readonly Group[]; readonly total: number }> {
  const query = new URLSearchParams(filterQuery(filter)).toString();
  const { groups } = await fetchGroups(by, query);
  const shown = groups.slice(0, MOST_GROUPS);
  const read: Group[] = [];
  for (let from = 0; from < shown.length; from += TOGETHER) {
    const some = shown.slice(from, from + TOGETHER).map(async ({ value, count }) => {
      const condition = value === null ? `${by} IS NULL` : isEqual(by, value);
      const all = [...conditionsOf(filter), condition].join(' AND ');
      const search = new URLSearchParams({
        filter: all,
        order_by: 'best.valAccuracy DESC',
        columns: 'metrics.valAccuracy',
      });
      const { runs } = await fetchRuns(search.toString(), 1);
      return { value, count, best: runs[0], filter: all };
    });
    read.push(...(await Promise.all(some)));
  }
  return { groups: read, total: groups.length };
}

/** A filter as comparisons: words are looked for in the name. */
function conditionsOf(filter: string): readonly string[] {
  if (isGrammar(filter)) return [filter.trim()];
  const words = filter.split(/\s+/).filter(Boolean);
  return words.map((word) => `name ILIKE '%${word.replaceAll("'", "''")}%'`);
}
