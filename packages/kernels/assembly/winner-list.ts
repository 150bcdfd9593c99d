import { DEAD } from './fused-conv2d';

/** An entry of a list: byte offset of a patch in its photo, int32, and a gradient, float32. */
export const ENTRY: usize = 8;

/**
 * Lists one filter's living winners of one photo, as fusedConv2d left them, with their gradients;
 * adds the sum of these to `bias`; returns the end of the list. `list` has room for every window.
 */
export function listWinners(
  dy: usize,
  dyLine: usize,
  winners: usize,
  list: usize,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  xLine: usize,
  channels: i32,
  bias: usize,
): usize {
  const pixel = (<usize>channels) << 2;
  const dyPixel = (<usize>filters) << 2;
  let sum: f32 = 0;
  for (let line = 0; line < outHeight; line++) {
    let from = dy + <usize>line * dyLine;
    let offset = <usize>line * xLine * 2;
    const end = offset + <usize>outWidth * pixel * 2;
    while (offset < end) {
      const code = <i32>load<u8>(winners);
      const gradient = load<i32>(from);
      // Every entry is written, and kept by moving on: a branch would be guessed wrong half the time.
      const alive = (code >> 2) - 1;
      store<i32>(list, <i32>(offset + (xLine & <usize>-((code >> 1) & 1)) + (pixel & <usize>-(code & 1))));
      store<i32>(list, gradient, 4);
      sum += reinterpret<f32>(gradient & alive);
      list += ENTRY & <usize>alive;
      offset += pixel * 2;
      from += dyPixel;
      winners += <usize>filters;
    }
  }
  store<f32>(bias, load<f32>(bias) + sum);
  return list;
}
