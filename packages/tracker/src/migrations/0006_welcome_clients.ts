/** Milliseconds since 1970 as ISO 8601 in UTC. Functions newer than SQLite 3.37 are not used: people open the file with what they have. */
const isoTime = (column: string) =>
  `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;

const metric = (key: string, column: string) =>
  `(SELECT m.${column} FROM metric_series s JOIN metric_summaries m ON m.series_id = s.id
    WHERE s.run_id = r.id AND s.key = '${key}')`;

/**
 * What clients of MLflow log beside what Peasy's own runs have: experiments with tags and a trash,
 * runs that have no network and no photos, datasets, logged models, and registered models.
 */
export const welcomeClients = `
ALTER TABLE experiments ADD COLUMN updated_at INTEGER;
ALTER TABLE experiments ADD COLUMN trashed_at INTEGER;
-- Where its artifacts are when that is not this record.
ALTER TABLE experiments ADD COLUMN artifact_location TEXT;

CREATE TABLE experiment_tags (
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (experiment_id, key)
) STRICT, WITHOUT ROWID;

-- Experiment 0 is the one that a client logs to without having asked for any.
PRAGMA defer_foreign_keys = ON;
UPDATE runs SET experiment_id = 0
WHERE experiment_id = (SELECT id FROM experiments WHERE name = 'Default');
UPDATE experiments SET id = 0 WHERE name = 'Default';
INSERT OR IGNORE INTO experiments (id, name, created_at)
VALUES (0, 'Default', CAST(strftime('%s', 'now') AS INTEGER) * 1000);

-- A run that a client logs has none of these.
ALTER TABLE runs ALTER COLUMN engine DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN device DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN dataset DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN dataset_digest DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN parameters DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN multiply_adds DROP NOT NULL;
ALTER TABLE runs ALTER COLUMN epochs_planned DROP NOT NULL;
ALTER TABLE runs ADD COLUMN user_id TEXT;
-- 0: its client gives no sign of life between what it logs; heartbeat_at is when it last logged.
ALTER TABLE runs ADD COLUMN has_heartbeat INTEGER NOT NULL DEFAULT 1;
CREATE INDEX runs_by_experiment_and_start ON runs (experiment_id, started_at);

CREATE TABLE datasets (
  id INTEGER PRIMARY KEY,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  -- JSON, as the client sent it; NULL: none.
  schema TEXT,
  profile TEXT,
  UNIQUE (experiment_id, name, digest)
) STRICT;

CREATE TABLE run_datasets (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  dataset_id INTEGER NOT NULL REFERENCES datasets (id) ON DELETE CASCADE,
  -- What the run used it for: "train", "eval"; NULL: it did not say.
  context TEXT,
  -- JSON: [{"key":"mlflow.data.context","value":"train"}].
  tags TEXT NOT NULL,
  PRIMARY KEY (run_id, dataset_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_datasets_by_dataset ON run_datasets (dataset_id);

CREATE TABLE logged_models (
  id TEXT PRIMARY KEY,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  model_type TEXT,
  source_run_id TEXT,
  status TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  trashed_at INTEGER
) STRICT;
CREATE INDEX logged_models_by_experiment ON logged_models (experiment_id, created_at);

CREATE TABLE logged_model_params (
  model_id TEXT NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE logged_model_tags (
  model_id TEXT NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (model_id, key)
) STRICT, WITHOUT ROWID;

-- Metrics that a run logged of a model; the run's own points have them too.
CREATE TABLE logged_model_metrics (
  model_id TEXT NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  -- '': of no dataset.
  dataset_name TEXT NOT NULL,
  dataset_digest TEXT NOT NULL,
  step INTEGER NOT NULL,
  time INTEGER NOT NULL,
  -- NULL is NaN.
  value REAL,
  PRIMARY KEY (model_id, run_id, key, dataset_name, dataset_digest)
) STRICT, WITHOUT ROWID;

-- Models that a run read or made.
CREATE TABLE run_models (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  direction TEXT NOT NULL CHECK (direction IN ('input', 'output')),
  model_id TEXT NOT NULL REFERENCES logged_models (id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  PRIMARY KEY (run_id, direction, model_id, step)
) STRICT, WITHOUT ROWID;

-- Files that belong to no run: those of logged models, by their path in the record.
CREATE TABLE stored_files (
  path TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stored_files_by_content ON stored_files (sha256);

CREATE TABLE registered_models (
  name TEXT PRIMARY KEY,
  description TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE registered_model_tags (
  name TEXT NOT NULL REFERENCES registered_models (name) ON UPDATE CASCADE ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_versions (
  name TEXT NOT NULL REFERENCES registered_models (name) ON UPDATE CASCADE ON DELETE CASCADE,
  version INTEGER NOT NULL,
  stage TEXT NOT NULL DEFAULT 'None',
  description TEXT,
  user_id TEXT,
  source TEXT,
  run_id TEXT,
  run_link TEXT,
  model_id TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (name, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_version_tags (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (name, version, key),
  FOREIGN KEY (name, version) REFERENCES model_versions (name, version)
    ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE model_aliases (
  name TEXT NOT NULL,
  alias TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (name, alias),
  FOREIGN KEY (name, version) REFERENCES model_versions (name, version)
    ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

DROP VIEW runs_overview;
CREATE VIEW runs_overview AS
SELECT
  r.id,
  r.name,
  e.name AS experiment,
  r.config,
  CASE
    WHEN r.status = 'running'
      AND r.heartbeat_at < (julianday('now') - 2440587.5) * 86400000.0
        - iif(r.has_heartbeat, 20000, 604800000) THEN 'lost'
    ELSE r.status
  END AS status,
  r.message,
  r.engine,
  r.device,
  r.dataset,
  r.parameters,
  r.multiply_adds,
  ${isoTime('r.started_at')} AS started,
  ${isoTime('r.ended_at')} AS ended,
  (r.earlier_ms + coalesce(r.ended_at, r.heartbeat_at) - r.resumed_at) / 1000.0 AS seconds,
  r.epochs,
  r.epochs_planned,
  ${metric('loss', 'last_value')} AS loss,
  ${metric('accuracy', 'last_value')} AS accuracy,
  ${metric('valLoss', 'last_value')} AS val_loss,
  ${metric('valAccuracy', 'last_value')} AS val_accuracy,
  ${metric('valLoss', 'best_value')} AS best_val_loss,
  ${metric('valAccuracy', 'best_value')} AS best_val_accuracy,
  ${metric('valAccuracy', 'best_epoch')} AS best_epoch,
  ${metric('testLoss', 'last_value')} AS test_loss,
  ${metric('testAccuracy', 'last_value')} AS test_accuracy,
  p.test AS test_n,
  p.test_also_trained,
  p.kind AS split,
  ${metric('imagesPerSecond', 'last_value')} AS images_per_second,
  d.note
FROM runs r
JOIN experiments e ON e.id = r.experiment_id
JOIN run_details d ON d.run_id = r.id
LEFT JOIN splits p ON p.run_id = r.id
WHERE r.trashed_at IS NULL
ORDER BY r.started_at DESC;
`;
