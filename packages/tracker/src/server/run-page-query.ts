import type { Request } from 'express';
import type { RunPageQuery } from '../store/page-runs.js';
import { StoreError } from '../store/store-error.js';
import { textsOf } from './texts-of.js';

/** Reads what a list of runs is asked for; undefined: for all of them. @throws StoreError for a number that is none. */
export function pageQueryOf(request: Request): RunPageQuery | undefined {
  const [filter] = textsOf(request, 'filter');
  const [search] = textsOf(request, 'search');
  const orderBy = textsOf(request, 'order_by');
  const limit = wholeNumber(request, 'limit');
  const offset = wholeNumber(request, 'offset');
  const query: RunPageQuery = {
    ...(filter !== undefined && { filter }),
    ...(search !== undefined && { search }),
    ...(orderBy.length > 0 && { orderBy }),
    ...(limit !== undefined && { limit }),
    ...(offset !== undefined && { offset }),
  };
  return Object.keys(query).length > 0 ? query : undefined;
}

function wholeNumber(request: Request, name: string): number | undefined {
  const [text] = textsOf(request, name);
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new StoreError('invalid', `Expected ${name} to be a whole number, got "${text}".`);
}
