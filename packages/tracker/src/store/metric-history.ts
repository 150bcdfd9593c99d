import type { Connection } from './connection.js';

/** One point as it was logged. */
export interface HistoryPoint {
  readonly runId: string;
  readonly step: number;
  readonly time: number;
  /** null: NaN. */
  readonly value: number | null;
}

const HISTORY = `
SELECT p.run_id AS runId, p.step, p.time, p.value
FROM metric_series s JOIN live_points p ON p.series_id = s.id
WHERE s.run_id = ? AND s.key = ?
ORDER BY p.time, p.step, p.value LIMIT ? OFFSET ?`;

/** A page of the points of a metric of a run, by time, step and value. */
export function metricHistory(
  connection: Connection,
  runId: string,
  key: string,
  page: { readonly limit: number; readonly offset: number },
): HistoryPoint[] {
  return connection.attempt(() =>
    connection.prepare<HistoryPoint>(HISTORY).all(runId, key, page.limit, page.offset),
  );
}

const STEPS = `
SELECT p.run_id AS runId, p.step, p.time, p.value
FROM metric_series s JOIN live_points p ON p.series_id = s.id
WHERE s.run_id = ? AND s.key = ? AND p.step BETWEEN ? AND ?
ORDER BY p.step, p.time, p.value`;

/** The points of a metric of a run whose steps are in a range, by step. */
export function metricSteps(
  connection: Connection,
  runId: string,
  key: string,
  from: number,
  to: number,
): HistoryPoint[] {
  return connection.attempt(() =>
    connection.prepare<HistoryPoint>(STEPS).all(runId, key, from, to),
  );
}
