import { countOf, formatCount, formatSignificant } from '../format/number.js';
import type { XAxis } from '../state/route.js';
import { describeX, X_AXIS_TITLES } from './axis-text.js';
import { chartTitle, kindOf } from './chart-metric.js';
import { type Curve, placesWithin, ROLE_WORDS } from './curve.js';
import type { Extent } from './extent.js';
import type { PlotModel } from './plot-model.js';
import { formatChartValue } from './readout.js';

/** What a chart shows, in words, for those who do not see it. */
export function describeChart(
  metric: string,
  axis: XAxis,
  curves: readonly Curve[],
  nameOf: (run: string) => string,
): string {
  const title = `${chartTitle(metric)} by ${X_AXIS_TITLES[axis]}`;
  if (curves.length === 0) return `${title}: no ${metric} yet.`;
  return `${title}. ${curves.map((curve) => describeCurve(metric, axis, curve, nameOf)).join(' ')}`;
}

/** "NaN from epoch 7", where a curve stops being a number and stays so or comes back. */
export function describeNotFinite(axis: XAxis, curve: Curve): string | undefined {
  const first = curve.breaks[0];
  if (!first) return undefined;
  const stays = curve.x.every((x, i) => x < first.x || Number.isNaN(curve.high[i]));
  return `${first.word} ${stays ? 'from' : 'at'} ${describeX(axis, first.x)}`;
}

/**
 * How many of a chart's points are seen: "2,400 points, each drawn", or "100,000 points of 20
 * curves, gathered; the band reaches every extreme". Within a zoom: of how many.
 */
export function describePoints(curves: readonly Curve[], [from, to]: Extent): string {
  let points = 0;
  let total = 0;
  let isGathered = false;
  for (const curve of curves) {
    const [first, end] = placesWithin(curve, from, to);
    for (let i = first; i < end; i++) {
      points += curve.count[i];
      isGathered ||= curve.count[i] > 1;
    }
    total += curve.total;
  }
  const share = points === total ? formatCount(total) : formatCounts(points, total);
  return isGathered
    ? `${share} points, gathered: the band reaches every extreme`
    : `${share} ${total === 1 ? 'point' : 'points'}, each drawn`;
}

/** What logarithmic axes have no place for, in words; empty where nothing is left out. */
export function describeLeftOut({ xScale, scale, zoom, curves, axis }: PlotModel): string {
  const words: string[] = [];
  if (xScale === 'log' && !zoom) {
    const seen = curves.reduce((sum, { count }) => sum + count.reduce((a, b) => a + b, 0), 0);
    const points = curves.reduce((sum, { total }) => sum + total, 0) - seen;
    if (points > 0) {
      const where = axis === 'seconds' || axis === 'relative' ? '0 s' : `${axis} 0`;
      words.push(
        `${countOf(points, 'point')} left out at ${where} or before: a logarithmic axis has no 0.`,
      );
    }
  }
  if (scale === 'log' && curves.some(({ low }) => low.some((value) => value <= 0))) {
    words.push('Values of 0 and below are left out: a logarithmic axis has no place for them.');
  }
  return words.join(' ');
}

function formatCounts(points: number, total: number): string {
  return `${formatCount(points)} of ${formatCount(total)}`;
}

function describeCurve(
  metric: string,
  axis: XAxis,
  curve: Curve,
  nameOf: (run: string) => string,
): string {
  const means = curve.raw ?? curve.y;
  const finite = finitePlaces(means);
  const name = nameOf(curve.run);
  const who = curve.role === 'value' ? `${name}:` : `${name}, ${ROLE_WORDS[curve.role]}:`;
  const broken = describeNotFinite(axis, curve);
  if (finite.length === 0) return `${who} ${broken}.`;
  const words = (value: number) =>
    curve.photos === undefined
      ? formatSignificant(value, 3)
      : formatChartValue(metric, value, curve.photos);
  const at = (place: number, value = means[place]) =>
    `${words(value)} at ${describeX(axis, curve.x[place])}`;
  const [first, last] = [finite[0], finite.at(-1)!];
  const parts = first === last ? [at(first)] : [`from ${at(first)} to ${at(last)}`];
  for (const [word, extreme, sign] of extremesOf(metric, curve)) {
    const place = finite.reduce((found, i) =>
      sign * extreme[i] > sign * extreme[found] ? i : found,
    );
    if (place !== first && place !== last) parts.push(`${word} ${at(place, extreme[place])}`);
  }
  if (curve.photos !== undefined) parts.push(`n = ${formatCount(curve.photos)}`);
  if (broken) parts.push(broken);
  return `${who} ${parts.join(', ')}.`;
}

function finitePlaces(values: Float64Array): readonly number[] {
  const places: number[] = [];
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) places.push(i);
  return places;
}

/** What of a curve is worth saying beside its ends: of some metrics it is known which values are good. */
function extremesOf(
  metric: string,
  { low, high }: Curve,
): readonly (readonly [word: string, values: Float64Array, sign: 1 | -1])[] {
  switch (kindOf(metric)) {
    case 'accuracy':
      return [['best', high, 1]];
    case 'loss':
      return [['best', low, -1]];
    case 'plain':
      return [
        ['lowest', low, -1],
        ['highest', high, 1],
      ];
  }
}
