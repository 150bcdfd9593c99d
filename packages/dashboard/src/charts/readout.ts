import { formatCount, formatSignificant, NO_BREAK_SPACE } from '../format/number.js';
import { accuracyOver, formatAccuracy } from '../runs/accuracy.js';
import { kindOf } from './chart-metric.js';
import { type Curve, placeAt, ROLES, type Role } from './curve.js';
import type { PlotModel } from './plot-model.js';

/** The values of a run at one place of x. */
export interface ReadoutRow {
  readonly run: string;
  readonly name: string;
  /** In the order of the columns; undefined: there is none. */
  readonly values: readonly (string | undefined)[];
}

/** What a chart's values are of: training and validation, or one value. */
export function readoutColumns({ curves }: PlotModel): readonly Role[] {
  const there = ROLES.filter((role) => curves.some((curve) => curve.role === role));
  const isPair = there.includes('train') || there.includes('validation');
  return ROLES.filter((role) => there.includes(role) || (isPair && role !== 'value'));
}

/**
 * The photos that a column's values are shares of: "n = 2,400", "n = 600 to 2,400" where runs have
 * their own; undefined where they are no shares of photos.
 */
export function readoutPhotos({ curves }: PlotModel, role: Role): string | undefined {
  const photos = curves.flatMap((curve) => (curve.role === role ? (curve.photos ?? []) : []));
  if (photos.length === 0) return undefined;
  const ends = [...new Set([Math.min(...photos), Math.max(...photos)])].map(formatCount);
  return ['n', '=', ends.join(' to ')].join(NO_BREAK_SPACE);
}

/** A chart's curves by run and column, so that reading them out at every move of the cursor looks for none. */
export class Readout {
  readonly columns: readonly Role[];
  readonly #model: PlotModel;
  readonly #curves: readonly (readonly (Curve | undefined)[])[];

  constructor(model: PlotModel) {
    this.#model = model;
    this.columns = readoutColumns(model);
    const byName = new Map(model.curves.map((curve) => [`${curve.role}/${curve.run}`, curve]));
    this.#curves = model.runs.map(({ id }) =>
      this.columns.map((role) => byName.get(`${role}/${id}`)),
    );
  }

  /** What every run says at x, or at its own last point where x is left out. */
  at(x: number | undefined): readonly ReadoutRow[] {
    return this.#model.runs.map(({ id, name }, row) => ({
      run: id,
      name,
      values: this.#curves[row].map((curve) => curve && valueAt(this.#model, curve, x)),
    }));
  }
}

/**
 * A value of a chart in its digits: a share of so many photos with its interval, other accuracies in
 * three decimals, losses in four digits.
 */
export function formatChartValue(metric: string, value: number, photos?: number): string {
  const accuracy = photos === undefined ? undefined : accuracyOver(value, photos);
  if (accuracy) return formatAccuracy(accuracy);
  if (kindOf(metric) === 'accuracy' && Math.abs(value) <= 1) return value.toFixed(3);
  return formatSignificant(value);
}

function valueAt(
  { metric, zoom }: PlotModel,
  curve: Curve,
  x: number | undefined,
): string | undefined {
  if (x === undefined && curve.end !== undefined && !zoom && !curve.raw) {
    return formatChartValue(metric, curve.end, curve.photos);
  }
  const place = x === undefined ? curve.x.length - 1 : placeAt(curve, x);
  // A run that is over has no value later on; its last one is not one of that place.
  const isPast = x !== undefined && x > curve.x.at(-1)!;
  return place < 0 || isPast
    ? undefined
    : formatChartValue(metric, lineValue(curve, place), curve.photos);
}

/** The line's value, or what stands in its place where it is no number. */
function lineValue(curve: Curve, place: number): number {
  const value = curve.y[place];
  if (Number.isFinite(value)) return value;
  const word = curve.breaks.find(({ x }) => x === curve.x[place])?.word;
  return word === '∞' ? Infinity : word === '−∞' ? -Infinity : Number.NaN;
}
