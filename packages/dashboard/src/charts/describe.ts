import { formatCount, formatSignificant } from '../format/number.js';
import type { ChartMetric, XAxis } from '../state/route.js';
import { describeX, X_AXIS_TITLES } from './axis-text.js';
import { type Curve, placesWithin } from './curve.js';
import type { Extent } from './extent.js';

/** Headings of the charts. */
export const CHART_TITLES: Readonly<Record<ChartMetric, string>> = {
  loss: 'Loss',
  accuracy: 'Accuracy',
};

/** What a chart shows, in words, for those who do not see it. */
export function describeChart(
  metric: ChartMetric,
  axis: XAxis,
  curves: readonly Curve[],
  nameOf: (run: string) => string,
): string {
  const title = `${CHART_TITLES[metric]} by ${X_AXIS_TITLES[axis]}`;
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

function formatCounts(points: number, total: number): string {
  return `${formatCount(points)} of ${formatCount(total)}`;
}

function describeCurve(
  metric: ChartMetric,
  axis: XAxis,
  curve: Curve,
  nameOf: (run: string) => string,
): string {
  const means = curve.raw ?? curve.y;
  const finite = means.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));
  const who = `${nameOf(curve.run)}, ${curve.role === 'train' ? 'training' : 'validation'}:`;
  const broken = describeNotFinite(axis, curve);
  if (finite.length === 0) return `${who} ${broken}.`;
  const extreme = metric === 'loss' ? curve.low : curve.high;
  const at = (place: number, value = means[place]) =>
    `${formatSignificant(value, 3)} at ${describeX(axis, curve.x[place])}`;
  const best = finite.reduce((found, i) =>
    (metric === 'loss' ? extreme[i] < extreme[found] : extreme[i] > extreme[found]) ? i : found,
  );
  const [first, last] = [finite[0], finite.at(-1)!];
  const parts = first === last ? [at(first)] : [`from ${at(first)} to ${at(last)}`];
  if (best !== first && best !== last) parts.push(`best ${at(best, extreme[best])}`);
  if (broken) parts.push(broken);
  return `${who} ${parts.join(', ')}.`;
}
