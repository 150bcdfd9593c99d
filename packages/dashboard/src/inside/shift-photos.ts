/** Which way photos are shifted. */
export const SHIFT_WAYS = ['across', 'down'] as const;
export type ShiftWay = (typeof SHIFT_WAYS)[number];

/**
 * Photos moved by whole pixels, to the right or down where `by` is above zero; what comes in at the
 * edge repeats the edge.
 */
export function shiftPhotos(
  pixels: Uint8Array,
  [height, width, channels]: readonly number[],
  by: number,
  way: ShiftWay,
): Uint8Array {
  const bytes = height * width * channels;
  const moved = new Uint8Array(pixels.length);
  const within = (at: number, length: number) => Math.max(0, Math.min(length - 1, at));
  for (let start = 0; start < pixels.length; start += bytes) {
    for (let y = 0; y < height; y++) {
      const fromY = way === 'down' ? within(y - by, height) : y;
      for (let x = 0; x < width; x++) {
        const fromX = way === 'across' ? within(x - by, width) : x;
        const from = start + (fromY * width + fromX) * channels;
        moved.set(pixels.subarray(from, from + channels), start + (y * width + x) * channels);
      }
    }
  }
  return moved;
}
