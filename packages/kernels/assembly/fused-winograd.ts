import { finishLine } from './fused-conv2d-finish';
import { WINDOW } from './fused-conv2d-window';
import { windowLine } from './fused-winograd-lines';
import { multiplyPlanes } from './gemm';
import { PANEL, PANEL_ROW, panelCount } from './panels';
import { winogradKernel } from './winograd-kernels';
import { inputLine, outputLine } from './winograd-lines';

/** Products of a tile. */
const PLANES: i32 = 36;
/** Tiles that are worked on at once, where a row of them has no more: what lies between stays in the L2 cache. */
const TILES: i32 = 16;
/** Between planes, lest they share sets of the L1 cache. */
const GAP: usize = 64;

/** Whether fusedWinograd computes maps of this size: whole tiles, whole vectors of channels. */
export function isForWinograd(outHeight: i32, outWidth: i32, channels: i32): bool {
  return !((outHeight | outWidth) & 1) && !(channels & 7);
}

/**
 * fusedConv2d with a quarter of the multiply-adds, by Winograd's F(4x4, 3x3) (see winograd-lines.ts):
 * a tile of 4x4 pixels is four windows of the pool. Parameters are those of fusedConv2d; kernels are
 * transformed anew in every call.
 *
 * scratch, with t tiles at once, of t / across rows (t: rows of up to 16 tiles, filled up to fours):
 * kernels 36 · panels · channels · 32 bytes; 6 lines of x; inputs 36 · (t · channels · 4 + 64);
 * products 36 · (t · panels · 32 + 64); 24 · t · 32; sums of the windows, t · 512; masks, 32 a window
 * of a line.
 */
export function fusedWinograd(
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
  scratch: usize,
): void {
  const panelsInAll = panelCount(filters);
  const across = outWidth >> 1;
  const down = outHeight >> 1;
  const rowsAtOnce = min(down, max(1, TILES / across));
  const room = (across * rowsAtOnce + 3) & ~3;
  const pixel = (<usize>channels) << 2;
  const stripLine = <usize>(outWidth * 2 + 2) * pixel;
  const kernelPanel = <usize>channels * PANEL_ROW;
  const kernelPlane = <usize>panelsInAll * kernelPanel;
  const inputPlane = <usize>room * pixel + GAP;
  const outputPanel = <usize>room * PANEL_ROW;
  const outputPlane = <usize>panelsInAll * outputPanel + GAP;

  const kernels = scratch;
  const strip = kernels + kernelPlane * PLANES;
  const inputs = strip + stripLine * 6;
  const outputs = inputs + inputPlane * PLANES;
  const columns = outputs + outputPlane * PLANES;
  const sums = columns + outputPanel * 24;
  const masks = sums + <usize>room * WINDOW * 4;

  winogradKernel(panels, kernels, channels, panelsInAll, false, inputs);
  for (let n = 0; n < samples; n++) {
    for (let row = 0; row < down; row += rowsAtOnce) {
      const rows = min(rowsAtOnce, down - row);
      const tiles = rows * across;
      let to = inputs;
      for (let i = 0; i < rows; i++) {
        const from = x + <usize>n * xSample + <usize>(row + i) * xLine * 4;
        inputTiles(from, xLine, strip, stripLine, to, inputPlane, across, channels);
        to += <usize>across * pixel;
      }
      multiplyPlanes(
        inputs,
        inputPlane,
        pixel,
        4,
        kernels,
        kernelPlane,
        PANEL_ROW,
        kernelPanel,
        outputs,
        outputPlane,
        PANEL_ROW,
        outputPanel,
        PLANES,
        tiles,
        panelsInAll,
        channels,
        false,
      );
      for (let panel = 0; panel < panelsInAll; panel++) {
        const column = panel * PANEL;
        const products = outputs + <usize>panel * outputPanel;
        outputTiles(products, outputPlane, columns, outputPanel, tiles);
        for (let line = 0; line < rows * 2; line++) {
          const upper = columns + outputPanel * <usize>((line & 1) * 12) + <usize>((line >> 1) * across) * PANEL_ROW;
          const lower = upper + outputPanel * 6;
          const biases = bias + <usize>panel * PANEL_ROW;
          windowLine(upper, outputPanel, biases, sums, across);
          windowLine(lower, outputPanel, biases, sums + WINDOW / 2, across);
          const outLine = row * 2 + line;
          const place = (n * outHeight + outLine) * outWidth * filters + column;
          finishLine(
            sums,
            masks,
            outWidth,
            y + <usize>n * ySample + <usize>outLine * yLine + ((<usize>column) << 2),
            winners + <usize>place,
            filters,
            filters - column,
            key,
            first + place,
            threshold,
            scale,
          );
        }
      }
    }
  }
}

/** Bᵀ d B of a row of tiles. */
function inputTiles(
  x: usize,
  xLine: usize,
  strip: usize,
  stripLine: usize,
  to: usize,
  plane: usize,
  across: i32,
  channels: i32,
): void {
  const pixel = (<usize>channels) << 2;
  inputLine(
    x,
    x + xLine,
    x + xLine * 2,
    x + xLine * 3,
    x + xLine * 4,
    x + xLine * 5,
    strip,
    stripLine,
    (across * 4 + 2) * channels,
  );
  for (let tile = 0; tile < across; tile++) {
    let from = strip + <usize>(tile * 4) * pixel;
    let out = to;
    for (let i = 0; i < 6; i++) {
      inputLine(
        from,
        from + pixel,
        from + pixel * 2,
        from + pixel * 3,
        from + pixel * 4,
        from + pixel * 5,
        out,
        plane,
        channels,
      );
      from += stripLine;
      out += plane * 6;
    }
    to += pixel;
  }
}

/** Aᵀ m of all columns of all tiles: [4 lines][6 columns][tiles][8]. */
function outputTiles(from: usize, plane: usize, to: usize, size: usize, tiles: i32): void {
  for (let column = 0; column < 6; column++) {
    outputLine(
      from,
      plane * 6,
      to,
      to + size * 6,
      to + size * 12,
      to + size * 18,
      tiles * PANEL,
    );
    from += plane;
    to += size;
  }
}
