import type { NewModelMetric } from '../../store/logged-models.js';
import type { Pair } from '../../store/read-client-runs.js';
import type { NewRunDataset } from '../../store/run-datasets.js';
import type { ImportedModelLink } from '../imported-run.js';
import type { MlflowDatabase } from './mlflow-database.js';
import { type MlflowRun, mlflowValue } from './mlflow-facts.js';

/** A row of `runs`. */
export interface RunRow {
  readonly id: string;
  readonly experimentId: number;
  readonly name: string | null;
  readonly userId: string | null;
  readonly status: string | null;
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly stage: string | null;
  readonly deletedTime: number | null;
  readonly artifactUri: string | null;
}

/** All runs, oldest first. */
export function runsSql(database: MlflowDatabase): string {
  const column = (name: string, as: string) =>
    database.has('runs', name) ? `${name} AS ${as}` : `NULL AS ${as}`;
  return `
SELECT run_uuid AS id, experiment_id AS experimentId, ${column('name', 'name')}, status,
  ${column('user_id', 'userId')}, start_time AS startTime, end_time AS endTime,
  lifecycle_stage AS stage, ${column('deleted_time', 'deletedTime')},
  ${column('artifact_uri', 'artifactUri')}
FROM runs ORDER BY start_time, run_uuid`;
}

/** What MLflow's tables say of a run, but for its points. */
export function readMlflowRun(
  database: MlflowDatabase,
  row: RunRow,
  experiment: string,
): MlflowRun {
  const pairs = (table: 'params' | 'tags') =>
    new Map(
      database
        .all<Pair>(
          `SELECT key, coalesce(value, '') AS value FROM ${table} WHERE run_uuid = ? ORDER BY key`,
          row.id,
        )
        .map(({ key, value }) => [key, value]),
    );
  return {
    id: row.id,
    name: row.name ?? undefined,
    experiment,
    userId: row.userId ?? undefined,
    status: row.status ?? undefined,
    startTime: row.startTime ?? undefined,
    endTime: row.endTime ?? undefined,
    isDeleted: row.stage === 'deleted',
    deletedTime: row.deletedTime ?? undefined,
    params: pairs('params'),
    tags: pairs('tags'),
    datasets: datasetsOf(database, row.id),
    models: modelsOf(database, row.id),
    modelMetrics: modelMetricsOf(database, row.id),
  };
}

interface DatasetRow {
  readonly uuid: string;
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
}

const DATASETS = `
SELECT i.input_uuid AS uuid, d.name, d.digest, d.dataset_source_type AS sourceType,
  d.dataset_source AS source, d.dataset_schema AS schema, d.dataset_profile AS profile
FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id
WHERE i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.destination_id = ?
ORDER BY i.rowid`;

function datasetsOf(database: MlflowDatabase, runId: string): NewRunDataset[] {
  if (!database.has('inputs') || !database.has('datasets')) return [];
  return database.all<DatasetRow>(DATASETS, runId).map(({ uuid, schema, profile, ...dataset }) => {
    const tags = database.all<Pair>(
      'SELECT name AS key, value FROM input_tags WHERE input_uuid = ? ORDER BY name',
      uuid,
    );
    return {
      ...dataset,
      schema: schema ?? undefined,
      profile: profile ?? undefined,
      tags: new Map(tags.map(({ key, value }) => [key, value])),
    };
  });
}

function modelsOf(database: MlflowDatabase, runId: string): ImportedModelLink[] {
  if (!database.has('inputs')) return [];
  const step = database.has('inputs', 'step') ? 'step' : '0';
  return (['input', 'output'] as const).flatMap((direction) =>
    database
      .all<{ modelId: string; step: number }>(
        `SELECT destination_id AS modelId, ${step} AS step FROM inputs
         WHERE source_type = ? AND source_id = ? ORDER BY step, destination_id`,
        `RUN_${direction.toUpperCase()}`,
        runId,
      )
      .map((link) => ({ direction, ...link })),
  );
}

const MODEL_METRICS = `
SELECT model_id AS modelId, metric_name AS key, dataset_name AS datasetName,
  dataset_digest AS datasetDigest, metric_step AS step, metric_timestamp_ms AS time,
  metric_value AS value
FROM logged_model_metrics WHERE run_id = ? ORDER BY metric_step, metric_timestamp_ms`;

interface ModelMetricRow {
  readonly modelId: string;
  readonly key: string;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
  readonly step: number;
  readonly time: number;
  readonly value: number | null;
}

function modelMetricsOf(database: MlflowDatabase, runId: string): NewModelMetric[] {
  if (!database.has('logged_model_metrics')) return [];
  return database.all<ModelMetricRow>(MODEL_METRICS, runId).map((metric) => ({
    ...metric,
    datasetName: metric.datasetName ?? undefined,
    datasetDigest: metric.datasetDigest ?? undefined,
    value: metric.value === null ? Number.NaN : mlflowValue(metric.value),
  }));
}
