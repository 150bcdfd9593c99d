import type { BucketAxis } from '@peasy/tracker/api';
import type { BucketColumns, BucketGrid } from '../api/buckets.js';
import type { XAxis } from '../state/route.js';
import { chartKeys } from './chart-metric.js';
import { type Break, type Curve, ROLES } from './curve.js';

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

/** What a run knows of one of its keys, beside the points. */
export type KeyFacts = Pick<Curve, 'photos' | 'end'>;

/** The curves of a metric of one run, training first; a curve without a point is left out. */
export function curvesOf(
  run: string,
  metric: string,
  series: readonly BucketColumns[],
  axis: XAxis,
  factsOf: (key: string) => KeyFacts = () => ({}),
): readonly Curve[] {
  const named = new Map(series.map((one) => [one.key, one]));
  const keys = chartKeys(metric, (key) => named.has(key));
  return ROLES.flatMap((role) => {
    const key = keys[role];
    const found = key === undefined ? undefined : named.get(key);
    if (!found || found.last.length === 0) return [];
    const x = placesOf(found, SERVER_AXES[axis].unit);
    return [
      {
        run,
        key: found.key,
        role,
        x,
        y: linesOf(found),
        low: found.min,
        high: found.max,
        raw: found.smooth && found.mean,
        count: found.count,
        total: found.total,
        ...factsOf(found.key),
        breaks: breaksOf(found, x),
      },
    ];
  });
}

/** The smoothed values where there are some, but none where a bucket has no finite value: there the line ends, smoothed or not. */
function linesOf({ mean, smooth }: BucketColumns): Float64Array {
  return smooth?.map((value, i) => (Number.isFinite(mean[i]) ? value : Number.NaN)) ?? mean;
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
function placesOf({ first, last, grid }: BucketColumns, unit: number): Float64Array {
  return last.map((end, i) => (first[i] === end ? end : middleOf(end, grid)) / unit);
}

function middleOf(end: number, { from, to, buckets, spacing }: BucketGrid): number {
  if (from === null || to === null || to <= from) return end;
  if (spacing === 'log') {
    const ratio = Math.log(to / from) / buckets;
    const bucket = Math.min(buckets - 1, Math.floor(Math.log(end / from) / ratio));
    return from * Math.exp((bucket + 0.5) * ratio);
  }
  const width = (to - from) / buckets;
  const bucket = Math.min(buckets - 1, Math.floor((end - from) / width));
  return from + (bucket + 0.5) * width;
}

function breaksOf(series: BucketColumns, x: Float64Array): readonly Break[] {
  const { nan, infinity, minusInfinity } = series;
  const breaks: Break[] = [];
  for (let i = 0; i < x.length; i++) {
    const word = nan[i] ? 'NaN' : infinity[i] ? '∞' : minusInfinity[i] ? '−∞' : undefined;
    if (word) breaks.push({ x: x[i], word });
  }
  return breaks;
}
