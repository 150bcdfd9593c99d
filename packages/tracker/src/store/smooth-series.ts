import type { SeriesColumns } from './series-columns.js';

/**
 * Smoothed values of a series at some places on its axis, which ascend: at x, the mean of all values
 * up to x, each weighing exp(-(x - its x) / distance). All points count, whichever are shown, so
 * buckets and zoom do not change it; only points before x count, so a run that grows does not change
 * its past; and weights are divided by their sum, so it does not start at zero. NaN and infinities
 * are left out; NaN before the first finite value.
 * @param distance on the axis, over which a point's weight falls to 1/e.
 */
export function smoothSeries(
  { x, value }: SeriesColumns,
  distance: number,
  places: Float64Array,
): Float64Array {
  const smoothed = new Float64Array(places.length).fill(Number.NaN);
  let sum = 0;
  let weight = 0;
  let at = Number.NaN;
  let next = 0;
  for (let place = 0; place < places.length; place++) {
    for (; next < x.length && x[next] <= places[place]; next++) {
      if (!Number.isFinite(value[next])) continue;
      const kept = weight === 0 ? 0 : Math.exp(-(x[next] - at) / distance);
      sum = sum * kept + value[next];
      weight = weight * kept + 1;
      at = x[next];
    }
    // The weights of all fall alike on the way from the last point, so their mean stays.
    if (weight > 0) smoothed[place] = sum / weight;
  }
  return smoothed;
}
