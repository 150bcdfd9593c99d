import type { Connection } from './connection.js';
import type { Pair } from './read-client-runs.js';

/** Which version of which registered model. */
export interface VersionRef {
  readonly name: string;
  readonly version: number;
}

/** A version of a registered model. */
export interface ModelVersion extends VersionRef {
  readonly stage: string;
  readonly description: string | null;
  readonly userId: string | null;
  /** Where its files are, as the client said. */
  readonly source: string | null;
  readonly runId: string | null;
  readonly runLink: string | null;
  readonly modelId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly tags: Pair[];
  readonly aliases: string[];
}

/** What a new version starts with. */
export interface NewModelVersion {
  readonly name: string;
  readonly source: string;
  readonly runId: string | undefined;
  readonly runLink: string | undefined;
  readonly modelId: string | undefined;
  readonly description: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
}

/** Adds the next version of a registered model and returns its number. */
export function createModelVersion(connection: Connection, version: NewModelVersion): number {
  return connection.write(() => {
    const { name, tags } = version;
    const { next } = connection
      .prepare<{ next: number }>(
        'SELECT coalesce(max(version), 0) + 1 AS next FROM model_versions WHERE name = ?',
      )
      .get(name)!;
    const now = Date.now();
    connection
      .prepare(
        `INSERT INTO model_versions
           (name, version, description, source, run_id, run_link, model_id, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        name,
        next,
        version.description ?? null,
        version.source,
        version.runId ?? null,
        version.runLink ?? null,
        version.modelId ?? null,
        now,
        now,
      );
    for (const [key, value] of tags) putTag(connection, { name, version: next }, key, value);
    touchModel(connection, name, now);
    return next;
  });
}

const VERSIONS = `
SELECT v.name, v.version, v.stage, v.description, v.user_id AS userId, v.source, v.run_id AS runId,
  v.run_link AS runLink, v.model_id AS modelId, v.created_at AS createdAt, v.updated_at AS updatedAt
FROM json_each(?) AS wanted
JOIN model_versions v ON v.name = json_extract(wanted.value, '$.name')
  AND v.version = json_extract(wanted.value, '$.version')
ORDER BY wanted.key`;

/** Versions by name and number, in that order. */
export function readModelVersions(
  connection: Connection,
  refs: readonly VersionRef[],
): ModelVersion[] {
  return connection.read(() => {
    const tags = connection.prepare<Pair>(
      'SELECT key, value FROM model_version_tags WHERE name = ? AND version = ? ORDER BY key',
    );
    const aliases = connection.prepare<{ alias: string }>(
      'SELECT alias FROM model_aliases WHERE name = ? AND version = ? ORDER BY alias',
    );
    return connection
      .prepare<Omit<ModelVersion, 'tags' | 'aliases'>>(VERSIONS)
      .all(JSON.stringify(refs))
      .map((row) => ({
        ...row,
        tags: tags.all(row.name, row.version),
        aliases: aliases.all(row.name, row.version).map(({ alias }) => alias),
      }));
  });
}

/** Changes the description or the stage of a version. */
export function changeModelVersion(
  connection: Connection,
  { name, version }: VersionRef,
  change: {
    readonly description?: string;
    readonly stage?: string;
    /** Moves the other versions of that stage to "Archived". */
    readonly archiveOthers?: boolean;
  },
): void {
  connection.write(() => {
    const now = Date.now();
    const { description, stage, archiveOthers = false } = change;
    if (archiveOthers && stage !== undefined) {
      connection
        .prepare(
          `UPDATE model_versions SET stage = 'Archived', updated_at = ?
           WHERE name = ? AND stage = ? AND version <> ?`,
        )
        .run(now, name, stage, version);
    }
    connection
      .prepare(
        `UPDATE model_versions SET description = coalesce(?, description),
           stage = coalesce(?, stage), updated_at = ? WHERE name = ? AND version = ?`,
      )
      .run(description ?? null, stage ?? null, now, name, version);
    touchModel(connection, name, now);
  });
}

/** Deletes a version; what it points to stays. */
export function deleteModelVersion(connection: Connection, { name, version }: VersionRef): void {
  connection.write(() => {
    connection
      .prepare('DELETE FROM model_versions WHERE name = ? AND version = ?')
      .run(name, version);
    touchModel(connection, name, Date.now());
  });
}

/** Sets a tag of a version. */
export function setModelVersionTag(
  connection: Connection,
  ref: VersionRef,
  key: string,
  value: string,
): void {
  connection.write(() => putTag(connection, ref, key, value));
}

/** Takes a tag off a version; one that is not there is no error. */
export function removeModelVersionTag(
  connection: Connection,
  { name, version }: VersionRef,
  key: string,
): void {
  connection.write(() => {
    connection
      .prepare('DELETE FROM model_version_tags WHERE name = ? AND version = ? AND key = ?')
      .run(name, version, key);
  });
}

function touchModel(connection: Connection, name: string, now: number): void {
  connection.prepare('UPDATE registered_models SET updated_at = ? WHERE name = ?').run(now, name);
}

function putTag(
  connection: Connection,
  { name, version }: VersionRef,
  key: string,
  value: string,
): void {
  connection
    .prepare(
      `INSERT INTO model_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)
       ON CONFLICT (name, version, key) DO UPDATE SET value = excluded.value`,
    )
    .run(name, version, key, value);
}
