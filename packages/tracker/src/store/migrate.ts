import type { Database } from 'better-sqlite3';
import type { Migration } from '../migrations/index.js';
import { StoreError } from './store-error.js';

/** Marks the file as ours ("Peas"), for `file` and for other readers. */
const APPLICATION_ID = 0x50656173;

/**
 * Reads, without writing, how far a file's schema is behind.
 * @returns how many of `migrations` are still to run.
 * @throws StoreError for a database of something else, or of a newer Peasy.
 */
export function checkSchema(
  sqlite: Database,
  file: string,
  migrations: readonly Migration[],
): number {
  const names = sqlite.prepare('SELECT name FROM sqlite_schema LIMIT 1000').pluck().all();
  if (names.length === 0) return migrations.length;
  if (!names.includes('schema_migrations')) {
    throw new StoreError(
      'notADatabase',
      `${file} is a SQLite database of another program: it holds "${names[0]}", and no record of Peasy. It was left as it is; name another file.`,
    );
  }
  const applied = appliedMigrations(sqlite);
  const unknown = applied.find((name, index) => migrations[index]?.name !== name);
  if (unknown !== undefined) {
    throw new StoreError(
      'newerSchema',
      `The record ${file} was written by a newer Peasy: its schema has "${unknown}", and this Peasy knows up to "${migrations.at(-1)?.name}". It was left as it is; update Peasy to open it.`,
    );
  }
  return migrations.length - applied.length;
}

/**
 * Runs the migrations that are still to run, each in one exclusive transaction, so that of two
 * programs that open a file at once one migrates and the other finds it done.
 * @throws StoreError as checkSchema; what SQLite throws.
 */
export function migrate(sqlite: Database, file: string, migrations: readonly Migration[]): void {
  for (const { name, sql } of migrations) {
    sqlite
      .transaction(() => {
        sqlite.exec(
          'CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT',
        );
        checkSchema(sqlite, file, migrations);
        if (appliedMigrations(sqlite).includes(name)) return;
        sqlite.exec(sql);
        sqlite.prepare('INSERT INTO schema_migrations VALUES (?, ?)').run(name, Date.now());
        sqlite.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      })
      .exclusive();
  }
}

/** Names of the migrations that a file has been through, in order; the last is its schema's version. */
export function appliedMigrations(sqlite: Database): string[] {
  return sqlite
    .prepare<[], string>('SELECT name FROM schema_migrations ORDER BY name')
    .pluck()
    .all();
}
