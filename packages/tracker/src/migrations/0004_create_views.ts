/** Milliseconds since 1970 as ISO 8601 in UTC. Functions newer than SQLite 3.37 are not used: people open the file with what they have. */
const isoTime = (column: string) =>
  `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;

const metric = (key: string, column: string) =>
  `(SELECT m.${column} FROM metric_series s JOIN metric_summaries m ON m.series_id = s.id
    WHERE s.run_id = r.id AND s.key = '${key}')`;

/** The views for people with `sqlite3`, described in docs/database.md. Runs in the trash are left out of all of them. */
export const createViews = `
CREATE VIEW runs_overview AS
SELECT
  r.id,
  r.name,
  e.name AS experiment,
  r.config,
  CASE
    WHEN r.status = 'running'
      AND r.heartbeat_at < (julianday('now') - 2440587.5) * 86400000.0 - 20000 THEN 'lost'
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

CREATE VIEW metric_points AS
SELECT
  p.run_id,
  p.key,
  p.step,
  p.epoch,
  ${isoTime('p.time')} AS time,
  p.value,
  CASE
    WHEN p.value IS NULL THEN 'NaN'
    WHEN p.value = 9e999 THEN 'Infinity'
    WHEN p.value = -9e999 THEN '-Infinity'
  END AS special
FROM live_points p
JOIN runs r ON r.id = p.run_id
WHERE r.trashed_at IS NULL;

CREATE VIEW metric_summary AS
SELECT
  s.run_id,
  s.key,
  m.last_value AS last,
  m.min_value AS min,
  m.max_value AS max,
  m.best_value AS best,
  m.best_epoch,
  m.count
FROM metric_summaries m
JOIN metric_series s ON s.id = m.series_id
JOIN runs r ON r.id = s.run_id
WHERE r.trashed_at IS NULL;

CREATE VIEW params_long AS
SELECT
  p.run_id,
  r.name AS run,
  p.key,
  p.value,
  CASE WHEN p.kind = 'number' THEN CAST(p.value AS REAL) END AS number
FROM params p
JOIN runs r ON r.id = p.run_id
WHERE r.trashed_at IS NULL;

CREATE VIEW snapshots_overview AS
SELECT
  s.id,
  s.run_id,
  r.name AS run,
  s.step,
  s.epoch,
  s.reasons,
  ${isoTime('s.created_at')} AS created,
  s.bytes
FROM live_snapshots s
JOIN runs r ON r.id = s.run_id
WHERE r.trashed_at IS NULL;
`;
