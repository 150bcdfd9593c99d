import type { Connection } from '../store/connection.js';
import type { ImportedRegisteredModel, ImportedVersion } from './imported-run.js';

const INSERT_VERSION = `
INSERT INTO model_versions (name, version, stage, description, user_id, source, run_id, run_link,
  model_id, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/**
 * Writes a registered model with its versions, in one write.
 * @returns false when there is one of that name, which then stays as it is.
 */
export function writeRegisteredModel(
  connection: Connection,
  model: ImportedRegisteredModel,
): boolean {
  return connection.write(() => {
    const { name } = model;
    const { changes } = connection
      .prepare(
        `INSERT INTO registered_models (name, description, created_at, updated_at)
         VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      )
      .run(name, model.description ?? null, model.createdAt, model.updatedAt);
    if (changes === 0) return false;
    const tag = connection.prepare(
      'INSERT INTO registered_model_tags (name, key, value) VALUES (?, ?, ?)',
    );
    for (const [key, value] of model.tags) tag.run(name, key, value);
    for (const version of model.versions) putVersion(connection, name, version);
    const alias = connection.prepare(
      'INSERT INTO model_aliases (name, alias, version) VALUES (?, ?, ?)',
    );
    const there = new Set(model.versions.map(({ version }) => version));
    for (const [word, version] of model.aliases) {
      if (there.has(version)) alias.run(name, word, version);
    }
    return true;
  });
}

function putVersion(connection: Connection, name: string, version: ImportedVersion): void {
  connection
    .prepare(INSERT_VERSION)
    .run(
      name,
      version.version,
      version.stage,
      version.description ?? null,
      version.userId ?? null,
      sourceHere(connection, version) ?? null,
      version.runId ?? null,
      version.runLink ?? null,
      version.modelId ?? null,
      version.createdAt,
      version.updatedAt,
    );
  const tag = connection.prepare(
    'INSERT INTO model_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)',
  );
  for (const [key, value] of version.tags) tag.run(name, version.version, key, value);
}

/** Where a version's files are now: a run's artifacts are under the number that its experiment has here. */
function sourceHere(connection: Connection, version: ImportedVersion): string | undefined {
  const { source, pathInRun, runId } = version;
  if (pathInRun === undefined || runId === undefined) return source;
  const experiment = connection
    .prepare<number>(
      `SELECT e.id FROM runs r JOIN experiments e ON e.id = r.experiment_id
       WHERE r.id = ? AND e.artifact_location IS NULL`,
    )
    .pluck()
    .get(runId);
  if (experiment === undefined) return source;
  return `mlflow-artifacts:/${experiment}/${runId}/artifacts/${pathInRun}`;
}
