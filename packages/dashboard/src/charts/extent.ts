import type { Curve } from './curve.js';

/** Bounds of an axis. */
export type Extent = readonly [min: number, max: number];

/** Room left above and below the curves, as a share of their height. */
const ROOM = 0.06;

/**
 * Bounds that show every finite value of the curves with a little room, within `limits`; where all
 * values are one, a band around it; where there is none, the limits or 0..1.
 */
export function valueExtent(curves: readonly Curve[], limits: Partial<Limits> = {}): Extent {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = limits;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of curves.flatMap((curve) => curve.y)) {
    if (!Number.isFinite(value)) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  if (min > max) return [Number.isFinite(low) ? low : 0, Number.isFinite(high) ? high : 1];
  const room = max > min ? (max - min) * ROOM : Math.max(Math.abs(max) * ROOM, 0.05);
  // A bound never cuts a value off: a loss below zero is drawn, whatever the limit says.
  return [Math.min(min, Math.max(low, min - room)), Math.max(max, Math.min(high, max + room))];
}

/** Values that a metric cannot pass: 0 and 1 for an accuracy, 0 for a loss. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** Bounds of x: from 0 to the last point of any curve. */
export function xExtent(curves: readonly Curve[]): Extent {
  const last = Math.max(0, ...curves.map((curve) => curve.x.at(-1) ?? 0));
  return [0, last > 0 ? last : 1];
}
