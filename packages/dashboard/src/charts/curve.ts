/** What a curve is of: training photos, validation photos, or something that is of neither. */
export const ROLES = ['train', 'validation', 'value'] as const;
export type Role = (typeof ROLES)[number];

/** What a role is called. */
export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  train: 'training',
  validation: 'validation',
  value: 'value',
};

/** A place on x from which on, or at which, a curve is no number. */
export interface Break {
  readonly x: number;
  /** "NaN", "∞" or "−∞". */
  readonly word: string;
}

/** One metric of one run as a chart draws it: a point a bucket, x rising. */
export interface Curve {
  readonly run: string;
  /** What the run calls the metric. */
  readonly key: string;
  readonly role: Role;
  readonly x: Float64Array;
  /** The line: the mean of each bucket, or the smoothed value at its end; NaN where there is none. */
  readonly y: Float64Array;
  /** Lowest and highest finite value of each bucket. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The means, where the line is smoothed. */
  readonly raw: Float64Array | undefined;
  /** Points of each bucket. */
  readonly count: Float64Array;
  /** Photos that each value is the share classified right of, where it is one and they are known. */
  readonly photos?: number | undefined;
  /** The value of the last point of all, where it is known: a line of gathered points ends on a mean. */
  readonly end?: number | undefined;
  /** Points that the metric has in all, drawn or not. */
  readonly total: number;
  readonly breaks: readonly Break[];
}

/** The part of a curve that a logarithmic x axis has: what is above 0. */
export function aboveZero(curve: Curve): Curve {
  const first = firstPlace(curve.x, (value) => value > 0);
  if (first === 0) return curve;
  const cut = (values: Float64Array) => values.subarray(first);
  return {
    ...curve,
    ...{ x: cut(curve.x), y: cut(curve.y), low: cut(curve.low), high: cut(curve.high) },
    raw: curve.raw && cut(curve.raw),
    count: cut(curve.count),
    breaks: curve.breaks.filter(({ x }) => x > 0),
  };
}

/** Place of the last point at or before x, or -1. */
export function placeAt(curve: Curve, x: number): number {
  return firstPlace(curve.x, (value) => value > x) - 1;
}

/** Places of the points from `from` to `to`, both with: the first, and the one after the last. */
export function placesWithin(curve: Curve, from: number, to: number): readonly [number, number] {
  const first = firstPlace(curve.x, (value) => value >= from);
  return first === curve.x.length ? [0, 0] : [first, placeAt(curve, to) + 1];
}

/** The first place of rising values from which on something is so; their number where it never is. */
function firstPlace(x: Float64Array, is: (value: number) => boolean): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(x[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
