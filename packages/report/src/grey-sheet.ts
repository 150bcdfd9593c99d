import type { Tensor } from '@peasy/core';
import type { Pixels } from './png.js';

/** What black and white of a picture stand for. */
export interface Scale {
  readonly low: number;
  readonly high: number;
}

/** A picture, and what its black and white stand for. */
export interface ScaledPicture {
  readonly pixels: Pixels;
  readonly scale: Scale;
}

/** Pixels of nothing between two maps. */
const GAP = 1;
/** Grey of that nothing. */
const GAP_GREY = 128;

/**
 * Maps `[height, width, count]` side by side in rows, all on one scale: black is the smallest value
 * of any, white the largest.
 */
export function greySheet(
  { shape, values }: Tensor,
  columns: number,
  scale = scaleOf(values),
): ScaledPicture {
  const [height, width, count] = shape;
  const rows = Math.ceil(count / columns);
  const sheetWidth = columns * (width + GAP) - GAP;
  const sheetHeight = rows * (height + GAP) - GAP;
  const bytes = new Uint8Array(sheetWidth * sheetHeight).fill(GAP_GREY);
  for (let map = 0; map < count; map++) {
    const left = (map % columns) * (width + GAP);
    const top = Math.floor(map / columns) * (height + GAP);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = values[(y * width + x) * count + map];
        bytes[(top + y) * sheetWidth + left + x] = levelOf(value, scale);
      }
    }
  }
  return { pixels: { width: sheetWidth, height: sheetHeight, channels: 1, bytes }, scale };
}

/** The first `height * width * 3` values as a coloured picture, as a reshape in NumPy has it. */
export function colourPicture(
  values: ArrayLike<number>,
  height: number,
  width: number,
): ScaledPicture {
  const used = Array.from({ length: height * width * 3 }, (_, i) => values[i]);
  const scale = scaleOf(used);
  const bytes = Uint8Array.from(used, (value) => levelOf(value, scale));
  return { pixels: { width, height, channels: 3, bytes }, scale };
}

/** The smallest and the largest of the values that are numbers. */
export function scaleOf(values: ArrayLike<number>): Scale {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}

/** "black -0.31, white 1.2" */
export function scaleWords({ low, high }: Scale): string {
  return `black ${shortNumber(low)}, white ${shortNumber(high)}`;
}

/** A number in three digits. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function levelOf(value: number, { low, high }: Scale): number {
  if (!Number.isFinite(value)) return 0;
  return Math.round(255 * Math.min(1, Math.max(0, (value - low) / (high - low || 1))));
}
