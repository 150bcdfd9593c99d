import type Sqlite from 'better-sqlite3';
import type { Connection } from './connection.js';
import { BUSY_TIMEOUT_MS } from './open-connection.js';
import { keep, openSqlite } from './open-sqlite.js';
import { asStoreError, isBusy, StoreError } from './store-error.js';

/** A value as SQLite has it; bigint where a number would not be exact. */
export type SqlValue = number | bigint | string | null | Uint8Array;

/** The answer to a query. */
export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** There were more rows than asked for. */
  readonly truncated: boolean;
}

/** Bounds of a query. */
export interface QueryOptions {
  /** Rows to return at most. Default: all. */
  readonly maxRows?: number;
  /** Looked at between rows: a query that computes long for one row is not cut short. */
  readonly timeoutMs?: number;
}

/**
 * Answers one SQL statement that reads, on a connection of its own that cannot write.
 * @throws StoreError with SQLite's words about the SQL, or saying that it writes.
 */
export function readOnlyQuery(
  connection: Connection,
  sql: string,
  options: QueryOptions = {},
): QueryResult {
  // A record in memory has one connection only; there the statement's own word is the guard.
  if (connection.sqlite.memory) return answer(connection.sqlite, sql, options);
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = openSqlite(connection.file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    return answer(sqlite, sql, options);
  } catch (error) {
    throw asStoreError(error, connection.file);
  } finally {
    sqlite?.close();
  }
}

function answer(
  sqlite: Sqlite.Database,
  sql: string,
  { maxRows = Infinity, timeoutMs = Infinity }: QueryOptions,
): QueryResult {
  try {
    const statement = sqlite.prepare<[], SqlValue[]>(sql);
    if (!statement.readonly || !statement.reader) {
      throw new StoreError(
        'query',
        'Only queries that read are answered here: SELECT, WITH, EXPLAIN, or a PRAGMA that asks.',
      );
    }
    const columns = statement.columns().map((column) => column.name);
    const deadline = Date.now() + timeoutMs;
    const rows: SqlValue[][] = [];
    for (const row of keep(statement.raw().safeIntegers().iterate())) {
      if (rows.length >= maxRows) return { columns, rows, truncated: true };
      if (Date.now() > deadline) {
        throw new StoreError(
          'query',
          `The query took longer than ${timeoutMs} ms. Narrow it, or ask for fewer rows with LIMIT.`,
        );
      }
      rows.push(row.map(plainNumber));
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
