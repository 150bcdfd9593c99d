import type Sqlite from 'better-sqlite3';
import { keep } from './open-sqlite.js';
import { isBusy, StoreError } from './store-error.js';

/** A value as SQLite has it; bigint where a number would not be exact. */
export type SqlValue = number | bigint | string | null | Uint8Array;

/** Values of the parameters of a statement: by position, or by name. */
export type SqlParams = readonly SqlValue[] | Readonly<Record<string, SqlValue>>;

/** The answer to a query. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** There were more rows than asked for, or than `maxBytes` has room for. */
  readonly truncated: boolean;
}

/** Bounds of a query. */
export interface QueryOptions {
  /** Of `?`, or of `:name`. */
  readonly params?: SqlParams;
  /** Rows to return at most. Default: all. */
  readonly maxRows?: number;
  /** Bytes of values to return at most, roughly: the row that goes beyond is the last. Default: all. */
  readonly maxBytes?: number;
  /** Looked at between rows: a query that computes long for one row is not cut short. */
  readonly timeoutMs?: number;
}

/** Answers one SQL statement that reads, on an open connection. @throws StoreError with SQLite's words about it, or saying that it writes. */
export function answerQuery(
  sqlite: Sqlite.Database,
  sql: string,
  options: QueryOptions = {},
): QueryResult {
  const { params = [], maxRows = Infinity, maxBytes = Infinity, timeoutMs = Infinity } = options;
  try {
    const statement = sqlite.prepare<unknown[], SqlValue[]>(sql);
    if (!statement.readonly || !statement.reader) {
      throw new StoreError(
        'query',
        'Only queries that read are answered here: SELECT, WITH, EXPLAIN, or a PRAGMA that asks.',
      );
    }
    const columns = statement.columns().map((column) => column.name);
    const deadline = Date.now() + timeoutMs;
    const rows: SqlValue[][] = [];
    let bytes = 0;
    const given = Array.isArray(params) ? (params as SqlValue[]) : [params];
    for (const row of keep(
      statement
        .raw()
        .safeIntegers()
        .iterate(...given),
    )) {
      if (rows.length >= maxRows || bytes > maxBytes) return { columns, rows, truncated: true };
      if (Date.now() > deadline) {
        throw new StoreError(
          'query',
          `The query took longer than ${timeoutMs} ms. Narrow it, or ask for fewer rows with LIMIT.`,
        );
      }
      rows.push(row.map(plainNumber));
      for (const value of row) bytes += sizeOf(value);
    }
    return { columns, rows, truncated: false };
  } catch (error) {
    if (error instanceof StoreError || isBusy(error)) throw error;
    throw new StoreError('query', `The SQL was refused: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

function plainNumber(value: SqlValue): SqlValue {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function sizeOf(value: SqlValue): number {
  if (typeof value === 'string') return value.length;
  return value instanceof Uint8Array ? value.byteLength : 8;
}
