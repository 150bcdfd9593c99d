/** Milliseconds since 1970 as ISO 8601 in UTC. Functions newer than SQLite 3.37 are not used: people open the file with what they have. */
const isoTime = (column: string) =>
  `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;

const metric = (key: string, column: string) =>
  `(SELECT m.${column} FROM metric_series s JOIN metric_summaries m ON m.series_id = s.id
    WHERE s.run_id = r.id AND s.key = '${key}')`;

/** How many measured photos look like ones that were trained on. NULL: the run did not count them. */
export const addNearDuplicates = `
ALTER TABLE splits ADD COLUMN test_near_trained INTEGER;
ALTER TABLE splits ADD COLUMN validation_near_trained INTEGER;

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
  p.test_near_trained,
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
