import type { Request } from 'express';
import type { RunGroupQuery, RunPageQuery } from '../store/page-runs.js';
import { StoreError } from '../store/store-error.js';
import { textsOf } from './texts-of.js';

/** Reads what a list of runs is asked for; undefined: for all of them. @throws StoreError for a number that is none. */
export function pageQueryOf(request: Request): RunPageQuery | undefined {
  const [filter] = textsOf(request, 'filter');
  const [search] = textsOf(request, 'search');
  const orderBy = textsOf(request, 'order_by');
  const columns = textsOf(request, 'columns');
  const limit = wholeNumber(request, 'limit');
  const offset = wholeNumber(request, 'offset');
  const query: RunPageQuery = {
    ...(filter !== undefined && { filter }),
    ...(search !== undefined && { search }),
    ...(orderBy.length > 0 && { orderBy }),
    // An empty one: neither metrics nor params.
    ...(columns.length > 0 && { columns: columns.filter((name) => name !== '') }),
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  };
  return Object.keys(query).length > 0 ? query : undefined;
}

/** Reads what groups of runs are asked for. @throws StoreError where nothing says by what. */
export function groupQueryOf(request: Request): RunGroupQuery {
  const [by] = textsOf(request, 'by');
  if (by === undefined) {
    throw new StoreError('invalid', 'Expected what to group by: /api/run-groups?by=params.KEY.');
  }
  const [filter] = textsOf(request, 'filter');
  const [search] = textsOf(request, 'search');
  const [metric] = textsOf(request, 'metric');
  return {
    by,
    ...(metric !== undefined && { metric }),
    trash: request.query.trash === 'true',
    ...(filter !== undefined && { filter }),
    ...(search !== undefined && { search }),
  };
}

function wholeNumber(request: Request, name: string): number | undefined {
  const [text] = textsOf(request, name);
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new StoreError('invalid', `Expected ${name} to be a whole number, got "${text}".`);
}
