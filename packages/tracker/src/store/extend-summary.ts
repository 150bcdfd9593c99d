import type { Connection } from './connection.js';
import type { PointColumns } from './point-columns.js';

/** Adds points, all of them live and new, to the summary of their series. Call it within a write. */
export function extendSummary(
  connection: Connection,
  series: { readonly id: number; readonly higherIsBetter: number },
  points: PointColumns,
): void {
  if (points.length === 0) return;
  const last = latest(points);
  const { min, max } = extremes(points);
  const best = series.higherIsBetter ? max : min;
  connection.prepare(EXTEND_SUMMARY).run({
    series_id: series.id,
    last_value: points.value[last],
    last_step: points.step[last],
    last_time: points.time[last],
    min_value: min,
    max_value: max,
    best_value: best,
    best_epoch: best === null ? null : firstEpoch(points, best),
    count: points.length,
    higher: series.higherIsBetter,
  });
}

/** The place of the point with the highest step, then time, then value; NaN is below every number. */
function latest({ step, time, value, length, ascending }: PointColumns): number {
  let last = length - 1;
  if (ascending) return last;
  for (let at = length - 2; at >= 0; at--) {
    const order = step[at] - step[last] || time[at] - time[last];
    const higher = value[at] > value[last] || Number.isNaN(value[last]);
    if (order > 0 || (order === 0 && higher)) last = at;
  }
  return last;
}

function extremes({ value, length }: PointColumns): { min: number | null; max: number | null } {
  let min = Infinity;
  let max = -Infinity;
  let numbers = 0;
  for (let at = 0; at < length; at++) {
    const one = value[at];
    if (Number.isNaN(one)) continue;
    numbers++;
    if (one < min) min = one;
    if (one > max) max = one;
  }
  return numbers === 0 ? { min: null, max: null } : { min, max };
}

function firstEpoch({ value, epoch, length }: PointColumns, best: number): number {
  let first = Infinity;
  for (let at = 0; at < length; at++) {
    if (value[at] === best && epoch[at] < first) first = epoch[at];
  }
  return first;
}

// NULL, which is NaN, is below every number.
const LATER = `(excluded.last_step, excluded.last_time, excluded.last_value IS NOT NULL, coalesce(excluded.last_value, 0))
  >= (last_step, last_time, last_value IS NOT NULL, coalesce(last_value, 0))`;

const BETTER = `(excluded.best_value IS NOT NULL AND (best_value IS NULL
  OR iif(@higher, excluded.best_value > best_value, excluded.best_value < best_value)))`;

// SQLite's two-argument min and max are NULL when one side is.
const EXTEND_SUMMARY = `
INSERT INTO metric_summaries
  (series_id, last_value, last_step, last_time, min_value, max_value, best_value, best_epoch, count)
VALUES
  (@series_id, @last_value, @last_step, @last_time, @min_value, @max_value, @best_value, @best_epoch, @count)
ON CONFLICT (series_id) DO UPDATE SET
  last_value = iif(${LATER}, excluded.last_value, last_value),
  last_step = iif(${LATER}, excluded.last_step, last_step),
  last_time = iif(${LATER}, excluded.last_time, last_time),
  min_value = coalesce(min(min_value, excluded.min_value), min_value, excluded.min_value),
  max_value = coalesce(max(max_value, excluded.max_value), max_value, excluded.max_value),
  best_value = iif(${BETTER}, excluded.best_value, best_value),
  best_epoch = iif(${BETTER}, excluded.best_epoch,
    iif(excluded.best_value = best_value, min(best_epoch, excluded.best_epoch), best_epoch)),
  count = count + excluded.count`;
