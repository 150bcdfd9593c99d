import { randomFour } from './dropout';
import { madd } from './madd';
import { PANEL, PANEL_ROW, panelCount } from './panels';

/** A unit that passes nothing on: below zero, or dropped. Its code in `winners` has this bit. */
export const DEAD: i32 = 4;

/** Taps of the window in a line. */
const KERNEL_SIZE: i32 = 3;

/**
 * Convolution 3x3, stride 1, `same`, then bias, relu, 2x2 max-pool and dropout, in one pass: the
 * map before the pool, four times as large as what is left of it, never reaches memory.
 *
 * x: [samples, 2 * outHeight + 2 (or more), ., channels] within a border of zeros, lines `xLine`
 * and samples `xSample` bytes apart; panels: [9 * channels, filters]; bias: filled up to whole
 * panels; y: the first pixel of [samples, outHeight, outWidth, filters], lines and samples
 * `yLine` and `ySample` bytes apart, so that it can lie within the border of the next layer;
 * winners: uint8 [samples, outHeight, outWidth, filters], the place of the maximum in its window
 * by lines (the first of equal ones), plus DEAD where the unit passes nothing on.
 *
 * Dropout is as in dropout(), its counter `first` for the first value of y; threshold 0: none.
 */
export function fusedConv2d(
  x: usize,
  xLine: usize,
  xSample: usize,
  panels: usize,
  bias: usize,
  y: usize,
  yLine: usize,
  ySample: usize,
  winners: usize,
  samples: i32,
  outHeight: i32,
  outWidth: i32,
  channels: i32,
  filters: i32,
  key: u32,
  first: u32,
  threshold: u32,
  scale: f32,
): void {
  const pixel = (<usize>channels) << 2;
  const panelSize = <usize>(KERNEL_SIZE * KERNEL_SIZE * channels) * PANEL_ROW;
  const panelsInAll = panelCount(filters);
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < outHeight; line++) {
      const from = x + <usize>n * xSample + <usize>line * xLine * 2;
      const to = y + <usize>n * ySample + <usize>line * yLine;
      const place = (n * outHeight + line) * outWidth * filters;
      // One panel along a whole line: its weights stay in the L1 cache.
      for (let panel = 0; panel < panelsInAll; panel++) {
        const column = panel * PANEL;
        for (let at = 0; at < outWidth; at++) {
          const value = at * filters + column;
          window(
            from + <usize>at * pixel * 2,
            xLine,
            pixel,
            panels + <usize>panel * panelSize,
            bias + <usize>panel * PANEL_ROW,
            to + ((<usize>value) << 2),
            winners + <usize>(place + value),
            filters - column,
            key,
            first + place + value,
            threshold,
            scale,
          );
        }
      }
    }
  }
}

/** One window of the pool, four pixels, times eight filters: eight sums in registers. */
function window(
  x: usize,
  xLine: usize,
  pixel: usize,
  weights: usize,
  bias: usize,
  y: usize,
  winners: usize,
  count: i32,
  key: u32,
  counter: u32,
  threshold: u32,
  scale: f32,
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
  finish(a0, a1, a2, a3, y, winners, count, key, counter, threshold, scale);
  if (count > 4) {
    finish(b0, b1, b2, b3, y + 16, winners + 4, count - 4, key, counter + 4, threshold, scale);
  }
}

/** Pool, relu and dropout of four filters; stores the first `count` of them. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function finish(
  p0: v128,
  p1: v128,
  p2: v128,
  p3: v128,
  y: usize,
  winners: usize,
  count: i32,
  key: u32,
  counter: u32,
  threshold: u32,
  scale: f32,
): void {
  const upper = f32x4.pmax(p0, p1);
  const lower = f32x4.pmax(p2, p3);
  const isLower = f32x4.gt(lower, upper);
  const isRight = v128.bitselect(f32x4.gt(p3, p2), f32x4.gt(p1, p0), isLower);
  // pmax may lose a NaN, which must not be hidden: it wins, as in maxPool2d, at no certain place.
  const isNaN = v128.or(
    v128.or(f32x4.ne(p0, p0), f32x4.ne(p1, p1)),
    v128.or(f32x4.ne(p2, p2), f32x4.ne(p3, p3)),
  );
  const best = v128.or(f32x4.pmax(upper, lower), isNaN);
  let alive = v128.not(f32x4.le(best, f32x4.splat(0)));
  if (threshold) {
    const drawn = randomFour(key, counter);
    alive = v128.and(alive, i32x4.ge_u(drawn, i32x4.splat(threshold)));
  }
  const value = v128.and(f32x4.mul(best, f32x4.splat(scale)), alive);
  const place = v128.or(
    v128.and(isRight, i32x4.splat(1)),
    v128.and(isLower, i32x4.splat(2)),
  );
  const code = v128.or(place, v128.andnot(i32x4.splat(DEAD), alive));
  const bytes = i8x16.shuffle(code, code, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
  if (count >= 4) {
    v128.store(y, value);
    v128.store_lane<u32>(winners, bytes, 0);
    return;
  }
  storeFew(y, winners, value, bytes, count);
}

/** The first `count` (1 to 3) of four filters. */
function storeFew(y: usize, winners: usize, value: v128, bytes: v128, count: i32): void {
  v128.store_lane<f32>(y, value, 0);
  v128.store_lane<u8>(winners, bytes, 0);
  if (count > 1) {
    v128.store_lane<f32>(y, value, 1, 4);
    v128.store_lane<u8>(winners, bytes, 1, 1);
  }
  if (count > 2) {
    v128.store_lane<f32>(y, value, 2, 8);
    v128.store_lane<u8>(winners, bytes, 2, 2);
  }
}
