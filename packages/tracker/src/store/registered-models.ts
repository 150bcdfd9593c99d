import type { Connection } from './connection.js';
import { type ModelVersion, readModelVersions } from './model-versions.js';
import type { Pair } from './read-client-runs.js';
import { StoreError } from './store-error.js';

/** A name under which versions of a model are kept. */
export interface RegisteredModel {
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: Pair[];
  readonly aliases: { readonly alias: string; readonly version: number }[];
  /** The newest version of each stage. */
  readonly latest: ModelVersion[];
}

/** Makes a registered model. @throws StoreError when the name is taken. */
export function createRegisteredModel(
  connection: Connection,
  name: string,
  description: string | undefined,
  tags: ReadonlyMap<string, string>,
): void {
  connection.write(() => {
    const now = Date.now();
    const { changes } = connection
      .prepare(
        `INSERT INTO registered_models (name, description, created_at, updated_at)
         VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(name, description ?? null, now, now);
    if (changes === 0) {
      throw new StoreError('conflict', `Registered Model (name=${name}) already exists.`);
    }
    for (const [key, value] of tags) putTag(connection, name, key, value);
  });
}

/** Registered models by their names, in that order. */
export function readRegisteredModels(
  connection: Connection,
  names: readonly string[],
): RegisteredModel[] {
  return connection.read(() => {
    const tags = connection.prepare<Pair>(
      'SELECT key, value FROM registered_model_tags WHERE name = ? ORDER BY key',
    );
    const aliases = connection.prepare<{ alias: string; version: number }>(
      'SELECT alias, version FROM model_aliases WHERE name = ? ORDER BY alias',
    );
    const latest = connection.prepare<{ version: number }>(
      'SELECT max(version) AS version FROM model_versions WHERE name = ? GROUP BY stage ORDER BY version',
    );
    return connection
      .prepare<Pick<RegisteredModel, 'name' | 'description' | 'createdAt' | 'updatedAt'>>(
        `SELECT m.name, m.description, m.created_at AS createdAt, m.updated_at AS updatedAt
         FROM json_each(?) AS wanted JOIN registered_models m ON m.name = wanted.value
         ORDER BY wanted.key`,
      )
      .all(JSON.stringify(names))
      .map((row) => ({
        ...row,
        tags: tags.all(row.name),
        aliases: aliases.all(row.name),
        latest: readModelVersions(
          connection,
          latest.all(row.name).map(({ version }) => ({ name: row.name, version })),
        ),
      }));
  });
}

/** Changes the description or the name of a registered model. @throws StoreError when the new name is taken. */
export function changeRegisteredModel(
  connection: Connection,
  name: string,
  change: { readonly description?: string; readonly newName?: string },
): void {
  connection.write(() => {
    const { description, newName = name } = change;
    if (newName !== name && isThere(connection, newName)) {
      throw new StoreError('conflict', `Registered Model (name=${newName}) already exists.`);
    }
    connection
      .prepare(
        `UPDATE registered_models
         SET name = ?, description = coalesce(?, description), updated_at = ? WHERE name = ?`,
      )
      .run(newName, description ?? null, Date.now(), name);
  });
}

/** Deletes a registered model with its versions; what they point to stays. */
export function deleteRegisteredModel(connection: Connection, name: string): void {
  connection.write(() => {
    connection.prepare('DELETE FROM registered_models WHERE name = ?').run(name);
  });
}

/** Sets a tag of a registered model. */
export function setRegisteredModelTag(
  connection: Connection,
  name: string,
  key: string,
  value: string,
): void {
  connection.write(() => putTag(connection, name, key, value));
}

/** Takes a tag off a registered model; one that is not there is no error. */
export function removeRegisteredModelTag(connection: Connection, name: string, key: string): void {
  connection.write(() => {
    connection
      .prepare('DELETE FROM registered_model_tags WHERE name = ? AND key = ?')
      .run(name, key);
  });
}

/** Gives a version another name by which it is asked for; the alias leaves the version that had it. */
export function setAlias(
  connection: Connection,
  name: string,
  alias: string,
  version: number,
): void {
  connection.write(() => {
    connection
      .prepare(
        `INSERT INTO model_aliases (name, alias, version) VALUES (?, ?, ?)
         ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version`,
      )
      .run(name, alias, version);
  });
}

/** Takes an alias away; one that is not there is no error. */
export function removeAlias(connection: Connection, name: string, alias: string): void {
  connection.write(() => {
    connection.prepare('DELETE FROM model_aliases WHERE name = ? AND alias = ?').run(name, alias);
  });
}

function isThere(connection: Connection, name: string): boolean {
  return (
    connection.prepare('SELECT 1 FROM registered_models WHERE name = ?').get(name) !== undefined
  );
}

function putTag(connection: Connection, name: string, key: string, value: string): void {
  connection
    .prepare(
      `INSERT INTO registered_model_tags (name, key, value) VALUES (?, ?, ?)
       ON CONFLICT (name, key) DO UPDATE SET value = excluded.value`,
    )
    .run(name, key, value);
}
