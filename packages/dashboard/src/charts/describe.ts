import { formatCount, formatSignificant } from '../format/number.js';
import type { ChartMetric, XAxis } from '../state/route.js';
import { X_AXIS_TITLES } from './axis-text.js';
import { type Curve, firstNotFinite } from './curve.js';

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
  if (curves.length === 0) return `${title}: no epoch is done yet.`;
  return `${title}. ${curves.map((curve) => describeCurve(metric, curve, nameOf)).join(' ')}`;
}

/** "NaN from epoch 7", where a curve stops being a number and stays so or comes back. */
export function describeNotFinite(curve: Curve): string | undefined {
  const first = firstNotFinite(curve);
  if (first < 0) return undefined;
  const word = formatSignificant(curve.y[first]);
  const stays = curve.y.slice(first).every((value) => !Number.isFinite(value));
  return `${word} ${stays ? 'from' : 'at'} epoch ${formatCount(curve.epoch[first])}`;
}

function describeCurve(metric: ChartMetric, curve: Curve, nameOf: (run: string) => string): string {
  const finite = curve.y.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));
  const who = `${nameOf(curve.run)}, ${curve.role === 'train' ? 'training' : 'validation'}:`;
  const broken = describeNotFinite(curve);
  if (finite.length === 0) return `${who} ${broken}.`;
  const at = (place: number) =>
    `${formatSignificant(curve.y[place], 3)} at epoch ${formatCount(curve.epoch[place])}`;
  const best = finite.reduce((found, i) =>
    (metric === 'loss' ? curve.y[i] < curve.y[found] : curve.y[i] > curve.y[found]) ? i : found,
  );
  const [first, last] = [finite[0], finite.at(-1)!];
  const parts = first === last ? [at(first)] : [`from ${at(first)} to ${at(last)}`];
  if (best !== first && best !== last) parts.push(`best ${at(best)}`);
  if (broken) parts.push(broken);
  return `${who} ${parts.join(', ')}.`;
}
