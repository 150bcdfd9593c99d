import type { Connection } from '../store/connection.js';
import type { ImportedExperiment } from './imported-run.js';

/**
 * The experiment of that name, made where it is not there; one that is there keeps what it has, and
 * gets the tags that it lacks. Call it within a write. @returns its id.
 */
export function putExperiment(connection: Connection, experiment: ImportedExperiment): number {
  const { name, createdAt = Date.now(), updatedAt, tags, inTrash, artifactLocation } = experiment;
  connection
    .prepare(
      `INSERT INTO experiments (name, created_at, updated_at, trashed_at, artifact_location)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
    )
    .run(
      name,
      createdAt,
      updatedAt ?? createdAt,
      inTrash ? Date.now() : null,
      artifactLocation ?? null,
    );
  const id = connection
    .prepare<number>('SELECT id FROM experiments WHERE name = ?')
    .pluck()
    .get(name)!;
  const tag = connection.prepare(
    'INSERT INTO experiment_tags (experiment_id, key, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const [key, value] of tags ?? []) tag.run(id, key, value);
  return id;
}
