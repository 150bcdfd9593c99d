import type Sqlite from 'better-sqlite3';
import { answerQuery, type QueryOptions, type QueryResult } from './answer-query.js';
import type { Connection } from './connection.js';
import { BUSY_TIMEOUT_MS } from './open-connection.js';
import { openSqlite } from './open-sqlite.js';
import { asStoreError } from './store-error.js';

export type { QueryOptions, QueryResult, SqlParams, SqlValue } from './answer-query.js';

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
  if (connection.sqlite.memory) return answerQuery(connection.sqlite, sql, options);
  let sqlite: Sqlite.Database | undefined;
  try {
    sqlite = openSqlite(connection.file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    return answerQuery(sqlite, sql, options);
  } catch (error) {
    throw asStoreError(error, connection.file);
  } finally {
    sqlite?.close();
  }
}
