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
SELECT wanted.key AS at, r.id, r.experiment_id AS experimentId,
  coalesce((SELECT value FROM tags WHERE run_id = r.id AND key = 'mlflow.runName'), r.name) AS name,
  r.status, r.is_scheduled AS isScheduled, r.user_id AS userId, r.started_at AS startedAt, r.ended_at AS endedAt,
  r.trashed_at AS trashedAt, e.artifact_location AS artifactLocation
FROM json_each(?) AS wanted
JOIN runs r ON r.id = wanted.value
JOIN experiments e ON e.id = r.experiment_id
ORDER BY wanted.key`;

// Each row begins with the place of its run among those that are wanted: of thousands of rows, arrays
// and a number take a quarter less time than objects with an id.
const METRICS = `
SELECT wanted.key, s.key, m.last_value, m.last_step, m.last_time
FROM json_each(?) AS wanted
JOIN metric_series s ON s.run_id = wanted.value
JOIN metric_summaries m ON m.series_id = s.id
ORDER BY s.id`;

const PARAMS = `
SELECT wanted.key, p.key, p.value
FROM json_each(?) AS wanted JOIN params p ON p.run_id = wanted.value
ORDER BY p.key`;

const TAGS = `
SELECT wanted.key, t.key, t.value
FROM json_each(?) AS wanted JOIN tags t ON t.run_id = wanted.value
ORDER BY t.key`;

const DATASETS = `
SELECT wanted.key, d.name, d.digest, d.source_type, d.source, d.schema, d.profile, u.tags
FROM json_each(?) AS wanted
JOIN run_datasets u ON u.run_id = wanted.value
JOIN datasets d ON d.id = u.dataset_id
ORDER BY d.id`;

const MODELS = `
SELECT wanted.key, m.direction, m.model_id, m.step
FROM json_each(?) AS wanted JOIN run_models m ON m.run_id = wanted.value
ORDER BY m.step, m.model_id`;

type MetricTuple = [at: number, key: string, value: number | null, step: number, time: number];
type PairTuple = [at: number, key: string, value: string];
type DatasetTuple = [
  at: number,
  name: string,
  digest: string,
  sourceType: string,
  source: string,
  schema: string | null,
  profile: string | null,
  tags: string,
];
type ModelTuple = [at: number, direction: 'input' | 'output', modelId: string, step: number];

/** Runs by their ids, in that order, those in the trash too. Points are never read. */
export function readClientRuns(connection: Connection, ids: readonly string[]): ClientRun[] {
  const wanted = JSON.stringify(ids);
  return connection.read(() => {
    const of = <Tuple extends [at: number, ...unknown[]], Row>(
      sql: string,
      rowOf: (tuple: Tuple) => Row,
    ): Row[][] => {
      const byRun: Row[][] = ids.map(() => []);
      const tuples = connection.prepare<Tuple>(sql).raw().all(wanted);
      for (const tuple of tuples) byRun[tuple[0]].push(rowOf(tuple));
      return byRun;
    };
    const metrics = of(METRICS, metricOf);
    const params = of(PARAMS, pairOf);
    const tags = of(TAGS, pairOf);
    const datasets = of(DATASETS, datasetOf);
    const models = of(MODELS, modelOf);
    return connection
      .prepare<RunOnly & { readonly at: number }>(RUNS)
      .all(wanted)
      .map(({ at, ...row }) => ({
        ...row,
        metrics: metrics[at],
        params: params[at],
        tags: tags[at],
        datasets: datasets[at],
        models: models[at],
      }));
  });
}

type RunOnly = Omit<ClientRun, 'metrics' | 'params' | 'tags' | 'datasets' | 'models'>;

function metricOf([, key, value, step, time]: MetricTuple): LatestMetric {
  return { key, value, step, time };
}

function pairOf([, key, value]: PairTuple): Pair {
  return { key, value };
}

function datasetOf(tuple: DatasetTuple): RunDataset {
  const [, name, digest, sourceType, source, schema, profile, tags] = tuple;
  return { name, digest, sourceType, source, schema, profile, tags };
}

function modelOf([, direction, modelId, step]: ModelTuple): RunModel {
  return { direction, modelId, step };
}
