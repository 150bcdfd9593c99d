import { isHigherBetter } from '@peasy/core';
import type { BucketColumns } from '../api/buckets.js';
import { countOf, formatCount, formatSignificant } from '../format/number.js';
import { accuracyOver, formatAccuracy } from './accuracy.js';

type Curve = Pick<BucketColumns, 'last' | 'min' | 'max' | 'mean' | 'nan'>;

/** Room for a curve, in pixels. */
export interface SparkSize {
  readonly width: number;
  readonly height: number;
  /** Left free at each side. */
  readonly room: number;
}

/** A small curve as paths: a line of means, a band that reaches every extreme, a dot at the best. */
export interface Spark {
  readonly line: string;
  /** Empty where no bucket has more than one value. */
  readonly band: string;
  readonly dot: { readonly x: number; readonly y: number };
}

/** A curve that fills its room; undefined where it has no finite value. */
export function sparkOf(
  { last, min, max, mean }: Curve,
  key: string,
  { width, height, room }: SparkSize,
): Spark | undefined {
  const places = Array.from(mean.keys()).filter((i) => Number.isFinite(mean[i]));
  if (places.length === 0) return undefined;
  let [low, high] = [Infinity, -Infinity];
  for (const i of places) [low, high] = [Math.min(low, min[i]), Math.max(high, max[i])];
  const [from, to] = [last[places[0]], last[places.at(-1)!]];
  const x = (i: number) =>
    room + (to > from ? (last[i] - from) / (to - from) : 0.5) * (width - 2 * room);
  const y = (value: number) =>
    height - room - (high > low ? (value - low) / (high - low) : 0.5) * (height - 2 * room);
  const at = (i: number, value: number) => `${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
  const isBand = places.some((i) => max[i] > min[i]);
  const above = places.map((i) => at(i, max[i]));
  const below = places.toReversed().map((i) => at(i, min[i]));
  const extremes = isHigherBetter(key) ? max : min;
  const best = places.reduce((found, i) =>
    (isHigherBetter(key) ? extremes[i] > extremes[found] : extremes[i] < extremes[found])
      ? i
      : found,
  );
  return {
    line: `M${places.map((i) => at(i, mean[i])).join('L')}`,
    band: isBand ? `M${[...above, ...below].join('L')}Z` : '',
    dot: { x: x(best), y: y(extremes[best]) },
  };
}

/**
 * The curve in words: "loss from 0.69 to 0.31 over 30 epochs, lowest 0.3, highest 0.7". Values that
 * are a share of so many photos have their intervals, and n.
 */
export function sparkWords(
  { last, min, max, mean, nan }: Curve,
  key: string,
  photos?: number,
): string {
  const places = Array.from(mean.keys()).filter((i) => Number.isFinite(mean[i]));
  const missing = nan.reduce((sum, count) => sum + count, 0);
  const notNumbers = missing > 0 ? `, ${countOf(missing, 'value')} NaN` : '';
  if (places.length === 0) return `${key}: no finite value${notNumbers}`;
  const [first, end] = [places[0], places.at(-1)!];
  const lowest = Math.min(...places.map((i) => min[i]));
  const highest = Math.max(...places.map((i) => max[i]));
  const epochs = Math.max(1, Math.round(last[end]));
  const words = (value: number) => {
    const accuracy = photos === undefined ? undefined : accuracyOver(value, photos);
    return accuracy ? formatAccuracy(accuracy) : formatSignificant(value);
  };
  const n = photos === undefined ? '' : ` (n = ${formatCount(photos)}, 95 % intervals)`;
  return (
    `${key} from ${words(mean[first])} to ${words(mean[end])} ` +
    `over ${countOf(epochs, 'epoch')}, lowest ${words(lowest)}, ` +
    `highest ${words(highest)}${n}${notNumbers}`
  );
}
