import type { Connection } from './connection.js';

/** A run as clients of MLflow read it, whichever program logged it. */
export interface ClientRun {
  readonly id: string;
  readonly experimentId: number;
  /** As its client gave it. */
  readonly name: string;
  readonly status: string;
  /** 1: it is running by name only, and waits. */
  readonly isScheduled: number;
  readonly userId: string | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly trashedAt: number | null;
  /** Of its experiment; null: in this record. */
  readonly artifactLocation: string | null;
  readonly metrics: LatestMetric[];
  readonly params: Pair[];
  readonly tags: Pair[];
  readonly datasets: RunDataset[];
  readonly models: RunModel[];
}

/** The point of a metric with the greatest step, time and value. */
export interface LatestMetric {
  readonly key: string;
  /** null: NaN. */
  readonly value: number | null;
  readonly step: number;
  readonly time: number;
}

/** A name and its value. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** A dataset that a run used. */
export interface RunDataset {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  readonly source: string;
  readonly schema: string | null;
  readonly profile: string | null;
  /** JSON. */
  readonly tags: string;
}

/** A logged model that a run read or made. */
export interface RunModel {
  readonly direction: 'input' | 'output';
  readonly modelId: string;
  readonly step: number;
}

const RUNS = `
SELECT r.id, r.experiment_id AS experimentId,
  coalesce((SELECT value FROM tags WHERE run_id = r.id AND key = 'mlflow.runName'), r.name) AS name,
  r.status, r.is_scheduled AS isScheduled, r.user_id AS userId, r.started_at AS startedAt, r.ended_at AS endedAt,
  r.trashed_at AS trashedAt, e.artifact_location AS artifactLocation
FROM json_each(?) AS wanted
JOIN runs r ON r.id = wanted.value
JOIN experiments e ON e.id = r.experiment_id
ORDER BY wanted.key`;

const METRICS = `
SELECT s.run_id AS runId, s.key, m.last_value AS value, m.last_step AS step, m.last_time AS time
FROM json_each(?) AS wanted
JOIN metric_series s ON s.run_id = wanted.value
JOIN metric_summaries m ON m.series_id = s.id
ORDER BY s.id`;

const PARAMS = `
SELECT p.run_id AS runId, p.key, p.value
FROM json_each(?) AS wanted JOIN params p ON p.run_id = wanted.value
ORDER BY p.key`;

const TAGS = `
SELECT t.run_id AS runId, t.key, t.value
FROM json_each(?) AS wanted JOIN tags t ON t.run_id = wanted.value
ORDER BY t.key`;

const DATASETS = `
SELECT u.run_id AS runId, d.name, d.digest, d.source_type AS sourceType, d.source, d.schema,
  d.profile, u.tags
FROM json_each(?) AS wanted
JOIN run_datasets u ON u.run_id = wanted.value
JOIN datasets d ON d.id = u.dataset_id
ORDER BY d.id`;

const MODELS = `
SELECT m.run_id AS runId, m.direction, m.model_id AS modelId, m.step
FROM json_each(?) AS wanted JOIN run_models m ON m.run_id = wanted.value
ORDER BY m.step, m.model_id`;

/** Runs by their ids, in that order, those in the trash too. Points are never read. */
export function readClientRuns(connection: Connection, ids: readonly string[]): ClientRun[] {
  const wanted = JSON.stringify(ids);
  return connection.read(() => {
    const of = <Row>(sql: string) => grouped(connection.prepare<Row & OfRun>(sql).all(wanted));
    const metrics = of<LatestMetric>(METRICS);
    const params = of<Pair>(PARAMS);
    const tags = of<Pair>(TAGS);
    const datasets = of<RunDataset>(DATASETS);
    const models = of<RunModel>(MODELS);
    return connection
      .prepare<Omit<ClientRun, 'metrics' | 'params' | 'tags' | 'datasets' | 'models'>>(RUNS)
      .all(wanted)
      .map((row) => ({
        ...row,
        metrics: metrics.get(row.id) ?? [],
        params: params.get(row.id) ?? [],
        tags: tags.get(row.id) ?? [],
        datasets: datasets.get(row.id) ?? [],
        models: models.get(row.id) ?? [],
      }));
  });
}

interface OfRun {
  readonly runId: string;
}

function grouped<Row extends OfRun>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.runId);
    if (group) group.push(row);
    else groups.set(row.runId, [row]);
  }
  return groups;
}
