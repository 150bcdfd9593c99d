import { decodeNumber } from '@peasy/core';
import type { Series } from '@peasy/tracker/api';
import type { ChartMetric, XAxis } from '../state/route.js';
import { CURVE_KEYS, type Curve, ROLES } from './curve.js';

/** What x values are made from, beside the epochs. */
export interface XSource {
  /** Photos an epoch trains on; undefined where the split is not known. */
  readonly trainImages: number | undefined;
  /** The run's `seconds`, one an epoch. */
  readonly seconds: Series | undefined;
}

/** The two curves of a metric of one run, training first; a curve without a point is left out. */
export function curvesOf(
  run: string,
  metric: ChartMetric,
  series: readonly Series[],
  axis: XAxis,
  source: XSource,
): readonly Curve[] {
  return ROLES.flatMap((role) => {
    const found = series.find((one) => one.key === CURVE_KEYS[metric][role]);
    if (!found) return [];
    const x = xValues(found.epoch, axis, source);
    // A point without a place on the axis cannot be drawn: an epoch whose seconds are not there yet.
    const kept = x.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));
    if (kept.length === 0) return [];
    return [
      {
        run,
        role,
        x: kept.map((i) => x[i]),
        y: kept.map((i) => decodeNumber(found.value[i])),
        epoch: kept.map((i) => found.epoch[i]),
      },
    ];
  });
}

/** Places of epochs on an axis: the epoch itself, photos trained on, or seconds spent. NaN where that is not known. */
export function xValues(epochs: readonly number[], axis: XAxis, source: XSource): number[] {
  switch (axis) {
    case 'epoch':
      return [...epochs];
    case 'images':
      return epochs.map((epoch) => epoch * (source.trainImages ?? Number.NaN));
    case 'seconds': {
      const spent = secondsByEpoch(source.seconds);
      return epochs.map((epoch) => (epoch === 0 ? 0 : (spent.get(epoch) ?? Number.NaN)));
    }
  }
}

/** Seconds from the start to the end of each epoch, without the time between a stop and its resume. */
function secondsByEpoch(seconds: Series | undefined): ReadonlyMap<number, number> {
  const spent = new Map<number, number>();
  let sum = 0;
  seconds?.epoch.forEach((epoch, i) => {
    sum += decodeNumber(seconds.value[i]);
    spent.set(epoch, sum);
  });
  return spent;
}
