import type { Curve } from './curve.js';

/**
 * Curves over one common x, as uPlot takes them: x, then a column a curve. `undefined`: this curve
 * has no point here, its line runs on. `null`: it has one that is no number, its line breaks.
 */
export interface AlignedCurves {
  readonly x: readonly number[];
  readonly columns: readonly (readonly (number | null | undefined)[])[];
}

/** Merges the x of all curves, sorted, each once, and spreads every curve over it. */
export function alignCurves(curves: readonly Curve[]): AlignedCurves {
  const x = [...new Set(curves.flatMap((curve) => curve.x))].sort((a, b) => a - b);
  const place = new Map(x.map((value, i) => [value, i]));
  const columns = curves.map((curve) => {
    const column: (number | null | undefined)[] = new Array(x.length).fill(undefined);
    curve.x.forEach((value, i) => {
      const y = curve.y[i];
      column[place.get(value)!] = Number.isFinite(y) ? y : null;
    });
    return column;
  });
  return { x, columns };
}

/** Places of values with a break or an end on both sides: a line does not show them, so they want a point. */
export function isolatedPoints(column: readonly (number | null | undefined)[]): number[] {
  const present = column.flatMap((value, i) => (value === undefined ? [] : [i]));
  const isBreak = (place: number | undefined) => place === undefined || column[place] === null;
  return present.filter(
    (place, i) => column[place] !== null && isBreak(present[i - 1]) && isBreak(present[i + 1]),
  );
}
