/** Weights by content, the snapshots that name them, the newest resume state of a run, and artifacts. */
export const createWeights = `
CREATE TABLE tensors (
  id INTEGER PRIMARY KEY,
  -- SHA-256, hex, of the shape as JSON, a newline, and the content.
  hash TEXT NOT NULL UNIQUE,
  -- JSON: [3,3,3,32].
  shape TEXT NOT NULL,
  -- Little-endian float32, row-major.
  content BLOB NOT NULL
) STRICT;

CREATE TABLE snapshots (
  id TEXT PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  segment INTEGER NOT NULL,
  step INTEGER NOT NULL,
  epoch REAL NOT NULL,
  -- JSON: ["scheduled","best"].
  reasons TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  UNIQUE (run_id, step, segment)
) STRICT;

CREATE TABLE snapshot_tensors (
  snapshot_id TEXT NOT NULL REFERENCES snapshots (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  tensor_id INTEGER NOT NULL REFERENCES tensors (id),
  PRIMARY KEY (snapshot_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX snapshot_tensors_by_tensor ON snapshot_tensors (tensor_id);

CREATE TABLE resume_states (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  snapshot_id TEXT NOT NULL REFERENCES snapshots (id) ON DELETE CASCADE,
  -- JSON that only the trainer reads.
  trainer_state TEXT NOT NULL
) STRICT;
CREATE INDEX resume_states_by_snapshot ON resume_states (snapshot_id);

CREATE TABLE resume_tensors (
  run_id TEXT NOT NULL REFERENCES resume_states (run_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  tensor_id INTEGER NOT NULL REFERENCES tensors (id),
  PRIMARY KEY (run_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX resume_tensors_by_tensor ON resume_tensors (tensor_id);

-- A tensor goes with the last row that names it.
CREATE TRIGGER snapshot_tensors_release AFTER DELETE ON snapshot_tensors
BEGIN
  DELETE FROM tensors
  WHERE id = OLD.tensor_id
    AND NOT EXISTS (SELECT 1 FROM snapshot_tensors WHERE tensor_id = OLD.tensor_id)
    AND NOT EXISTS (SELECT 1 FROM resume_tensors WHERE tensor_id = OLD.tensor_id);
END;
CREATE TRIGGER resume_tensors_release AFTER DELETE ON resume_tensors
BEGIN
  DELETE FROM tensors
  WHERE id = OLD.tensor_id
    AND NOT EXISTS (SELECT 1 FROM snapshot_tensors WHERE tensor_id = OLD.tensor_id)
    AND NOT EXISTS (SELECT 1 FROM resume_tensors WHERE tensor_id = OLD.tensor_id);
END;

-- Snapshots of the run as it went: those that a resume stepped back behind are left out.
CREATE VIEW live_snapshots AS
SELECT s.id, s.run_id, s.segment, s.step, s.epoch, s.reasons, s.created_at, s.bytes
FROM snapshots s
WHERE NOT EXISTS (
    SELECT 1 FROM run_segments g
    WHERE g.run_id = s.run_id AND g.number > s.segment AND g.from_step < s.step
  )
  AND NOT EXISTS (
    SELECT 1 FROM snapshots t
    WHERE t.run_id = s.run_id AND t.step = s.step AND t.segment > s.segment
  );

CREATE TABLE artifacts (
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  -- Its file is <artifacts folder>/<first two digits>/<sha256>.
  sha256 TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (run_id, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX artifacts_by_content ON artifacts (sha256);
`;
