/** Metric series, their points, and a summary a series that is kept up to date as points are written. */
export const createMetrics = `
CREATE TABLE metric_series (
  id INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  higher_is_better INTEGER NOT NULL,
  UNIQUE (run_id, key)
) STRICT;

CREATE TABLE points (
  series_id INTEGER NOT NULL REFERENCES metric_series (id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  epoch REAL NOT NULL,
  time REAL NOT NULL,
  -- NULL is NaN, which SQLite cannot store; the infinities are stored as they are.
  value REAL,
  PRIMARY KEY (series_id, step, segment)
) STRICT, WITHOUT ROWID;

-- Over the live points: what a resume superseded does not count.
CREATE TABLE metric_summaries (
  series_id INTEGER PRIMARY KEY REFERENCES metric_series (id) ON DELETE CASCADE,
  last_value REAL,
  last_step INTEGER NOT NULL,
  min_value REAL,
  max_value REAL,
  best_value REAL,
  best_epoch REAL,
  count INTEGER NOT NULL
) STRICT;

-- The points that stand: those of the current segment, and the earlier ones that no later segment
-- reached back over or wrote again.
CREATE VIEW live_points AS
SELECT s.run_id, s.key, p.series_id, p.segment, p.step, p.epoch, p.time, p.value
FROM points p
JOIN metric_series s ON s.id = p.series_id
JOIN runs r ON r.id = s.run_id
WHERE p.segment = r.segment
   OR (
    NOT EXISTS (
      SELECT 1 FROM run_segments g
      WHERE g.run_id = s.run_id AND g.number > p.segment AND g.from_step <= p.step
    )
    AND NOT EXISTS (
      SELECT 1 FROM points q
      WHERE q.series_id = p.series_id AND q.step = p.step AND q.segment > p.segment
    )
  );
`;
