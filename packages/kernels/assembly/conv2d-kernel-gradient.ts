import { madd } from './madd';
import { PANEL, PANEL_ROW, panelCount, storeFirst, TILE } from './panels';

/** Output pixels summed in registers before they are added to memory: their dy stays in the L1 cache. */
const BLOCK_PIXELS: i32 = 128;

/**
 * dFilter[ky, kx, c, f] = sum over samples and pixels of x[y + ky, x + kx, c] * dy[y, x, f].
 * x as in conv2d; dy: [samples, height, width, filters]; gradient: panels like the kernel's,
 * overwritten. Partial sums of a block of pixels are added up, which also keeps rounding small.
 */
export function conv2dKernelGradient(
  x: usize,
  dy: usize,
  gradient: usize,
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
  const run = kernelSize * channels;
  const dyPixel = (<usize>filters) << 2;
  const dyRow = <usize>width * dyPixel;
  const panels = panelCount(filters);
  const blockLines = max(1, BLOCK_PIXELS / width);
  memory.fill(gradient, 0, <usize>panels * <usize>(kernelSize * run) * PANEL_ROW);
  for (let n = 0; n < samples; n++) {
    for (let first = 0; first < height; first += blockLines) {
      const lines = min(blockLines, height - first);
      const from = x + <usize>n * sample + <usize>first * row;
      const dyFrom = dy + <usize>(n * height + first) * dyRow;
      let to = gradient;
      for (let panel = 0; panel < panels; panel++) {
        const count = filters - panel * PANEL;
        const dyPanel = dyFrom + <usize>panel * PANEL_ROW;
        for (let ky = 0; ky < kernelSize; ky++) {
          const xLine = from + <usize>ky * row;
          for (let at = 0; at < run; at += TILE) {
            const rows = min(TILE, run - at);
            gradientTile(
              xLine + ((<usize>at) << 2),
              dyPanel,
              to,
              row,
              pixel,
              dyRow,
              dyPixel,
              lines,
              rows,
              count,
            );
            to += <usize>rows * PANEL_ROW;
          }
        }
      }
    }
  }
}

/** Four neighbouring rows of the kernel's matrix, eight filters, over a block of pixels. */
function gradientTile(
  x: usize,
  dy: usize,
  to: usize,
  row: usize,
  pixel: usize,
  dyRow: usize,
  dyPixel: usize,
  lines: i32,
  rows: i32,
  count: i32,
): void {
  let a0 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  for (let line = 0; line < lines; line++) {
    let at = x + <usize>line * row;
    let dyAt = dy + <usize>line * dyRow;
    const end = dyAt + dyRow;
    while (dyAt < end) {
      const low = v128.load(dyAt);
      const high = v128.load(dyAt, 16);
      let value = v128.load_splat<f32>(at);
      a0 = madd(value, low, a0);
      b0 = madd(value, high, b0);
      value = v128.load_splat<f32>(at, 4);
      a1 = madd(value, low, a1);
      b1 = madd(value, high, b1);
      value = v128.load_splat<f32>(at, 8);
      a2 = madd(value, low, a2);
      b2 = madd(value, high, b2);
      value = v128.load_splat<f32>(at, 12);
      a3 = madd(value, low, a3);
      b3 = madd(value, high, b3);
      at += pixel;
      dyAt += dyPixel;
    }
  }
  addRow(to, a0, b0, count);
  if (rows > 1) addRow(to + PANEL_ROW, a1, b1, count);
  if (rows > 2) addRow(to + PANEL_ROW * 2, a2, b2, count);
  if (rows > 3) addRow(to + PANEL_ROW * 3, a3, b3, count);
}

/** Adds a row of a tile; lanes past the last filter hold sums of strangers and are left out. */
function addRow(to: usize, low: v128, high: v128, count: i32): void {
  storeFirst(to, f32x4.add(v128.load(to), low), f32x4.add(v128.load(to, 16), high), count);
}
