/**
 * Points that take half the space, and of which several may stand at one step, as MLflow's clients
 * log them. What the rows leave out (where time begins, the epoch of a step) is with the series.
 */
export const compactPoints = `
DROP VIEW metric_points;
DROP VIEW live_points;
ALTER TABLE points RENAME TO wide_points;

-- points.time counts from here: milliseconds since 1970.
ALTER TABLE metric_series ADD COLUMN time_origin INTEGER NOT NULL DEFAULT 0;
-- Both NULL until a point shows them; from then on they stay. A point whose epoch is NULL was measured
-- after n = step + epoch_offset steps, of which steps_per_epoch make an epoch.
ALTER TABLE metric_series ADD COLUMN epoch_offset INTEGER;
ALTER TABLE metric_series ADD COLUMN steps_per_epoch INTEGER;

-- Of the last point.
ALTER TABLE metric_summaries ADD COLUMN last_time REAL NOT NULL DEFAULT 0;

-- Narrow on purpose: SQLite stores small whole numbers in few bytes, NULL, 0 and 1 in none.
CREATE TABLE points (
  series_id INTEGER NOT NULL REFERENCES metric_series (id) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  -- Milliseconds since the series' time_origin.
  time REAL NOT NULL,
  -- The segment, plus 1048576 for each earlier point of the same series, step, time and segment.
  turn INTEGER NOT NULL,
  -- NULL is NaN, which SQLite cannot store; the infinities are stored as they are.
  value REAL,
  -- NULL where it follows from the step, as metric_series says.
  epoch REAL,
  PRIMARY KEY (series_id, step, time, turn)
) STRICT, WITHOUT ROWID;

-- The points that stand: those of the current segment, and the earlier ones that no later segment
-- reached back over or wrote again.
CREATE VIEW live_points AS
SELECT
  s.run_id,
  s.key,
  p.series_id,
  p.turn & 1048575 AS segment,
  p.step,
  coalesce(
    p.epoch,
    (p.step + s.epoch_offset) / s.steps_per_epoch
      + (p.step + s.epoch_offset) % s.steps_per_epoch * 1.0 / s.steps_per_epoch
  ) AS epoch,
  s.time_origin + p.time AS time,
  p.value
FROM points p
JOIN metric_series s ON s.id = p.series_id
JOIN runs r ON r.id = s.run_id
WHERE r.segment = 0
   OR (p.turn & 1048575) = r.segment
   OR (
    NOT EXISTS (
      SELECT 1 FROM run_segments g
      WHERE g.run_id = s.run_id AND g.number > (p.turn & 1048575) AND g.from_step <= p.step
    )
    AND NOT EXISTS (
      SELECT 1 FROM points q
      WHERE q.series_id = p.series_id AND q.step = p.step AND (q.turn & 1048575) > (p.turn & 1048575)
    )
  );

CREATE VIEW metric_points AS
SELECT
  p.run_id,
  p.key,
  p.step,
  p.epoch,
  strftime('%Y-%m-%dT%H:%M:%fZ', p.time / 1000.0, 'unixepoch') AS time,
  p.value,
  CASE
    WHEN p.value IS NULL THEN 'NaN'
    WHEN p.value = 9e999 THEN 'Infinity'
    WHEN p.value = -9e999 THEN '-Infinity'
  END AS special
FROM live_points p
JOIN runs r ON r.id = p.run_id
WHERE r.trashed_at IS NULL;

UPDATE metric_series SET time_origin = coalesce((
  SELECT CAST(min(time) AS INTEGER) FROM wide_points WHERE series_id = id
), 0);
-- A time that would not come back exactly is counted from 1970.
UPDATE metric_series SET time_origin = 0
WHERE time_origin NOT BETWEEN 0 AND 9007199254740991
  OR EXISTS (
    SELECT 1 FROM wide_points
    WHERE series_id = id AND time_origin + (time - time_origin) <> time
  );

-- The last point shows how many steps make an epoch, if the rule gives back its own epoch.
UPDATE metric_series SET epoch_offset = 1, steps_per_epoch = (
  SELECT round((step + 1) / epoch) FROM wide_points
  WHERE series_id = id AND epoch > 0 AND (step + 1) / epoch BETWEEN 1 AND 1e9
  ORDER BY step DESC LIMIT 1
);
UPDATE metric_series SET epoch_offset = 0, steps_per_epoch = (
  SELECT round(step / epoch) FROM wide_points
  WHERE series_id = id AND epoch > 0 AND step / epoch BETWEEN 1 AND 1e9
  ORDER BY step DESC LIMIT 1
)
WHERE NOT EXISTS (
  SELECT 1 FROM wide_points
  WHERE series_id = id AND epoch > 0
    AND epoch = (step + 1) / steps_per_epoch + (step + 1) % steps_per_epoch * 1.0 / steps_per_epoch
);
UPDATE metric_series SET epoch_offset = NULL WHERE steps_per_epoch IS NULL;

INSERT INTO points (series_id, step, time, turn, value, epoch)
SELECT
  p.series_id,
  p.step,
  p.time - s.time_origin,
  p.segment,
  p.value,
  nullif(
    p.epoch,
    (p.step + s.epoch_offset) / s.steps_per_epoch
      + (p.step + s.epoch_offset) % s.steps_per_epoch * 1.0 / s.steps_per_epoch
  )
FROM wide_points p
JOIN metric_series s ON s.id = p.series_id
ORDER BY p.series_id, p.step, p.time - s.time_origin, p.segment;

DROP TABLE wide_points;

UPDATE metric_summaries SET last_time = coalesce((
  SELECT max(p.time) FROM live_points p
  WHERE p.series_id = metric_summaries.series_id AND p.step = metric_summaries.last_step
), 0);
`;
