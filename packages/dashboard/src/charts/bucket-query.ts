import type { RunRow } from '@peasy/tracker/api';
import type { BucketQuery } from '../api/buckets.js';
import type { CurveState } from '../state/curve-route.js';
import type { XAxis } from '../state/route.js';
import { chartKeys } from './chart-metric.js';
import { SERVER_AXES } from './curves-of.js';

/** The key that says which epoch is a run's best; its curve marks it in every chart. */
export const BEST_KEY = 'valAccuracy';

/** What all charts of some runs together are asked for with: one request, whatever is zoomed or added. */
export function bucketQuery(
  runs: readonly RunRow[],
  metrics: readonly string[],
  axis: XAxis,
  width: number,
  { smooth, zoom, xScale }: CurveState,
): BucketQuery {
  const { name, unit } = SERVER_AXES[axis];
  const query: BucketQuery = {
    ...{ keys: keysOf(runs, metrics), x: name, buckets: width },
    ...(smooth > 0 && { smooth: smooth * unit }),
    ...(xScale === 'log' && { spacing: 'log' }),
  };
  if (!zoom) return query;
  const [from, to] = aroundZoom(zoom, xScale).map((end) => end * unit);
  return { ...query, ...(from > 0 || xScale === 'linear' ? { from } : {}), to, buckets: 2 * width };
}

/** A zoom with half of it again on either side: lines go on beyond the picture, and the next zoom has something to begin with. */
function aroundZoom([from, to]: readonly [number, number], xScale: CurveState['xScale']) {
  if (xScale === 'linear') {
    const half = (to - from) / 2;
    return [from - half, to + half];
  }
  const half = from > 0 ? Math.sqrt(to / from) : 1;
  return [from / half, to * half];
}

/** Never none, which would mean all; in one order, so that moving a chart asks for nothing. */
function keysOf(runs: readonly RunRow[], metrics: readonly string[]): readonly string[] {
  const keys = new Set([...metrics, BEST_KEY]);
  for (const run of runs) {
    const has = (key: string) => Object.hasOwn(run.metrics, key);
    for (const metric of metrics) {
      for (const key of Object.values(chartKeys(metric, has))) keys.add(key);
    }
  }
  return [...keys].sort();
}
