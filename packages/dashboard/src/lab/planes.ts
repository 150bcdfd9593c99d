import type { Plane } from './lab-state.js';

/** Rows of values from 0 to 1 of one plane; grey by what eyes see of red, green and blue (ITU-R BT.601). */
export function planeOf(
  pixels: Uint8Array,
  [height, width, channels]: readonly [number, number, number],
  plane: Plane,
): number[][] {
  const at = (y: number, x: number, channel: number) =>
    pixels[(y * width + x) * channels + Math.min(channel, channels - 1)];
  const valueAt = (y: number, x: number) => {
    switch (plane) {
      case 'grey':
        return 0.299 * at(y, x, 0) + 0.587 * at(y, x, 1) + 0.114 * at(y, x, 2);
      case 'red':
        return at(y, x, 0);
      case 'green':
        return at(y, x, 1);
      case 'blue':
        return at(y, x, 2);
    }
  };
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => valueAt(y, x) / 255),
  );
}
