import { type Connection, tables } from './connection.js';
import { appliedMigrations } from './migrate.js';
import { fileBytes } from './trash.js';

/** How a record is. */
export interface StoreHealth {
  readonly file: string;
  /** Name of the newest migration: the version of the schema. */
  readonly schema: string;
  readonly fileBytes: number;
  /** Of the write-ahead log beside it. */
  readonly walBytes: number;
  readonly runs: number;
  readonly trashedRuns: number;
  readonly points: number;
  readonly snapshots: number;
  readonly tensors: number;
  readonly artifacts: number;
  /** What SQLite's integrity check and foreign key check found; empty when all is well. */
  readonly problems: readonly string[];
}

/** Looks the whole record over; takes a while on a large one. */
export function storeHealth(connection: Connection): StoreHealth {
  return connection.attempt(() => ({
    file: connection.file,
    schema: schemaVersion(connection),
    fileBytes: fileBytes(connection.file),
    walBytes: fileBytes(`${connection.file}-wal`),
    runs: connection.all(tables.selectFrom('runs').select('id').where('trashed_at', 'is', null))
      .length,
    trashedRuns: connection.all(
      tables.selectFrom('runs').select('id').where('trashed_at', 'is not', null),
    ).length,
    points: countOf(connection, 'points'),
    snapshots: countOf(connection, 'snapshots'),
    tensors: countOf(connection, 'tensors'),
    artifacts: countOf(connection, 'artifacts'),
    problems: problemsOf(connection),
  }));
}

/** Name of the newest migration of the record. */
export function schemaVersion(connection: Connection): string {
  return appliedMigrations(connection.sqlite).at(-1)!;
}

function countOf(
  connection: Connection,
  table: 'points' | 'snapshots' | 'tensors' | 'artifacts',
): number {
  return connection.first(
    tables.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count')),
  )!.count;
}

function problemsOf({ sqlite }: Connection): string[] {
  const integrity = sqlite
    .prepare<[], string>('PRAGMA integrity_check')
    .pluck()
    .all()
    .filter((line) => line !== 'ok');
  const foreignKeys = sqlite
    .prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check')
    .all()
    .map((row) => `A row of ${row.table} names a row of ${row.parent} that is not there.`);
  return [...integrity, ...foreignKeys];
}
