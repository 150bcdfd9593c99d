import { nextVersion } from './changes.js';
import type { Connection } from './connection.js';
import type { Bound, SearchConnection } from './search/search-connection.js';
import { StoreError } from './store-error.js';

/** An experiment as the record has it, with its tags. */
export interface Experiment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trashedAt: number | null;
  /** null: its artifacts are in this record. */
  readonly artifactLocation: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

const COLUMNS = `id, name, created_at AS createdAt, coalesce(updated_at, created_at) AS updatedAt,
  trashed_at AS trashedAt, artifact_location AS artifactLocation`;

/** What a new experiment starts with. */
export interface NewExperiment {
  readonly name: string;
  readonly artifactLocation?: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** Makes an experiment and returns its id. @throws StoreError when the name is taken, also by one in the trash. */
export function createExperiment(connection: Connection, experiment: NewExperiment): number {
  return connection.write(() => {
    const { name, artifactLocation, tags } = experiment;
    refuseTakenName(connection, name);
    const now = Date.now();
    const { lastInsertRowid } = connection
      .prepare(
        'INSERT INTO experiments (name, created_at, updated_at, artifact_location) VALUES (?, ?, ?, ?)',
      )
      .run(name, now, now, artifactLocation ?? null);
    const id = Number(lastInsertRowid);
    for (const [key, value] of tags) putTag(connection, id, key, value);
    return id;
  });
}

/** An experiment by its id, those in the trash too. */
export function experimentById(connection: Connection, id: number): Experiment | undefined {
  return connection.attempt(
    () =>
      withTags(connection, [
        connection
          .prepare<Omit<Experiment, 'tags'>>(`SELECT ${COLUMNS} FROM experiments WHERE id = ?`)
          .get(id),
      ])[0],
  );
}

/** An experiment by its name, those in the trash too. */
export function experimentByName(connection: Connection, name: string): Experiment | undefined {
  return connection.attempt(
    () =>
      withTags(connection, [
        connection
          .prepare<Omit<Experiment, 'tags'>>(`SELECT ${COLUMNS} FROM experiments WHERE name = ?`)
          .get(name),
      ])[0],
  );
}

/** Experiments that a search found, in its order. */
export function searchExperiments(
  connection: Connection,
  search: SearchConnection,
  query: { readonly where: string; readonly order: string; readonly values: readonly Bound[] },
  page: { readonly limit: number; readonly offset: number },
): Experiment[] {
  const rows = search.all<Omit<Experiment, 'tags'>>(
    `SELECT ${COLUMNS} FROM experiments AS e WHERE ${query.where} ORDER BY ${query.order} LIMIT ? OFFSET ?`,
    [...query.values, page.limit, page.offset],
  );
  return connection.attempt(() => withTags(connection, rows));
}

/** Gives an experiment another name. @throws StoreError when it is taken. */
export function renameExperiment(connection: Connection, id: number, name: string): void {
  connection.write(() => {
    refuseTakenName(connection, name, id);
    connection
      .prepare('UPDATE experiments SET name = ?, updated_at = ? WHERE id = ?')
      .run(name, Date.now(), id);
    countRunsAsChanged(connection, id);
  });
}

/** Puts an experiment and its runs in the trash, or takes them out. */
export function trashExperiment(connection: Connection, id: number, inTrash: boolean): void {
  connection.write(() => {
    const now = Date.now();
    const trashedAt = inTrash ? now : null;
    connection
      .prepare('UPDATE experiments SET trashed_at = ?, updated_at = ? WHERE id = ?')
      .run(trashedAt, now, id);
    connection.prepare('UPDATE runs SET trashed_at = ? WHERE experiment_id = ?').run(trashedAt, id);
    countRunsAsChanged(connection, id);
  });
}

/** Sets a tag of an experiment. */
export function setExperimentTag(
  connection: Connection,
  id: number,
  key: string,
  value: string,
): void {
  connection.write(() => {
    putTag(connection, id, key, value);
    touch(connection, id);
  });
}

/** Takes a tag off an experiment. @returns false when there was none. */
export function removeExperimentTag(connection: Connection, id: number, key: string): boolean {
  return connection.write(() => {
    touch(connection, id);
    return (
      connection
        .prepare('DELETE FROM experiment_tags WHERE experiment_id = ? AND key = ?')
        .run(id, key).changes > 0
    );
  });
}

function refuseTakenName(connection: Connection, name: string, except = -1): void {
  const other = connection
    .prepare<{ trashed_at: number | null }>(
      'SELECT trashed_at FROM experiments WHERE name = ? AND id <> ?',
    )
    .get(name, except);
  if (!other) return;
  throw new StoreError(
    'conflict',
    other.trashed_at === null
      ? `An experiment named ${JSON.stringify(name)} is there already. Choose another name.`
      : `An experiment named ${JSON.stringify(name)} is there already, in the trash. Restore it, purge the trash, or choose another name.`,
  );
}

function putTag(connection: Connection, id: number, key: string, value: string): void {
  connection
    .prepare(
      `INSERT INTO experiment_tags (experiment_id, key, value) VALUES (?, ?, ?)
       ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value`,
    )
    .run(id, key, value);
}

function touch(connection: Connection, id: number): void {
  connection.prepare('UPDATE experiments SET updated_at = ? WHERE id = ?').run(Date.now(), id);
}

function countRunsAsChanged(connection: Connection, id: number): void {
  connection
    .prepare('UPDATE runs SET version = ? WHERE experiment_id = ?')
    .run(nextVersion(connection), id);
}

function withTags(
  connection: Connection,
  rows: readonly (Omit<Experiment, 'tags'> | undefined)[],
): Experiment[] {
  const tagsOf = connection.prepare<{ key: string; value: string }>(
    'SELECT key, value FROM experiment_tags WHERE experiment_id = ? ORDER BY key',
  );
  return rows.flatMap((row) =>
    row
      ? [
          {
            ...row,
            tags: Object.fromEntries(tagsOf.all(row.id).map(({ key, value }) => [key, value])),
          },
        ]
      : [],
  );
}
