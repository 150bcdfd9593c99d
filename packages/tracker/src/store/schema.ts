import type { Generated } from 'kysely';

/** The tables and views as Kysely sees them; migrations/ has their SQL and says what each column means. */
export interface Schema {
  experiments: ExperimentsTable;
  runs: RunsTable;
  run_details: {
    run_id: string;
    note: Generated<string>;
    classes: string;
    network: string;
    environment: string;
  };
  run_segments: { run_id: string; number: number; from_step: number; started_at: number };
  splits: SplitsTable;
  params: { run_id: string; key: string; kind: string; value: string };
  tags: { run_id: string; key: string; value: string };
  change_counter: { id: number; value: number };
  purged_runs: { id: string; version: number };
  metric_series: SeriesTable;
  points: PointsTable;
  live_points: LivePointsView;
  metric_summaries: SummariesTable;
  tensors: { id: Generated<number>; hash: string; shape: string; content: Buffer };
  snapshots: SnapshotsTable;
  live_snapshots: SnapshotsTable;
  snapshot_tensors: { snapshot_id: string; position: number; name: string; tensor_id: number };
  resume_states: { run_id: string; snapshot_id: string; trainer_state: string };
  resume_tensors: { run_id: string; position: number; name: string; tensor_id: number };
  artifacts: ArtifactsTable;
  schema_migrations: { name: string; applied_at: number };
}

/** Columns of `experiments`. */
export interface ExperimentsTable {
  id: Generated<number>;
  name: string;
  created_at: number;
  updated_at: Generated<number | null>;
  trashed_at: Generated<number | null>;
  artifact_location: Generated<string | null>;
}

/** Columns of `runs`. */
export interface RunsTable {
  id: string;
  experiment_id: number;
  name: string;
  config: string | null;
  status: string;
  message: string | null;
  engine: string | null;
  device: string | null;
  dataset: string | null;
  dataset_digest: string | null;
  parameters: number | null;
  multiply_adds: number | null;
  epochs: Generated<number>;
  epochs_planned: number | null;
  started_at: number;
  resumed_at: number;
  ended_at: number | null;
  heartbeat_at: number;
  has_heartbeat: Generated<number>;
  is_scheduled: Generated<number>;
  user_id: Generated<string | null>;
  earlier_ms: Generated<number>;
  segment: Generated<number>;
  host: string;
  pid: number;
  trashed_at: number | null;
  version: number;
}

/** Columns of `splits`. */
export interface SplitsTable {
  run_id: string;
  kind: string;
  digest: string;
  train: number;
  validation: number;
  test: number;
  test_also_trained: number;
  validation_also_trained: number;
  test_near_trained: number | null;
  validation_near_trained: number | null;
}

/** Columns of `metric_series`. */
export interface SeriesTable {
  id: Generated<number>;
  run_id: string;
  key: string;
  higher_is_better: number;
  time_origin: Generated<number>;
  epoch_offset: Generated<number | null>;
  steps_per_epoch: Generated<number | null>;
}

/** Columns of `points`, which write-points.ts writes and everything else reads through `live_points`. */
export interface PointsTable {
  series_id: number;
  step: number;
  time: number;
  turn: number;
  /** null: NaN. */
  value: number | null;
  epoch: number | null;
}

/** Columns of `live_points`. */
export interface LivePointsView {
  run_id: string;
  key: string;
  series_id: number;
  segment: number;
  step: number;
  epoch: number;
  /** Milliseconds since 1970. */
  time: number;
  /** null: NaN. */
  value: number | null;
}

/** Columns of `metric_summaries`. */
export interface SummariesTable {
  series_id: number;
  /** null: NaN. */
  last_value: number | null;
  last_step: number;
  last_time: number;
  min_value: number | null;
  max_value: number | null;
  best_value: number | null;
  best_epoch: number | null;
  count: number;
}

/** Columns of `snapshots` and `live_snapshots`. */
export interface SnapshotsTable {
  id: string;
  run_id: string;
  segment: number;
  step: number;
  epoch: number;
  reasons: string;
  created_at: number;
  bytes: number;
}

/** Columns of `artifacts`. */
export interface ArtifactsTable {
  run_id: string;
  path: string;
  media_type: string;
  bytes: number;
  sha256: string;
  created_at: number;
}
