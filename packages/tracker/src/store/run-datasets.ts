import type { Connection } from './connection.js';

/** A dataset that a run used. */
export interface NewRunDataset {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | undefined;
  readonly profile: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
}

const PUT_DATASET = `
INSERT INTO datasets (experiment_id, name, digest, source_type, source, schema, profile)
SELECT experiment_id, ?, ?, ?, ?, ?, ? FROM runs WHERE id = ?
ON CONFLICT (experiment_id, name, digest) DO UPDATE SET source_type = source_type
RETURNING id`;

const PUT_USE = `
INSERT INTO run_datasets (run_id, dataset_id, context, tags) VALUES (?, ?, ?, ?)
ON CONFLICT (run_id, dataset_id) DO NOTHING`;

/** Links datasets to a run; one of the same name and digest is the same dataset. Call it within a write. */
export function putRunDatasets(
  connection: Connection,
  runId: string,
  datasets: readonly NewRunDataset[],
): void {
  for (const dataset of datasets) {
    const { name, digest, sourceType, source, schema, profile, tags } = dataset;
    const { id } = connection
      .prepare<{ id: number }>(PUT_DATASET)
      .get(name, digest, sourceType, source, schema ?? null, profile ?? null, runId)!;
    const pairs = [...tags].map(([key, value]) => ({ key, value }));
    connection
      .prepare(PUT_USE)
      .run(runId, id, tags.get('mlflow.data.context') ?? null, JSON.stringify(pairs));
    // Lists show what a run learned from.
    connection
      .prepare('UPDATE runs SET dataset = ? WHERE id = ? AND dataset IS NULL')
      .run(name, runId);
  }
}

/** A dataset of some experiments, and what runs used it for. */
export interface DatasetSummary {
  readonly experimentId: number;
  readonly name: string;
  readonly digest: string;
  readonly context: string | null;
}

/** The datasets that runs of some experiments used. */
export function datasetSummaries(
  connection: Connection,
  experimentIds: readonly number[],
): DatasetSummary[] {
  return connection.attempt(() =>
    connection
      .prepare<DatasetSummary>(
        `SELECT DISTINCT d.experiment_id AS experimentId, d.name, d.digest, u.context
         FROM json_each(?) AS wanted
         JOIN datasets d ON d.experiment_id = wanted.value
         JOIN run_datasets u ON u.dataset_id = d.id
         JOIN runs r ON r.id = u.run_id AND r.trashed_at IS NULL
         ORDER BY d.experiment_id, d.name, d.digest, u.context LIMIT 1000`,
      )
      .all(JSON.stringify(experimentIds)),
  );
}
