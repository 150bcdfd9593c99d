import type { Fields } from './fields.js';
import { invalid } from './mlflow-error.js';

/** Where a page begins, from the token that the page before gave. @throws MlflowError for a token that none gave. */
export function offsetOf(fields: Fields): number {
  const token = fields.optionalText('page_token');
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64').toString();
  const [, digits] = /^\{"offset": ?(\d{1,15})\}$/.exec(text) ?? [];
  if (digits === undefined) {
    throw invalid(
      `Invalid page token ${JSON.stringify(token.slice(0, 60))}: expected the next_page_token of an earlier answer.`,
    );
  }
  return Number(digits);
}

/** The token of the page that begins at a place. */
export function tokenOf(offset: number): string {
  return Buffer.from(`{"offset": ${offset}}`).toString('base64');
}

/** The rows of a page of which one more was read than is wanted, and the token of the next page where there is one. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  offset: number,
): { rows: readonly Row[]; token: string | undefined } {
  if (rows.length <= limit) return { rows, token: undefined };
  return { rows: rows.slice(0, limit), token: tokenOf(offset + limit) };
}

/** How many rows a page may have. @throws MlflowError outside of 1 to `most`. */
export function limitOf(fields: Fields, usual: number, most: number): number {
  const limit = fields.optionalInteger('max_results') ?? usual;
  if (limit >= 1 && limit <= most) return limit;
  return fields.refuse('max_results', `a whole number from 1 to ${most}`);
}
