import { formatSignificant } from '../format/number.js';
import type { ChartMetric } from '../state/route.js';
import { type Curve, placeAt, type Role } from './curve.js';
import type { PlotModel } from './plot-model.js';

/** The values of a run at one place of x. */
export interface ReadoutRow {
  readonly run: string;
  readonly name: string;
  readonly train: string | undefined;
  readonly validation: string | undefined;
}

/** What every run says at x, or at its own last point where x is left out. */
export function readoutAt(model: PlotModel, x: number | undefined): readonly ReadoutRow[] {
  return model.runs.map((run) => {
    const valueFor = (role: Role) => {
      const curve = model.curves.find((one) => one.run === run.id && one.role === role);
      return curve && valueAt(model.metric, curve, x);
    };
    return {
      run: run.id,
      name: run.name,
      train: valueFor('train'),
      validation: valueFor('validation'),
    };
  });
}

/** A value of a chart in its digits: accuracies in three decimals, losses in four digits. */
export function formatChartValue(metric: ChartMetric, value: number): string {
  if (metric === 'accuracy' && Number.isFinite(value)) return value.toFixed(3);
  return formatSignificant(value);
}

function valueAt(metric: ChartMetric, curve: Curve, x: number | undefined): string | undefined {
  const place = x === undefined ? curve.x.length - 1 : placeAt(curve, x);
  // A run that is over has no value later on; its last one is not one of that place.
  const isPast = x !== undefined && x > curve.x.at(-1)!;
  return place < 0 || isPast ? undefined : formatChartValue(metric, lineValue(curve, place));
}

/** The line's value, or what stands in its place where it is no number. */
function lineValue(curve: Curve, place: number): number {
  const value = curve.y[place];
  if (Number.isFinite(value)) return value;
  const word = curve.breaks.find(({ x }) => x === curve.x[place])?.word;
  return word === '∞' ? Infinity : word === '−∞' ? -Infinity : Number.NaN;
}
