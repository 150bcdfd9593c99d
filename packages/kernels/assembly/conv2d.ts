import { madd } from './madd';
import { PANEL, PANEL_ROW, panelCount, storeFirst, TILE } from './panels';

/**
 * Cross-correlation, stride 1, as a matrix product whose left side is never written down: in NHWC
 * the values under one row of a window lie one after the other, kernelSize * channels of them.
 *
 * x: [samples, height + kernelSize - 1, width + kernelSize - 1, channels], its border included;
 * panels: [kernelSize * kernelSize * channels, filters]; bias: filters, filled up to whole panels,
 * or 0 for none; y: [samples, height, width, filters].
 */
export function conv2d(
  x: usize,
  panels: usize,
  bias: usize,
  y: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  kernelSize: i32,
  filters: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>(width + kernelSize - 1) * pixel;
  const sample = <usize>(height + kernelSize - 1) * row;
  const run = <usize>kernelSize * pixel;
  const panelSize = <usize>(kernelSize * kernelSize * channels) * PANEL_ROW;
  const yPixel = (<usize>filters) << 2;
  const panelsInAll = panelCount(filters);
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < height; line++) {
      const from = x + <usize>n * sample + <usize>line * row;
      const to = y + <usize>(n * height + line) * <usize>width * yPixel;
      for (let panel = 0; panel < panelsInAll; panel++) {
        const weights = panels + <usize>panel * panelSize;
        const biases = bias ? bias + <usize>panel * PANEL_ROW : 0;
        const count = filters - panel * PANEL;
        const target = to + <usize>panel * PANEL_ROW;
        let column = 0;
        for (; column + TILE <= width; column += TILE) {
          const at = from + <usize>column * pixel;
          fourPixels(
            at,
            weights,
            biases,
            target + <usize>column * yPixel,
            row,
            pixel,
            run,
            kernelSize,
            yPixel,
            count,
          );
        }
        for (; column < width; column++) {
          const at = from + <usize>column * pixel;
          onePixel(
            at,
            weights,
            biases,
            target + <usize>column * yPixel,
            row,
            run,
            kernelSize,
            count,
          );
        }
      }
    }
  }
}

/** Four neighbours in a line, eight filters. One value of k a turn: longer bodies make V8 spill. */
function fourPixels(
  x: usize,
  weights: usize,
  bias: usize,
  y: usize,
  row: usize,
  pixel: usize,
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
  const pixel2 = pixel * 2;
  const pixel3 = pixel * 3;
  for (let line = 0; line < kernelSize; line++) {
    let at = x + <usize>line * row;
    const end = at + run;
    while (at < end) {
      const low = v128.load(weights);
      const high = v128.load(weights, 16);
      let value = v128.load_splat<f32>(at);
      a0 = madd(value, low, a0);
      b0 = madd(value, high, b0);
      value = v128.load_splat<f32>(at + pixel);
      a1 = madd(value, low, a1);
      b1 = madd(value, high, b1);
      value = v128.load_splat<f32>(at + pixel2);
      a2 = madd(value, low, a2);
      b2 = madd(value, high, b2);
      value = v128.load_splat<f32>(at + pixel3);
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
function onePixel(
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
