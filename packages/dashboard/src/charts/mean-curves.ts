import type { Break, Curve, Role } from './curve.js';

/**
 * The mean of several curves of one role, with the lowest and the highest of them about it, over the
 * stretch of x that all of them have. Between two points a curve counts as the line between them.
 * undefined where they have no stretch in common.
 */
export function meanOfCurves(curves: readonly Curve[], run: string, role: Role): Curve | undefined {
  const finite = curves.map(withoutGaps).filter(({ x }) => x.length > 0);
  if (finite.length < curves.length || curves.length === 0) return undefined;
  const from = Math.max(...finite.map(({ x }) => x[0]));
  const to = Math.min(...finite.map(({ x }) => x.at(-1)!));
  const all = new Set(finite.flatMap(({ x }) => [...x]));
  const x = Float64Array.from(all)
    .sort()
    .filter((place) => place >= from && place <= to);
  if (x.length === 0) return undefined;
  const columns = finite.map((one) => ({
    y: along(one.x, one.y, x),
    low: along(one.x, one.low, x),
    high: along(one.x, one.high, x),
  }));
  const across = (pick: (values: readonly number[]) => number, key: 'y' | 'low' | 'high') =>
    x.map((_, i) => pick(columns.map((column) => column[key][i])));
  return {
    run,
    key: curves[0].key,
    role,
    x,
    y: across((values) => values.reduce((sum, value) => sum + value, 0) / values.length, 'y'),
    low: across((values) => Math.min(...values), 'low'),
    high: across((values) => Math.max(...values), 'high'),
    raw: undefined,
    count: countsAt(curves, x),
    total: curves.reduce((sum, { total }) => sum + total, 0),
    breaks: breaksOf(curves),
  };
}

interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A curve's finite points. */
function withoutGaps({ x, y, low, high }: Curve): Line {
  const pick = (values: Float64Array) => values.filter((_, i) => Number.isFinite(y[i]));
  return { x: pick(x), y: pick(y), low: pick(low), high: pick(high) };
}

/** Values of a line at ascending places within it. */
function along(x: Float64Array, values: Float64Array, places: Float64Array) {
  let at = 0;
  return places.map((place) => {
    while (at < x.length - 1 && x[at + 1] <= place) at++;
    if (x[at] === place || at === x.length - 1) return values[at];
    const share = (place - x[at]) / (x[at + 1] - x[at]);
    return values[at] + share * (values[at + 1] - values[at]);
  });
}

/** Points of all curves, each at the last place that is not after it. */
function countsAt(curves: readonly Curve[], x: Float64Array): Float64Array {
  const counts = new Float64Array(x.length);
  for (const curve of curves) {
    let at = 0;
    curve.x.forEach((place, i) => {
      while (at < x.length - 1 && x[at + 1] <= place) at++;
      counts[at] += curve.count[i];
    });
  }
  return counts;
}

function breaksOf(curves: readonly Curve[]): readonly Break[] {
  return curves.flatMap(({ breaks }) => breaks).sort((a, b) => a.x - b.x);
}
