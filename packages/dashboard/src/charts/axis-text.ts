import { formatClock, formatDuration } from '../format/duration.js';
import { formatCompact, formatCount, formatDecimals, formatSignificant } from '../format/number.js';
import type { XAxis } from '../state/route.js';

/** What is written under an x axis. */
export const X_AXIS_TITLES: Readonly<Record<XAxis, string>> = {
  step: 'step',
  epoch: 'epoch',
  images: 'images trained on',
  seconds: 'time trained, without pauses',
  relative: 'time since the start',
};

/** What an x axis is called where one is chosen. */
export const X_AXIS_NAMES: Readonly<Record<XAxis, string>> = {
  step: 'step',
  epoch: 'epoch',
  images: 'images',
  seconds: 'seconds',
  relative: 'since start',
};

/** Whether an axis is of seconds. */
export function isTime(axis: XAxis): boolean {
  return axis === 'seconds' || axis === 'relative';
}

/** A tick of an x axis. */
export function formatXTick(axis: XAxis, value: number): string {
  if (isTime(axis)) return formatClock(value);
  if (axis === 'images' || value >= 10_000) return formatCompact(value).replace(/\.0+(?=\D)/, '');
  if (Number.isInteger(value)) return formatCount(value);
  return axis === 'epoch' ? formatSignificant(value, 3).replace(/0+$/, '') : '';
}

/** A place on an x axis in words: "epoch 12", "134,400 images", "after 48.2 s". */
export function describeX(axis: XAxis, value: number): string {
  if (axis === 'seconds') return `after ${formatDuration(value)}`;
  if (axis === 'relative') return `${formatDuration(value)} after the start`;
  if (axis === 'images') return `${formatCount(value)} images`;
  if (axis === 'step') return `step ${formatCount(value)}`;
  return `epoch ${Number.isInteger(value) ? formatCount(value) : formatSignificant(value, 3)}`;
}

/** Ticks of a value axis, all in the decimals that write the step between them exactly. */
export function formatValueTicks(values: readonly number[]): string[] {
  const step = values.length > 1 ? Math.abs(values[1] - values[0]) : Math.abs(values[0] ?? 1);
  const decimals = exactDecimals(step);
  return values.map((value) =>
    Math.abs(value) >= 1e5 ? formatCompact(value) : formatDecimals(value, decimals),
  );
}

/** Ticks of a logarithmic axis, each in its own digits; those left out have no text. */
export function formatLogTicks(values: readonly (number | null)[]): string[] {
  return values.map((value) => {
    if (value === null) return '';
    return value >= 1e5 ? formatCompact(value) : String(Number(value.toPrecision(3)));
  });
}

/** The fewest decimals that a step is written exactly in; at most 8. */
function exactDecimals(step: number): number {
  for (let decimals = 0; decimals < 8; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 && Math.round(scaled) > 0) return decimals;
  }
  return 8;
}
