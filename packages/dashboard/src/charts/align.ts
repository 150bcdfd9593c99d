import { sameItems } from '../state/same-items.js';
import type { Curve } from './curve.js';

/**
 * Curves over one common x, as uPlot takes them: x, then a column a curve. `undefined`: this curve
 * has no point here, its line runs on. `null`: it has one that is no number, its line breaks.
 */
export interface AlignedCurves {
  readonly x: number[];
  readonly columns: (number | null | undefined)[][];
}

/** Merges the x of all curves, sorted, each once, and spreads every curve over it. */
export function alignCurves(curves: readonly Curve[]): AlignedCurves {
  const x = placesOf(curves);
  const columns = curves.map((curve) => {
    const column: (number | null | undefined)[] = new Array(x.length).fill(undefined);
    let place = 0;
    for (let i = 0; i < curve.x.length; i++) {
      while (x[place] < curve.x[i]) place++;
      const y = curve.y[i];
      column[place] = Number.isFinite(y) ? y : null;
    }
    return column;
  });
  return { x, columns };
}

/** Every place of x, sorted, once. Curves of one answer mostly have the same, which need no sorting. */
function placesOf(curves: readonly Curve[]): number[] {
  const different: Float64Array[] = [];
  for (const { x } of curves) if (!different.some((one) => sameItems(one, x))) different.push(x);
  if (different.length === 1) return Array.from(different[0]);
  const all = new Float64Array(different.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const x of different) {
    all.set(x, filled);
    filled += x.length;
  }
  all.sort();
  const places: number[] = [];
  for (const place of all) if (place !== places[places.length - 1]) places.push(place);
  return places;
}

/** Places of values with a break or an end on both sides: a line does not show them, so they want a point. */
export function isolatedPoints(column: readonly (number | null | undefined)[]): number[] {
  const isolated: number[] = [];
  let before = true;
  let candidate = -1;
  for (let place = 0; place < column.length; place++) {
    const value = column[place];
    if (value === undefined) continue;
    if (candidate >= 0 && value === null) isolated.push(candidate);
    candidate = before && value !== null ? place : -1;
    before = value === null;
  }
  if (candidate >= 0) isolated.push(candidate);
  return isolated;
}
