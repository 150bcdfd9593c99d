import { COLOURS, fusedColour } from './fused-colour';
import { finishLine } from './fused-conv2d-finish';
import { sumLine } from './fused-conv2d-sums';
import { sumTwoPanels } from './fused-conv2d-wide-sums';
import { WINDOW } from './fused-conv2d-window';
import { fusedWinograd, isForWinograd } from './fused-winograd';
import { PANEL, PANEL_ROW, panelCount } from './panels';
import { IS_WIDE } from './wide';

/** Places of the window of the convolution. */
const PLACES: i32 = 9;

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
 * sums: scratch, 288 bytes a window of a line. It holds what lies between the two halves of the
 * work, the multiplying and the choosing, each of which then is one tight loop: together in one
 * function they took 8 % longer in Node 20, and 256-bit operations could not be made of it.
 *
 * Three channels, and whole tiles of whole vectors of channels, go by Winograd's transforms instead,
 * with scratch as fusedColour and fusedWinograd say.
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
  sums: usize,
): void {
  if (isForWinograd(outHeight, outWidth, channels)) {
    fusedWinograd(
      x,
      xLine,
      xSample,
      panels,
      bias,
      y,
      yLine,
      ySample,
      winners,
      samples,
      outHeight,
      outWidth,
      channels,
      filters,
      key,
      first,
      threshold,
      scale,
      sums,
    );
    return;
  }
  if (channels == COLOURS) {
    fusedColour(
      x,
      xLine,
      xSample,
      panels,
      bias,
      y,
      yLine,
      ySample,
      winners,
      samples,
      outHeight,
      outWidth,
      filters,
      key,
      first,
      threshold,
      scale,
      sums,
    );
    return;
  }
  const pixel = (<usize>channels) << 2;
  const panelSize = <usize>(PLACES * channels) * PANEL_ROW;
  const panelsInAll = panelCount(filters);
  for (let n = 0; n < samples; n++) {
    for (let line = 0; line < outHeight; line++) {
      const from = x + <usize>n * xSample + <usize>line * xLine * 2;
      const to = y + <usize>n * ySample + <usize>line * yLine;
      const place = (n * outHeight + line) * outWidth * filters;
      // One panel along a whole line: its weights stay in the L1 cache.
      for (let panel = 0; panel < panelsInAll; panel++) {
        const column = panel * PANEL;
        const weights = panels + <usize>panel * panelSize;
        const biases = bias + <usize>panel * PANEL_ROW;
        if (IS_WIDE && panel + 1 < panelsInAll) {
          // Two panels at once; the second one's sums wait behind the first one's.
          if (!(panel & 1)) {
            sumTwoPanels(from, xLine, pixel, weights, panelSize, biases, sums, outWidth);
          }
        } else if (!IS_WIDE || !(panel & 1)) {
          sumLine(from, xLine, pixel, weights, biases, sums, outWidth);
        }
        finishLine(
          IS_WIDE && panel & 1 ? sums + <usize>outWidth * WINDOW : sums,
          sums + <usize>outWidth * WINDOW * 2,
          outWidth,
          to + ((<usize>column) << 2),
          winners + <usize>(place + column),
          filters,
          filters - column,
          key,
          first + place + column,
          threshold,
          scale,
        );
      }
    }
  }
}
