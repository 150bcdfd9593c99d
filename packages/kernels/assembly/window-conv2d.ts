import { madd } from './madd';
import { PANEL, PANEL_ROW, panelCount, storeFirst, TILE } from './panels';

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
