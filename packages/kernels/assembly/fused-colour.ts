import { finishLine } from './fused-conv2d-finish';
import { WINDOW } from './fused-conv2d-window';
import { finishColour } from './fused-colour-finish';
import { colourKernel, colourLine, tileLine } from './fused-colour-lines';
import { productsOfOne, productsOfTwo } from './fused-colour-products';
import { windowSums } from './fused-colour-sums';
import { PANEL, PANEL_ROW, panelCount } from './panels';
import { IS_WIDE } from './wide';

/** Channels that it is written for: red, green, blue. */
export const COLOURS: i32 = 3;
/** Products of a tile. */
const PLANES: usize = 16;
/** Between planes, lest they share sets of the L1 cache; products of an odd tile may write a half of it. */
const GAP: usize = 64;

/**
 * fusedConv2d of three channels by Winograd's F(2x2, 3x3), whose tile of 2x2 pixels is just the
 * window of the pool: 16 products a channel instead of 36. For so few channels larger tiles spend on
 * their sums what they save. Parameters are those of fusedConv2d; kernels are transformed anew in
 * every call.
 *
 * scratch: kernels, 16 · panels · 96 bytes; 4 lines of x, each filled up with 32 bytes; inputs,
 * 16 · (outWidth · 16 + 64); products, 16 · (outWidth · 64 + 64); sums and masks, 160 a window.
 */
export function fusedColour(
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
  filters: i32,
  key: u32,
  first: u32,
  threshold: u32,
  scale: f32,
  scratch: usize,
): void {
  const panelsInAll = panelCount(filters);
  const kernelPanel = PLANES * COLOURS * PANEL_ROW;
  const values = (outWidth * 2 + 2) * COLOURS;
  const stripLine = ((<usize>values) << 2) + 32;
  const inputPlane = ((<usize>outWidth) << 4) + GAP;

  const kernels = scratch;
  const strip = kernels + <usize>panelsInAll * kernelPanel;
  const inputs = strip + stripLine * 4;
  const products = inputs + inputPlane * PLANES;
  const sums = products + (<usize>outWidth * PANEL_ROW * 2 + GAP) * PLANES;
  const masks = sums + <usize>outWidth * WINDOW;

  for (let panel = 0; panel < panelsInAll; panel++) {
    const weights = panels + <usize>(panel * 9 * COLOURS) * PANEL_ROW;
    colourKernel(weights, kernels + <usize>panel * kernelPanel);
  }
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < outHeight; line++) {
      colourLine(x + <usize>n * xSample + <usize>line * xLine * 2, xLine, strip, stripLine, values);
      for (let i: usize = 0; i < 4; i++) {
        tileLine(strip + i * stripLine, inputs + i * 4 * inputPlane, inputPlane, outWidth);
      }
      const to = y + <usize>n * ySample + <usize>line * yLine;
      const place = (n * outHeight + line) * outWidth * filters;
      for (let panel = 0; panel < panelsInAll; panel++) {
        const column = panel * PANEL;
        const weights = kernels + <usize>panel * kernelPanel;
        const biases = bias + <usize>panel * PANEL_ROW;
        const isSecond = IS_WIDE && (panel & 1);
        const areTwo = IS_WIDE && (isSecond || panel + 1 < panelsInAll);
        const row: usize = areTwo ? PANEL_ROW * 2 : PANEL_ROW;
        const plane = <usize>outWidth * row + GAP;
        for (let i: usize = 0; i < PLANES && !isSecond; i++) {
          const from = inputs + i * inputPlane;
          const weight = weights + i * COLOURS * PANEL_ROW;
          // In the place of point 1 in both directions a value adds to all four pixels.
          const added = i == 5 ? biases : NO_BIAS;
          const out = products + i * plane;
          if (areTwo) productsOfTwo(from, weight, weight + kernelPanel, added, out, outWidth);
          else productsOfOne(from, weight, added, out, outWidth);
        }
        const from = isSecond ? products + PANEL_ROW : products;
        const pixels = to + ((<usize>column) << 2);
        const places = winners + <usize>(place + column);
        const counter = first + place + column;
        const left = filters - column;
        if (IS_WIDE && left >= PANEL) {
          finishColour(from, plane, row, masks, outWidth, pixels, places, filters, key, counter, threshold, scale);
        } else {
          windowSums(from, plane, row, sums, outWidth);
          finishLine(sums, masks, outWidth, pixels, places, filters, left, key, counter, threshold, scale);
        }
      }
    }
  }
}

/** Zeros in a bias' place. */
const NO_BIAS: usize = memory.data<f32>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 32);
