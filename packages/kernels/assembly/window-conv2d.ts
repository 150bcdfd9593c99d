import { madd } from './madd';
import { PANEL, PANEL_ROW, panelCount, storeFirst, TILE } from './panels';
import { IS_WIDE } from './wide';

/** Eight zeros, for where there is no bias. */
const ZEROS: usize = memory.data<f32>([0, 0, 0, 0, 0, 0, 0, 0], 16);

/**
 * Convolution with any strides, the general way: a matrix product whose left side, the values under
 * a window, is read where it lies. Maps come with their border (spreadMaps), kernels in panels
 * [kernelSize * kernelSize * channels, filters]. A dense layer is a window of 1 over a line of photos.
 */

/**
 * Lays maps out on larger ones, zeros elsewhere: place (i, j) of x [samples, height, width,
 * channels] goes to (top + i * step, left + j * step) of y [samples, toHeight, toWidth, channels].
 * A step of 1 makes a border; the strides of a convolution spread its gradient for the way back.
 */
export function spreadMaps(
  x: usize,
  y: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  step: i32,
  top: i32,
  left: i32,
  toHeight: i32,
  toWidth: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>toWidth * pixel;
  for (let n = 0; n < samples; n++) {
    memory.fill(y, 0, <usize>toHeight * row);
    for (let line = 0; line < height; line++) {
      let to = y + <usize>(top + line * step) * row + <usize>left * pixel;
      if (step == 1) {
        memory.copy(to, x, <usize>width * pixel);
        x += <usize>width * pixel;
        continue;
      }
      for (let column = 0; column < width; column++) {
        memory.copy(to, x, pixel);
        x += pixel;
        to += <usize>step * pixel;
      }
    }
    y += <usize>toHeight * row;
  }
}

/**
 * y[n, i, j] = bias + sum over the window at (i * strides, j * strides) of x. x: [samples,
 * xHeight, xWidth, channels], its border included; bias: filters, filled up to whole panels, or 0 for
 * none; y: [samples, height, width, filters].
 */
export function windowConv2d(
  x: usize,
  panels: usize,
  bias: usize,
  y: usize,
  samples: i32,
  xHeight: i32,
  xWidth: i32,
  channels: i32,
  height: i32,
  width: i32,
  filters: i32,
  kernelSize: i32,
  strides: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>xWidth * pixel;
  const step = <usize>strides * pixel;
  const run = <usize>kernelSize * pixel;
  const panelSize = <usize>(kernelSize * kernelSize * channels) * PANEL_ROW;
  const yPixel = (<usize>filters) << 2;
  const panelsInAll = panelCount(filters);
  for (let n = 0; n < samples; n++) {
    for (let panel = 0; panel < panelsInAll; panel++) {
      const weights = panels + <usize>panel * panelSize;
      const biases = bias ? bias + <usize>panel * PANEL_ROW : 0;
      const count = filters - panel * PANEL;
      for (let line = 0; line < height; line++) {
        let from = x + <usize>(n * xHeight + line * strides) * row;
        let to = y + <usize>(n * height + line) * <usize>width * yPixel + <usize>panel * PANEL_ROW;
        let column = 0;
        if (IS_WIDE && count >= PANEL) {
          for (; column + 8 <= width; column += 8) {
            // The first line goes on from the bias, or from zeros that stand in for it.
            let start = biases ? biases : ZEROS;
            let startStep: usize = 0;
            for (let k = 0; k < kernelSize; k++) {
              const under = from + <usize>k * row;
              const kernelLine = weights + <usize>(k * kernelSize * channels) * PANEL_ROW;
              eightWindows(under, kernelLine, start, startStep, to, step, run, yPixel);
              start = to;
              startStep = yPixel;
            }
            from += step * 8;
            to += yPixel * 8;
          }
        }
        for (; column + TILE <= width; column += TILE) {
          fourWindows(from, weights, biases, to, row, step, run, kernelSize, yPixel, count);
          from += step * 4;
          to += yPixel * 4;
        }
        for (; column < width; column++) {
          oneWindow(from, weights, biases, to, row, run, kernelSize, count);
          from += step;
          to += yPixel;
        }
      }
    }
  }
}

/**
 * One line of eight windows, eight filters, for 256 bits: sixteen sums in pairs, enough to keep both
 * units busy. They go on from `from` (a step of `fromStep` between windows). A function a line,
 * since V8 pairs nothing within nested loops.
 */
