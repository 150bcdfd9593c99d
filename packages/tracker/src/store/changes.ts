import { type Connection, tables } from './connection.js';

/** Counts one change of the record and returns its number, which a run then carries as its version. Call it within a write. */
export function nextVersion(connection: Connection): number {
  const row = connection
    .prepare<{ value: number }>('UPDATE change_counter SET value = value + 1 RETURNING value')
    .get();
  return row!.value;
}

/** The number of the newest change. */
export function currentVersion(connection: Connection): number {
  return connection.first(tables.selectFrom('change_counter').select('value'))?.value ?? 0;
}

/** Which runs changed after a version, and the version now. */
export interface Changes {
  readonly version: number;
  /** Ids, those of purged runs among them. */
  readonly runs: readonly string[];
}

/** Runs that changed after `since`, oldest change first. */
export function changedRuns(connection: Connection, since: number): Changes {
  return connection.read(() => ({
    version: currentVersion(connection),
    runs: connection
      .all(
        tables
          .selectFrom('runs')
          .select(['id', 'version'])
          .where('version', '>', since)
          .unionAll(
            tables.selectFrom('purged_runs').select(['id', 'version']).where('version', '>', since),
          )
          .orderBy('version'),
      )
      .map((row) => row.id),
  }));
}
