import type { Connection } from './connection.js';
import { gatherPoints } from './gather-points.js';

/** How points of a series are smoothed. */
export interface Smoothing {
  readonly seriesId: number;
  /** SQL of the axis over live_points as p and runs as r. */
  readonly x: string;
  /** Distance on the axis over which a point's weight falls to 1/e. */
  readonly distance: number;
  /** Where on the axis a value is wanted, ascending. */
  readonly places: Float64Array;
}

/**
 * Smoothed values of a series at some places on its axis: at x, the mean of all values up to x,
 * each weighing exp(-(x - its x) / distance). All points count, whichever are shown, so buckets and
 * zoom do not change it; only points before x count, so a run that grows does not change its past;
 * and weights are divided by their sum, so it does not start at zero. NaN and infinities are left
 * out; NaN before the first finite value.
 */
export function smoothSeries(
  connection: Connection,
  { seriesId, x, distance, places }: Smoothing,
): Float64Array {
  const smoothed = new Float64Array(places.length).fill(Number.NaN);
  const end = places.at(-1) ?? -Infinity;
  const points = gatherPoints(
    connection,
    `SELECT ${x} AS step, 0 AS time, p.value FROM live_points p JOIN runs r ON r.id = p.run_id
     WHERE p.series_id = ? AND ${x} <= ? ORDER BY 1, p.step, p.time, p.value LIMIT -1`,
    [seriesId, end],
    MANY,
  );
  let sum = 0;
  let weight = 0;
  let at = Number.NaN;
  let next = 0;
  for (let place = 0; place < places.length; place++) {
    while (next < points.length && points.step[next] <= places[place]) {
      const value = points.value[next];
      if (Number.isFinite(value)) {
        const kept = weight === 0 ? 0 : Math.exp(-(points.step[next] - at) / distance);
        sum = sum * kept + value;
        weight = weight * kept + 1;
        at = points.step[next];
      }
      next++;
    }
    // The weights of all fall alike on the way from the last point, so their mean stays.
    if (weight > 0) smoothed[place] = sum / weight;
  }
  return smoothed;
}

/** Room that is made at once. */
const MANY = 4096;
