import { randomUUID } from 'node:crypto';
import type { Connection } from './connection.js';
import type { Pair } from './read-client-runs.js';
import { StoreError } from './store-error.js';

/** A model that a run logged, or that a program made without one. */
export interface LoggedModel {
  readonly id: string;
  readonly experimentId: number;
  readonly name: string;
  readonly modelType: string | null;
  readonly sourceRunId: string | null;
  readonly status: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly trashedAt: number | null;
  /** Of its experiment; null: in this record. */
  readonly artifactLocation: string | null;
  readonly params: Pair[];
  readonly tags: Pair[];
  readonly metrics: ModelMetric[];
}

/** The newest value that a run logged of a model, on one dataset or on none (''). */
export interface ModelMetric {
  readonly runId: string;
  readonly key: string;
  readonly datasetName: string;
  readonly datasetDigest: string;
  readonly step: number;
  readonly time: number;
  /** null: NaN. */
  readonly value: number | null;
}

/** What a new model starts with. */
export interface NewLoggedModel {
  readonly experimentId: number;
  readonly name: string;
  readonly modelType: string | undefined;
  readonly sourceRunId: string | undefined;
  readonly status: string;
  readonly params: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
}

/** Makes a model and returns its id. */
export function createLoggedModel(connection: Connection, model: NewLoggedModel): string {
  return connection.write(() => {
    const id = `m-${randomUUID().replaceAll('-', '')}`;
    const now = Date.now();
    connection
      .prepare(
        `INSERT INTO logged_models
           (id, experiment_id, name, model_type, source_run_id, status, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        model.experimentId,
        model.name,
        model.modelType ?? null,
        model.sourceRunId ?? null,
        model.status,
        now,
        now,
      );
    putPairs(connection, 'logged_model_params', id, model.params);
    putPairs(connection, 'logged_model_tags', id, model.tags);
    return id;
  });
}

const MODELS = `
SELECT m.id, m.experiment_id AS experimentId, m.name, m.model_type AS modelType,
  m.source_run_id AS sourceRunId, m.status, m.created_at AS createdAt, m.updated_at AS updatedAt,
  m.trashed_at AS trashedAt, e.artifact_location AS artifactLocation
FROM json_each(?) AS wanted
JOIN logged_models m ON m.id = wanted.value
JOIN experiments e ON e.id = m.experiment_id
ORDER BY wanted.key`;

const METRICS = `
SELECT run_id AS runId, key, dataset_name AS datasetName, dataset_digest AS datasetDigest, step,
  time, value
FROM logged_model_metrics WHERE model_id = ? ORDER BY key, run_id`;

/** Models by their ids, in that order, those in the trash too. */
export function readLoggedModels(connection: Connection, ids: readonly string[]): LoggedModel[] {
  return connection.read(() => {
    const params = connection.prepare<Pair>(
      'SELECT key, value FROM logged_model_params WHERE model_id = ? ORDER BY key',
    );
    const tags = connection.prepare<Pair>(
      'SELECT key, value FROM logged_model_tags WHERE model_id = ? ORDER BY key',
    );
    const metrics = connection.prepare<ModelMetric>(METRICS);
    return connection
      .prepare<Omit<LoggedModel, 'params' | 'tags' | 'metrics'>>(MODELS)
      .all(JSON.stringify(ids))
      .map((row) => ({
        ...row,
        params: params.all(row.id),
        tags: tags.all(row.id),
        metrics: metrics.all(row.id),
      }));
  });
}

/** Changes a model's status and adds params and tags; what is left out stays. @throws StoreError when there is none of that id. */
export function changeLoggedModel(
  connection: Connection,
  id: string,
  change: {
    readonly status?: string;
    readonly params?: ReadonlyMap<string, string>;
    readonly tags?: ReadonlyMap<string, string>;
  },
): void {
  connection.write(() => {
    const { changes } = connection
      .prepare(
        'UPDATE logged_models SET status = coalesce(?, status), updated_at = ? WHERE id = ? AND trashed_at IS NULL',
      )
      .run(change.status ?? null, Date.now(), id);
    if (changes === 0) throw new StoreError('notFound', `Logged model with ID '${id}' not found.`);
    putPairs(connection, 'logged_model_params', id, change.params ?? new Map());
    putPairs(connection, 'logged_model_tags', id, change.tags ?? new Map());
  });
}

/** Takes a tag off a model. @returns false when there was none. */
export function removeLoggedModelTag(connection: Connection, id: string, key: string): boolean {
  return connection.write(
    () =>
      connection
        .prepare('DELETE FROM logged_model_tags WHERE model_id = ? AND key = ?')
        .run(id, key).changes > 0,
  );
}

/** Puts a model in the trash. */
export function trashLoggedModel(connection: Connection, id: string): void {
  connection.write(() => {
    connection.prepare('UPDATE logged_models SET trashed_at = ? WHERE id = ?').run(Date.now(), id);
  });
}

/** A metric that a run logged of a model. */
export interface NewModelMetric {
  readonly modelId: string | undefined;
  readonly key: string;
  readonly datasetName: string | undefined;
  readonly datasetDigest: string | undefined;
  readonly step: number;
  readonly time: number;
  readonly value: number;
}

// A model that is not there is no error: the run's own point is kept all the same.
const PUT_METRIC = `
INSERT INTO logged_model_metrics
  (model_id, run_id, key, dataset_name, dataset_digest, step, time, value)
SELECT id, ?, ?, ?, ?, ?, ?, ? FROM logged_models WHERE id = ?
ON CONFLICT DO UPDATE SET step = excluded.step, time = excluded.time, value = excluded.value
WHERE (excluded.step, excluded.time) >= (step, time)`;

/** Keeps the newest values that a run logs of models. Call it within a write. */
export function putModelMetrics(
  connection: Connection,
  runId: string,
  metrics: readonly NewModelMetric[],
): void {
  const put = connection.prepare(PUT_METRIC);
  for (const { modelId, key, datasetName, datasetDigest, step, time, value } of metrics) {
    put.run(runId, key, datasetName ?? '', datasetDigest ?? '', step, time, value, modelId);
  }
}

/** Links models to a run that read or made them. Call it within a write. @throws StoreError for a model that is not there. */
export function linkModels(
  connection: Connection,
  runId: string,
  direction: 'input' | 'output',
  models: readonly { readonly modelId: string; readonly step: number }[],
): void {
  const link = connection.prepare(
    `INSERT INTO run_models (run_id, direction, model_id, step)
     SELECT ?, ?, id, ? FROM logged_models WHERE id = ?
     ON CONFLICT DO UPDATE SET step = excluded.step`,
  );
  for (const { modelId, step } of models) {
    if (link.run(runId, direction, step, modelId).changes > 0) continue;
    throw new StoreError('notFound', `Logged model with ID '${modelId}' not found.`);
  }
}

function putPairs(
  connection: Connection,
  table: 'logged_model_params' | 'logged_model_tags',
  id: string,
  pairs: ReadonlyMap<string, string>,
): void {
  const put = connection.prepare(
    `INSERT INTO ${table} (model_id, key, value) VALUES (?, ?, ?)
     ON CONFLICT (model_id, key) DO UPDATE SET value = excluded.value`,
  );
  for (const [key, value] of pairs) put.run(id, key, value);
}
