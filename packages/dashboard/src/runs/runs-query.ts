import type { RunsRoute } from '../state/route.js';
import { describeColumn, USUAL_COLUMNS } from './columns.js';

/** What the server is asked for by a table of runs; the same text means the same list. */
export type RunsQuery = string;

/** Signs that plain words do not have: comparisons of the server's grammar. */
const COMPARISON = /[=<>]|\b(i?like|in|is)\b\s*(\(|'|"|not\b|null\b)/i;

/** Metrics that the cells of known columns and their marks read. */
const ALWAYS = ['metrics.valAccuracy', 'metrics.testAccuracy'];

/** Whether a text of the filter field is in the grammar, not plain words. */
export function isGrammar(text: string): boolean {
  return COMPARISON.test(text);
}

/**
 * The query of a table: which runs, in which order, with which metrics and params.
 * @param condition a comparison that they fit beside the filter, such as that of a group.
 */
export function runsQuery(
  { filter, sort, descending, columns }: RunsRoute,
  condition?: string,
): RunsQuery {
  const query = new URLSearchParams(filterQuery(filter, condition));
  const orderBy = describeColumn(sort)?.orderBy;
  if (orderBy) query.append('order_by', `${orderBy} ${descending ? 'DESC' : 'ASC'}`);
  const needs = (columns ?? USUAL_COLUMNS).flatMap((one) => describeColumn(one)?.needs ?? []);
  for (const need of new Set([...ALWAYS, ...needs])) query.append('columns', need);
  return query.toString();
}

/** The part of a query that says which runs: by comparisons, or by words. */
export function filterQuery(filter: string, condition?: string): [string, string][] {
  const text = filter.trim();
  const more: [string, string][] = condition ? [['filter', condition]] : [];
  if (text === '') return more;
  if (!isGrammar(text)) return [['search', text], ...more];
  return [['filter', condition ? `${text} AND ${condition}` : text]];
}

/** A comparison with one value of a param or an attribute: "params.seed = '7'". */
export function isEqual(name: string, value: string): string {
  return `${name} = '${value.replaceAll("'", "''")}'`;
}
