import type { Pair } from '../../store/read-client-runs.js';
import type { ImportedRegisteredModel, ImportedVersion } from '../imported-run.js';
import type { MlflowDatabase } from './mlflow-database.js';
import { pathInRun } from './mlflow-facts.js';

interface ModelRow {
  readonly name: string;
  readonly description: string | null;
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
}

interface VersionRow extends ModelRow {
  readonly version: number;
  readonly stage: string | null;
  readonly userId: string | null;
  readonly source: string | null;
  readonly runId: string | null;
  readonly runLink: string | null;
  readonly runUri: string | null;
}

/** Registered models of MLflow's file, with versions, tags and aliases; those of the first workspace. */
export function* readRegistry(database: MlflowDatabase): Iterable<ImportedRegisteredModel> {
  if (!database.has('registered_models') || !database.has('model_versions')) return;
  const inDefault = database.has('registered_models', 'workspace')
    ? "AND workspace = 'default'"
    : '';
  const models = database.all<ModelRow>(
    `SELECT name, description, creation_time AS createdAt, last_updated_time AS updatedAt
     FROM registered_models WHERE true ${inDefault} ORDER BY name`,
  );
  const runLink = database.has('model_versions', 'run_link') ? 'v.run_link' : 'NULL';
  const pairs = (table: string, where: string, ...values: readonly unknown[]) =>
    new Map(
      database.has(table)
        ? database
            .all<Pair>(
              `SELECT key, coalesce(value, '') AS value FROM ${table} WHERE ${where} ${inDefault} ORDER BY key`,
              ...values,
            )
            .map(({ key, value }) => [key, value])
        : [],
    );
  for (const { name, description, createdAt, updatedAt } of models) {
    const versions = database.all<VersionRow>(
      `SELECT v.name, v.version, v.description, v.creation_time AS createdAt,
         v.last_updated_time AS updatedAt, v.current_stage AS stage, v.user_id AS userId, v.source,
         v.run_id AS runId, ${runLink} AS runLink, r.artifact_uri AS runUri
       FROM model_versions v LEFT JOIN runs r ON r.run_uuid = v.run_id
       WHERE v.name = ? ${inDefault} AND v.current_stage <> 'Deleted_Internal' ORDER BY v.version`,
      name,
    );
    const aliases = database.has('registered_model_aliases')
      ? database.all<{ alias: string; version: number }>(
          `SELECT alias, version FROM registered_model_aliases WHERE name = ? ${inDefault}`,
          name,
        )
      : [];
    yield {
      name,
      description: description || undefined,
      createdAt: createdAt ?? 0,
      updatedAt: updatedAt ?? createdAt ?? 0,
      tags: pairs('registered_model_tags', 'name = ?', name),
      aliases: new Map(aliases.map(({ alias, version }) => [alias, version])),
      versions: versions.map((row) =>
        versionOf(row, pairs('model_version_tags', 'name = ? AND version = ?', name, row.version)),
      ),
    };
  }
}

function versionOf(row: VersionRow, tags: ReadonlyMap<string, string>): ImportedVersion {
  return {
    version: row.version,
    stage: row.stage ?? 'None',
    description: row.description || undefined,
    userId: row.userId || undefined,
    source: row.source ?? undefined,
    pathInRun: pathInRun(row.source, row.runUri ?? undefined),
    runId: row.runId || undefined,
    runLink: row.runLink || undefined,
    modelId: modelIdOf(row.source),
    createdAt: row.createdAt ?? 0,
    updatedAt: row.updatedAt ?? row.createdAt ?? 0,
    tags,
  };
}

/** The logged model that a version is of: "models:/m-...". */
export function modelIdOf(source: string | null | undefined): string | undefined {
  return /^models:\/(m-[0-9a-f]+)$/.exec(source ?? '')?.[1];
}
