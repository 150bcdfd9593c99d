import type { BucketAxis } from '@peasy/tracker/api';
import type { BucketColumns, BucketGrid } from '../api/buckets.js';
import type { ChartMetric, XAxis } from '../state/route.js';
import { type Break, CURVE_KEYS, type Curve, ROLES } from './curve.js';

/** What the server calls an axis, and how many of its units are one of ours. */
export const SERVER_AXES: Readonly<
  Record<XAxis, { readonly name: BucketAxis; readonly unit: number }>
> = {
  step: { name: 'step', unit: 1 },
  epoch: { name: 'epoch', unit: 1 },
  images: { name: 'images', unit: 1 },
  seconds: { name: 'trainedTime', unit: 1000 },
  relative: { name: 'relativeTime', unit: 1000 },
};

/** The two curves of a metric of one run, training first; a curve without a point is left out. */
export function curvesOf(
  run: string,
  metric: ChartMetric,
  series: readonly BucketColumns[],
  axis: XAxis,
): readonly Curve[] {
  return ROLES.flatMap((role) => {
    const found = series.find((one) => one.key === CURVE_KEYS[metric][role]);
    if (!found || found.last.length === 0) return [];
    const x = placesOf(found, SERVER_AXES[axis].unit);
    return [
      {
        run,
        role,
        x,
        y: linesOf(found),
        low: Array.from(found.min),
        high: Array.from(found.max),
        raw: found.smooth && Array.from(found.mean),
        count: Array.from(found.count),
        total: found.total,
        breaks: breaksOf(found, x),
      },
    ];
  });
}

/** The smoothed values where there are some, but none where a bucket has no finite value: there the line ends, smoothed or not. */
function linesOf({ mean, smooth }: BucketColumns): number[] {
  if (!smooth) return Array.from(mean);
  return Array.from(smooth, (value, i) => (Number.isFinite(mean[i]) ? value : Number.NaN));
}

/**
 * Where a run's best value of a metric is on an axis: at the first bucket that has it. undefined
 * where the buckets do not hold it, or there is none.
 */
export function placeOfBest(
  series: BucketColumns | undefined,
  best: number | undefined,
  axis: XAxis,
): number | undefined {
  if (!series || best === undefined) return undefined;
  let place = series.max.indexOf(best);
  if (place < 0) place = series.min.indexOf(best);
  return place < 0 ? undefined : placesOf(series, SERVER_AXES[axis].unit)[place];
}

/**
 * Places on x: a point's own, or the middle of a bucket that gathers several, which is the same for
 * all curves of one answer, so that they have their places in common.
 */
function placesOf({ first, last, grid }: BucketColumns, unit: number): number[] {
  return Array.from(last, (end, i) => (first[i] === end ? end : middleOf(end, grid)) / unit);
}

function middleOf(end: number, { from, to, buckets }: BucketGrid): number {
  if (from === null || to === null || to <= from) return end;
  const width = (to - from) / buckets;
  const bucket = Math.min(buckets - 1, Math.floor((end - from) / width));
  return from + (bucket + 0.5) * width;
}

function breaksOf(series: BucketColumns, x: readonly number[]): readonly Break[] {
  const { nan, infinity, minusInfinity } = series;
  return x.flatMap((place, i) => {
    const word = nan[i] ? 'NaN' : infinity[i] ? '∞' : minusInfinity[i] ? '−∞' : undefined;
    return word ? [{ x: place, word }] : [];
  });
}
