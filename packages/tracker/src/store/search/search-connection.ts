import type Sqlite from 'better-sqlite3';
import type { Connection } from '../connection.js';
import { BUSY_TIMEOUT_MS } from '../open-connection.js';
import { openSqlite } from '../open-sqlite.js';
import { defineTextMatch } from './text-match.js';

/** Statements that one connection keeps. Every shape of a filter is one, and only closing a connection frees them. */
const MOST_STATEMENTS = 300;

/** A value bound to a parameter of SQL. */
export type Bound = string | number | null;

/**
 * Answers searches: SQL that is put together from what was asked, with every value bound. It reads
 * on a connection of its own that cannot write, and takes a new one when askers have found many
 * shapes, so that memory stays bounded.
 */
export class SearchConnection {
  readonly #record: Connection;
  readonly #statements = new Map<string, Sqlite.Statement<unknown[]>>();
  #sqlite: Sqlite.Database | undefined;

  constructor(record: Connection) {
    this.#record = record;
  }

  /** All rows. @throws StoreError */
  all<Row>(sql: string, values: readonly Bound[]): Row[] {
    return this.#record.attempt(() => this.#statementOf(sql).all(...values) as Row[]);
  }

  close(): void {
    this.#statements.clear();
    // A record in memory has one connection only, which is the record's to close.
    if (this.#sqlite !== this.#record.sqlite) this.#sqlite?.close();
    this.#sqlite = undefined;
  }

  #statementOf(sql: string): Sqlite.Statement<unknown[]> {
    const known = this.#statements.get(sql);
    if (known) return known;
    if (this.#statements.size >= MOST_STATEMENTS) this.close();
    const statement = this.#open().prepare<unknown[]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #open(): Sqlite.Database {
    if (this.#sqlite) return this.#sqlite;
    const { sqlite, file } = this.#record;
    this.#sqlite = sqlite.memory
      ? sqlite
      : openSqlite(file, { readonly: true, timeout: BUSY_TIMEOUT_MS });
    defineTextMatch(this.#sqlite);
    return this.#sqlite;
  }
}
