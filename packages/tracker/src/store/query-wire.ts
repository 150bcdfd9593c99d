import type { QueryCell } from '../api/types.js';
import type { QueryOptions, SqlValue } from './answer-query.js';
import type { StoreErrorCode } from './store-error.js';

/** What the program of a query is sent. */
export interface QueryTask {
  readonly file: string;
  readonly sql: string;
  readonly options: QueryOptions;
  readonly timeoutMs: number;
}

/** What it answers. */
export type QueryReply =
  | {
      readonly columns: readonly string[];
      readonly rows: readonly (readonly QueryCell[])[];
      readonly truncated: boolean;
    }
  | { readonly code: StoreErrorCode; readonly message: string };

/** A value as JSON has it, without loss. */
export function cellOf(value: SqlValue): QueryCell {
  if (typeof value === 'bigint') return { number: String(value) };
  if (typeof value === 'number' && !Number.isFinite(value)) return { number: String(value) };
  return value instanceof Uint8Array ? { hex: Buffer.from(value).toString('hex') } : value;
}
