import { aboveZero, type Curve, placesWithin } from './curve.js';

/** Bounds of an axis. */
export type Extent = readonly [min: number, max: number];

/** Room left above and below the curves, as a share of their height. */
const ROOM = 0.06;

/**
 * Bounds that show every finite value of the curves within a range of x with a little room, within
 * `limits`; where all values are one, a band around it; where there is none, the limits or 0..1.
 */
export function valueExtent(
  curves: readonly Curve[],
  limits: Partial<Limits> = {},
  [from, to]: Extent = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Extent {
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = limits;
  const [min, max] = extremes(curves, [from, to], Number.NEGATIVE_INFINITY);
  if (min > max) return [Number.isFinite(low) ? low : 0, Number.isFinite(high) ? high : 1];
  const room = max > min ? (max - min) * ROOM : Math.max(Math.abs(max) * ROOM, 0.05);
  // A bound never cuts a value off: a loss below zero is drawn, whatever the limit says.
  return [Math.min(min, Math.max(low, min - room)), Math.max(max, Math.min(high, max + room))];
}

/** Bounds of a logarithmic axis: of the values above zero, which are all that it shows. */
export function logExtent(curves: readonly Curve[], range: Extent): Extent {
  const [min, max] = extremes(curves, range, 0);
  if (min > max) return [0.1, 1];
  const room = max > min ? (max / min) ** ROOM : 1.1;
  return [min / room, max * room];
}

/** Values that a metric cannot pass: 0 and 1 for an accuracy, 0 for a loss. */
export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** Bounds of x: from 0, or the first point where that is before it, to the last point of any curve. */
export function xExtent(curves: readonly Curve[]): Extent {
  const first = Math.min(0, ...curves.map((curve) => curve.x[0] ?? 0));
  const last = Math.max(0, ...curves.map((curve) => curve.x.at(-1) ?? 0));
  return [first, last > first ? last : first + 1];
}

/** Bounds of a logarithmic x axis: from the first to the last point above 0. */
export function logXExtent(curves: readonly Curve[]): Extent {
  const above = curves.map(aboveZero).filter(({ x }) => x.length > 0);
  const first = Math.min(...above.map(({ x }) => x[0]));
  const last = Math.max(...above.map(({ x }) => x.at(-1)!));
  if (!(first <= last)) return [1, 10];
  return last > first ? [first, last] : [first / 2, first * 2];
}

/** The lowest and the highest finite value above a bound; Infinity and -Infinity where there is none. */
function extremes(curves: readonly Curve[], [from, to]: Extent, above: number): [number, number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const curve of curves) {
    const [first, end] = placesWithin(curve, from, to);
    for (const values of [curve.low, curve.high, curve.y]) {
      for (let i = first; i < end; i++) {
        const value = values[i];
        if (!Number.isFinite(value) || value <= above) continue;
        if (value < min) min = value;
        if (value > max) max = value;
      }
    }
  }
  return [min, max];
}
