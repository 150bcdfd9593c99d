import type { Connection } from '../store/connection.js';
import type { RecordAccess } from '../store/record-access.js';
import type { ImportedModel } from './imported-run.js';
import { putExperiment } from './write-experiment.js';
import type { RunFile } from './write-run.js';

/** Whether a logged model of an id is here. */
export function hasModel(connection: Connection, id: string): boolean {
  return connection.attempt(
    () => connection.prepare('SELECT 1 FROM logged_models WHERE id = ?').get(id) !== undefined,
  );
}

const INSERT = `
INSERT INTO logged_models
  (id, experiment_id, name, model_type, source_run_id, status, created_at, updated_at, trashed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;

/** Writes a logged model with its files, in one write. Its metrics come with the runs that measured them. */
export function writeModel(
  { connection, artifacts }: RecordAccess,
  model: ImportedModel,
  files: readonly RunFile[],
): void {
  connection.write(() => {
    const { id } = model;
    const experimentId = putExperiment(connection, { name: model.experiment });
    const { changes } = connection
      .prepare(INSERT)
      .run(
        id,
        experimentId,
        model.name,
        model.modelType ?? null,
        model.sourceRunId ?? null,
        model.status,
        model.createdAt,
        model.updatedAt,
        model.trashedAt ?? null,
      );
    if (changes === 0) return;
    for (const table of ['params', 'tags'] as const) {
      const put = connection.prepare(
        `INSERT INTO logged_model_${table} (model_id, key, value) VALUES (?, ?, ?)`,
      );
      for (const [key, value] of model[table]) put.run(id, key, value);
    }
    const place = connection.prepare(
      `INSERT INTO stored_files (path, media_type, bytes, sha256, created_at)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT (path) DO NOTHING`,
    );
    for (const { path, mediaType, bytes, sha256, file } of files) {
      artifacts.adopt(file, sha256);
      const stored = `${experimentId}/models/${id}/artifacts/${path}`;
      place.run(stored, mediaType, bytes, sha256, Date.now());
    }
  });
}
