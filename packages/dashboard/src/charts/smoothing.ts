import { formatDuration } from '../format/duration.js';
import { formatCompact, formatCount, formatSignificant } from '../format/number.js';
import type { XAxis } from '../state/route.js';
import { isTime } from './axis-text.js';

/** The smallest and the largest distance to choose, as shares of the axis. */
const SHARES = { least: 1 / 500, most: 1 / 4 } as const;

/** Distances on an axis that it makes sense to smooth over: 1, 2 and 5 times powers of ten. */
export function smoothingChoices(axis: XAxis, extent: number): readonly number[] {
  if (!(extent > 0)) return [];
  const choices: number[] = [];
  const whole = axis === 'step' || axis === 'images';
  const least = Math.max(extent * SHARES.least, whole ? 1 : 0);
  for (let power = Math.floor(Math.log10(least)); 10 ** power <= extent; power++) {
    for (const digit of [1, 2, 5]) {
      const distance = Number((digit * 10 ** power).toPrecision(1));
      if (distance >= least && distance <= extent * SHARES.most) choices.push(distance);
    }
  }
  return choices;
}

/** A distance on an axis in words: "50 steps", "0.5 epochs", "20 s". */
export function describeDistance(axis: XAxis, distance: number): string {
  if (isTime(axis)) return formatDuration(distance);
  const number =
    distance >= 10_000
      ? formatCompact(distance).replace(/\.0+(?=\D)/, '')
      : Number.isInteger(distance)
        ? formatCount(distance)
        : formatSignificant(distance, 1);
  if (axis === 'images') return `${number} images`;
  return `${number} ${axis}${distance === 1 ? '' : 's'}`;
}
