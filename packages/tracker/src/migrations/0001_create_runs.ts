/** Experiments, runs, and what is said of a run by name. Times are milliseconds since 1970. */
export const createRuns = `
CREATE TABLE experiments (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

-- What lists show. The wide texts are in run_details, so that a list reads few pages.
CREATE TABLE runs (
  id TEXT PRIMARY KEY,
  experiment_id INTEGER NOT NULL REFERENCES experiments (id),
  name TEXT NOT NULL,
  config TEXT,
  -- 'lost' is never stored: it is 'running' with a stale heartbeat.
  status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'failed', 'interrupted')),
  message TEXT,
  engine TEXT NOT NULL,
  device TEXT NOT NULL,
  dataset TEXT NOT NULL,
  dataset_digest TEXT NOT NULL,
  parameters INTEGER NOT NULL,
  multiply_adds INTEGER NOT NULL,
  -- Whole epochs done.
  epochs INTEGER NOT NULL DEFAULT 0,
  epochs_planned INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  -- Start of the current segment: equals started_at until the run is resumed.
  resumed_at INTEGER NOT NULL,
  ended_at INTEGER,
  heartbeat_at INTEGER NOT NULL,
  -- Running time of the segments before the current one.
  earlier_ms INTEGER NOT NULL DEFAULT 0,
  segment INTEGER NOT NULL DEFAULT 0,
  -- Where it runs: a machine's name with its process namespace, and the process there.
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  trashed_at INTEGER,
  -- The value of change_counter at the last change of this run.
  version INTEGER NOT NULL,
  UNIQUE (experiment_id, name)
) STRICT;
CREATE INDEX runs_by_start ON runs (started_at);
CREATE INDEX runs_by_version ON runs (version);

CREATE TABLE run_details (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  note TEXT NOT NULL DEFAULT '',
  -- JSON: class names in label order; the network; what it ran in.
  classes TEXT NOT NULL,
  network TEXT NOT NULL,
  environment TEXT NOT NULL
) STRICT;

-- A resume at step s begins a segment: rows of earlier segments at step s and later are superseded.
CREATE TABLE run_segments (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  from_step INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE splits (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  train INTEGER NOT NULL,
  validation INTEGER NOT NULL,
  test INTEGER NOT NULL,
  test_also_trained INTEGER NOT NULL,
  validation_also_trained INTEGER NOT NULL
) STRICT;

CREATE TABLE params (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('string', 'number', 'boolean')),
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run_id, key)
) STRICT, WITHOUT ROWID;

-- One row. Grows by one with every change of any run, whichever program made it.
CREATE TABLE change_counter (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value INTEGER NOT NULL
) STRICT;
INSERT INTO change_counter (id, value) VALUES (1, 0);

-- Ids of runs that are gone, so that an open page hears of it.
CREATE TABLE purged_runs (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
