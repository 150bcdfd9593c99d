import { sumTwoWindows } from './fused-conv2d-wide-sums';
import { KERNEL_SIZE, WINDOW } from './fused-conv2d-window';
import { madd } from './madd';
import { PANEL_ROW } from './panels';
import { IS_WIDE } from './wide';

/** Sums of four pixels by eight filters for each window of a line: [windows][4][8]. */
export function sumLine(
  x: usize,
  xLine: usize,
  pixel: usize,
  weights: usize,
  bias: usize,
  sums: usize,
  windows: i32,
): void {
  let left = windows;
  if (IS_WIDE) {
    for (; left >= 2; left -= 2) {
      sumTwoWindows(x, xLine, pixel, weights, bias, sums);
      x += pixel * 4;
      sums += WINDOW * 2;
    }
  }
  for (; left > 0; left--) {
    sumWindow(x, xLine, pixel, weights, bias, sums);
    x += pixel * 2;
    sums += WINDOW;
  }
}

/** One window of the pool, four pixels, times eight filters: eight sums in registers. */
function sumWindow(
  x: usize,
  xLine: usize,
  pixel: usize,
  weights: usize,
  bias: usize,
  sums: usize,
): void {
  // The bias comes first, as in conv2d, so that both round alike.
  let a0 = v128.load(bias);
  let b0 = v128.load(bias, 16);
  let a1 = a0;
  let b1 = b0;
  let a2 = a0;
  let b2 = b0;
  let a3 = a0;
  let b3 = b0;
  const run = pixel * KERNEL_SIZE;
  for (let line = 0; line < KERNEL_SIZE; line++) {
    let at = x;
    let below = x + xLine;
    const end = at + run;
    // One value a turn: V8 hoists the loads of longer bodies, and spills.
    while (at < end) {
      const low = v128.load(weights);
      const high = v128.load(weights, 16);
      let value = v128.load_splat<f32>(at);
      a0 = madd(value, low, a0);
      b0 = madd(value, high, b0);
      value = v128.load_splat<f32>(at + pixel);
      a1 = madd(value, low, a1);
      b1 = madd(value, high, b1);
      value = v128.load_splat<f32>(below);
      a2 = madd(value, low, a2);
      b2 = madd(value, high, b2);
      value = v128.load_splat<f32>(below + pixel);
      a3 = madd(value, low, a3);
      b3 = madd(value, high, b3);
      weights += PANEL_ROW;
      at += 4;
      below += 4;
    }
    x += xLine;
  }
  v128.store(sums, a0);
  v128.store(sums, b0, 16);
  v128.store(sums, a1, 32);
  v128.store(sums, b1, 48);
  v128.store(sums, a2, 64);
  v128.store(sums, b2, 80);
  v128.store(sums, a3, 96);
  v128.store(sums, b3, 112);
}
