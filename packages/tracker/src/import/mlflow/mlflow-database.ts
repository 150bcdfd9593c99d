import { Connection } from '../../store/connection.js';
import { keep, openSqlite } from '../../store/open-sqlite.js';
import { asStoreError, StoreError } from '../../store/store-error.js';

/** How long to wait for a server that writes to the file. */
const BUSY_TIMEOUT_MS = 10_000;

/** The schema of MLflow 3.17.2, by which this was written; alembic's name of it. */
const KNOWN_SCHEMA = 'dc11669786a5';

/** What is needed of any MLflow's schema; all else is read where it is there. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  experiments: ['experiment_id', 'name'],
  runs: ['run_uuid', 'experiment_id', 'status', 'start_time', 'end_time', 'lifecycle_stage'],
  metrics: ['run_uuid', 'key', 'value', 'timestamp', 'step', 'is_nan'],
  params: ['run_uuid', 'key', 'value'],
  tags: ['run_uuid', 'key', 'value'],
};

/** MLflow's SQLite file, for reading only. */
export class MlflowDatabase {
  readonly #file: string;
  readonly #connection: Connection;
  readonly #columns = new Map<string, ReadonlySet<string>>();

  /** @throws StoreError when it is another file, or of an MLflow too old or too new to be read. */
  constructor(file: string) {
    this.#file = file;
    let connection: Connection | undefined;
    try {
      const options = { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS };
      connection = new Connection(openSqlite(file, options), file);
      this.#connection = connection;
      this.#check();
    } catch (error) {
      connection?.close();
      throw asStoreError(error, file);
    }
  }

  /** What to say of a schema that is not the one that is known; undefined: it is. */
  get otherSchema(): string | undefined {
    const [row] = this.has('alembic_version')
      ? this.all<{ version: string }>('SELECT version_num AS version FROM alembic_version')
      : [];
    if (row?.version === KNOWN_SCHEMA) return undefined;
    return `The schema of ${this.#file} (${row?.version ?? 'without a version'}) is not that of MLflow 3.17.2: what is known of it came over, what a newer MLflow added did not.`;
  }

  /** Whether there is a table, or a column of it. */
  has(table: string, column?: string): boolean {
    let columns = this.#columns.get(table);
    if (!columns) {
      const rows = this.all<{ name: string }>('SELECT name FROM pragma_table_info(?)', table);
      columns = new Set(rows.map(({ name }) => name));
      this.#columns.set(table, columns);
    }
    return column === undefined ? columns.size > 0 : columns.has(column);
  }

  all<Row>(sql: string, ...values: readonly unknown[]): Row[] {
    return this.#connection.attempt(() => this.#connection.prepare<Row>(sql).all(...values));
  }

  /** Rows of a query, one by one. */
  *each<Row>(sql: string, ...values: readonly unknown[]): Iterable<Row> {
    try {
      yield* keep(this.#connection.prepare<Row>(sql).iterate(...values));
    } catch (error) {
      throw asStoreError(error, this.#file);
    }
  }

  close(): void {
    this.#connection.close();
  }

  #check(): void {
    if (this.has('metric_series') && this.has('schema_migrations')) {
      throw new StoreError(
        'invalid',
        `${this.#file} is a record of Peasy itself. Use it with --db, or write its runs down with "peasy export --format json" to import them here.`,
      );
    }
    if (!this.has('experiments') || !this.has('runs')) {
      throw new StoreError(
        'invalid',
        `Expected ${this.#file} to be MLflow's SQLite file, and it has no experiments and runs.`,
      );
    }
    const lacking = Object.entries(NEEDED).flatMap(([table, columns]) =>
      columns.filter((column) => !this.has(table, column)).map((column) => `${table}.${column}`),
    );
    if (lacking.length === 0) return;
    throw new StoreError(
      'invalid',
      `${this.#file} is of an MLflow whose tables are not those that are known here: it lacks ${lacking.join(', ')}. Start its own server on it, and import from that: peasy import http://127.0.0.1:5000.`,
    );
  }
}
