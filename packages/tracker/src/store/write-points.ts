import { isHigherBetter, type MetricPoint } from '@peasy/core';
import { type Connection, tables } from './connection.js';
import { recomputeSummary } from './recompute-summary.js';

/** Points of one metric, by step: of two with the same step, the later told one stands. */
type PointsByStep = ReadonlyMap<number, MetricPoint>;

/**
 * Writes points of one run and brings the summaries of their metrics up to date. Call it within a
 * write.
 */
export function writePoints(
  connection: Connection,
  runId: string,
  segment: number,
  points: readonly MetricPoint[],
): void {
  const insert = connection.prepare(INSERT_POINT);
  for (const [key, byStep] of groupByKey(points)) {
    const series = seriesOf(connection, runId, key);
    let firstStep = Infinity;
    for (const { step, epoch, time, value } of byStep.values()) {
      insert.run(series.id, step, segment, epoch, time, value);
      firstStep = Math.min(firstStep, step);
    }
    if (series.lastStep !== null && firstStep <= series.lastStep) {
      // A point was replaced, or came late: a running summary cannot take a value back.
      recomputeSummary(connection, series.id);
    } else {
      extendSummary(connection, series.id, key, byStep);
    }
  }
}

const INSERT_POINT = `
INSERT INTO points (series_id, step, segment, epoch, time, value) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (series_id, step, segment) DO UPDATE SET
  epoch = excluded.epoch, time = excluded.time, value = excluded.value`;

function groupByKey(points: readonly MetricPoint[]): Map<string, PointsByStep> {
  const groups = new Map<string, Map<number, MetricPoint>>();
  for (const point of points) {
    const group = groups.get(point.key) ?? new Map<number, MetricPoint>();
    groups.set(point.key, group.set(point.step, point));
  }
  return groups;
}

function seriesOf(
  connection: Connection,
  runId: string,
  key: string,
): { id: number; lastStep: number | null } {
  const find = connection.prepare<{ id: number; lastStep: number | null }>(FIND_SERIES);
  const found = find.get(runId, key);
  if (found) return found;
  connection.run(
    tables
      .insertInto('metric_series')
      .values({ run_id: runId, key, higher_is_better: isHigherBetter(key) ? 1 : 0 }),
  );
  return find.get(runId, key)!;
}

const FIND_SERIES = `
SELECT s.id, m.last_step AS lastStep
FROM metric_series s LEFT JOIN metric_summaries m ON m.series_id = s.id
WHERE s.run_id = ? AND s.key = ?`;

/** Adds points whose steps are all after the summary's. */
function extendSummary(
  connection: Connection,
  seriesId: number,
  key: string,
  points: PointsByStep,
): void {
  const higher = isHigherBetter(key);
  const inOrder = [...points.values()].sort((a, b) => a.step - b.step);
  const numbers = inOrder.filter((point) => !Number.isNaN(point.value));
  const best = numbers.reduce<MetricPoint | undefined>(
    (top, point) =>
      top && (higher ? point.value <= top.value : point.value >= top.value) ? top : point,
    undefined,
  );
  const values = numbers.map((point) => point.value);
  const last = inOrder.at(-1)!;
  connection.prepare(EXTEND_SUMMARY).run({
    series_id: seriesId,
    last_value: last.value,
    last_step: last.step,
    min_value: values.length > 0 ? values.reduce((a, b) => Math.min(a, b)) : null,
    max_value: values.length > 0 ? values.reduce((a, b) => Math.max(a, b)) : null,
    best_value: best?.value ?? null,
    best_epoch: best?.epoch ?? null,
    count: inOrder.length,
    higher: higher ? 1 : 0,
  });
}

const BETTER = `(excluded.best_value IS NOT NULL AND (best_value IS NULL
  OR iif(@higher, excluded.best_value > best_value, excluded.best_value < best_value)))`;

// SQLite's two-argument min and max are NULL when one side is.
const EXTEND_SUMMARY = `
INSERT INTO metric_summaries
  (series_id, last_value, last_step, min_value, max_value, best_value, best_epoch, count)
VALUES
  (@series_id, @last_value, @last_step, @min_value, @max_value, @best_value, @best_epoch, @count)
ON CONFLICT (series_id) DO UPDATE SET
  last_value = excluded.last_value,
  last_step = excluded.last_step,
  min_value = coalesce(min(min_value, excluded.min_value), min_value, excluded.min_value),
  max_value = coalesce(max(max_value, excluded.max_value), max_value, excluded.max_value),
  best_value = iif(${BETTER}, excluded.best_value, best_value),
  best_epoch = iif(${BETTER}, excluded.best_epoch, best_epoch),
  count = count + excluded.count`;
