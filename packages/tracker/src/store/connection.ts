import type { Database, Statement, Transaction } from 'better-sqlite3';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Schema } from './schema.js';
import { asStoreError } from './store-error.js';

/**
 * Builds typed queries. Kysely is used as a builder only: a query is compiled to SQL and run by
 * better-sqlite3, which is synchronous, so that a write is on disk when its function returns and
 * no other query slips into a transaction.
 */
export const tables = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** A query of `tables` that has not run yet. */
export interface Query<Row> {
  compile(): CompiledQuery<Row>;
}

/** One open connection to the record; every statement goes through it and is prepared once. */
export class Connection {
  readonly file: string;
  readonly sqlite: Database;
  readonly #statements = new Map<string, Statement<unknown[]>>();
  /** Made once: better-sqlite3 makes four functions for each. */
  readonly #transaction: Transaction<(work: () => unknown) => unknown>;

  constructor(sqlite: Database, file: string) {
    this.sqlite = sqlite;
    this.file = file;
    this.#transaction = sqlite.transaction((work: () => unknown) => work());
  }

  /** All rows of a query. @throws StoreError */
  all<Row>(query: Query<Row>): Row[] {
    const { sql, parameters } = query.compile();
    return this.attempt(() => this.prepare(sql).all(...parameters) as Row[]);
  }

  /** The first row of a query. @throws StoreError */
  first<Row>(query: Query<Row>): Row | undefined {
    const { sql, parameters } = query.compile();
    return this.attempt(() => this.prepare(sql).get(...parameters) as Row | undefined);
  }

  /** Runs a query for its effect; the number of rows it changed. @throws StoreError */
  run(query: Query<unknown>): number {
    const { sql, parameters } = query.compile();
    return this.attempt(() => this.prepare(sql).run(...parameters).changes);
  }

  /** A statement, prepared at its first use: for the hot paths, and for SQL that Kysely has no words for. */
  prepare<Row = unknown>(sql: string): Statement<unknown[], Row> {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.sqlite.prepare<unknown[]>(sql);
      this.#statements.set(sql, statement);
    }
    return statement as Statement<unknown[], Row>;
  }

  /**
   * Runs `work` as one transaction: all of it or nothing. It takes the write lock at its start, as
   * a lock asked for halfway is refused at once when another program wrote in between. Within
   * another write it is a part of that one, which is undone by itself when it throws.
   * @throws StoreError
   */
  write<T>(work: () => T): T {
    return this.attempt(() => this.#transaction.immediate(work) as T);
  }

  /** Runs `work` on one unchanging state of the record. @throws StoreError */
  read<T>(work: () => T): T {
    return this.attempt(() => this.#transaction.deferred(work) as T);
  }

  /** Runs `work`, with what SQLite says put into words. @throws StoreError */
  attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asStoreError(error, this.file);
    }
  }

  close(): void {
    this.sqlite.close();
  }
}