function eightWindows(
  x: usize,
  weights: usize,
  from: usize,
  fromStep: usize,
  y: usize,
  step: usize,
  run: usize,
  yPixel: usize,
): void {
  let a0 = v128.load(from);
  let b0 = v128.load(from, 16);
  from += fromStep;
  let a1 = v128.load(from);
  let b1 = v128.load(from, 16);
  from += fromStep;
  let a2 = v128.load(from);
  let b2 = v128.load(from, 16);
  from += fromStep;
  let a3 = v128.load(from);
  let b3 = v128.load(from, 16);
  from += fromStep;
  let a4 = v128.load(from);
  let b4 = v128.load(from, 16);
  from += fromStep;
  let a5 = v128.load(from);
  let b5 = v128.load(from, 16);
  from += fromStep;
  let a6 = v128.load(from);
  let b6 = v128.load(from, 16);
  from += fromStep;
  let a7 = v128.load(from);
  let b7 = v128.load(from, 16);
  const step2 = step * 2;
  const step3 = step * 3;
  const step4 = step * 4;
  const step5 = step * 5;
  const step6 = step * 6;
  const step7 = step * 7;
  const end = x + run;
  while (x < end) {
    const low = v128.load(weights);
    const high = v128.load(weights, 16);
    let value = v128.load_splat<f32>(x);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    value = v128.load_splat<f32>(x + step);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    value = v128.load_splat<f32>(x + step2);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    value = v128.load_splat<f32>(x + step3);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    value = v128.load_splat<f32>(x + step4);
    a4 = madd(value, low, a4);
    b4 = madd(value, high, b4);
    value = v128.load_splat<f32>(x + step5);
    a5 = madd(value, low, a5);
    b5 = madd(value, high, b5);
    value = v128.load_splat<f32>(x + step6);
    a6 = madd(value, low, a6);
    b6 = madd(value, high, b6);
    value = v128.load_splat<f32>(x + step7);
    a7 = madd(value, low, a7);
    b7 = madd(value, high, b7);
    weights += PANEL_ROW;
    x += 4;
  }
  v128.store(y, a0);
  v128.store(y, b0, 16);
  y += yPixel;
  v128.store(y, a1);
  v128.store(y, b1, 16);
  y += yPixel;
  v128.store(y, a2);
  v128.store(y, b2, 16);
  y += yPixel;
  v128.store(y, a3);
  v128.store(y, b3, 16);
  y += yPixel;
  v128.store(y, a4);
  v128.store(y, b4, 16);
  y += yPixel;
  v128.store(y, a5);
  v128.store(y, b5, 16);
  y += yPixel;
  v128.store(y, a6);
  v128.store(y, b6, 16);
  y += yPixel;
  v128.store(y, a7);
  v128.store(y, b7, 16);
}

/** Four windows of a line, eight filters. One value of k a turn: longer bodies make V8 spill. */
function fourWindows(
  x: usize,
  weights: usize,
  bias: usize,
  y: usize,
  row: usize,
  step: usize,
  run: usize,
  kernelSize: i32,
  yPixel: usize,
  count: i32,
): void {
  let a0 = bias ? v128.load(bias) : f32x4.splat(0);
  let b0 = bias ? v128.load(bias, 16) : f32x4.splat(0);
  let a1 = a0;
  let b1 = b0;
  let a2 = a0;
  let b2 = b0;
  let a3 = a0;
  let b3 = b0;
  const step2 = step * 2;
  const step3 = step * 3;
  for (let line = 0; line < kernelSize; line++) {
    let at = x + <usize>line * row;
    const end = at + run;
    while (at < end) {
      const low = v128.load(weights);
      const high = v128.load(weights, 16);
      let value = v128.load_splat<f32>(at);
      a0 = madd(value, low, a0);
      b0 = madd(value, high, b0);
      value = v128.load_splat<f32>(at + step);
      a1 = madd(value, low, a1);
      b1 = madd(value, high, b1);
      value = v128.load_splat<f32>(at + step2);
      a2 = madd(value, low, a2);
      b2 = madd(value, high, b2);
      value = v128.load_splat<f32>(at + step3);
      a3 = madd(value, low, a3);
      b3 = madd(value, high, b3);
      weights += PANEL_ROW;
      at += 4;
    }
  }
  storeFirst(y, a0, b0, count);
  storeFirst(y + yPixel, a1, b1, count);
  storeFirst(y + yPixel * 2, a2, b2, count);
  storeFirst(y + yPixel * 3, a3, b3, count);
}

/** What is left of a line. */
function oneWindow(
  x: usize,
  weights: usize,
  bias: usize,
  y: usize,
  row: usize,
  run: usize,
  kernelSize: i32,
  count: i32,
): void {
  let low = bias ? v128.load(bias) : f32x4.splat(0);
  let high = bias ? v128.load(bias, 16) : f32x4.splat(0);
  for (let line = 0; line < kernelSize; line++) {
    let at = x + <usize>line * row;
    const end = at + run;
    while (at < end) {
      const value = v128.load_splat<f32>(at);
      low = madd(value, v128.load(weights), low);
      high = madd(value, v128.load(weights, 16), high);
      weights += PANEL_ROW;
      at += 4;
    }
  }
  storeFirst(y, low, high, count);
}
