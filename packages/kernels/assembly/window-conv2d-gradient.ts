import { madd } from './madd';
import { PANEL, PANEL_ROW, panelCount, TILE } from './panels';
import { IS_WIDE } from './wide';

/** Writes x [rows, columns] as panels [columns / 8][rows][8], the last one filled up with zeros. */
export function packPanels(x: usize, to: usize, rows: i32, columns: i32): void {
  const row = (<usize>columns) << 2;
  for (let first = 0; first < columns; first += PANEL) {
    let from = x + ((<usize>first) << 2);
    const count = columns - first;
    for (let i = 0; i < rows; i++) {
      if (count >= PANEL) {
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
      } else {
        for (let lane = 0; lane < PANEL; lane++) {
          const at = (<usize>lane) << 2;
          store<f32>(to + at, lane < count ? load<f32>(from + at) : <f32>0);
        }
      }
      from += row;
      to += PANEL_ROW;
    }
  }
}

/**
 * Gradient of windowConv2d by its kernel, in panels, summed over the samples. x and shapes as
 * there; dyPanels: dy as packPanels writes it, [filters / 8][samples * height * width][8]. Photo by
 * photo, so that what the many passes over a photo read stays in the cache.
 */
export function windowConv2dKernelGradient(
  x: usize,
  dyPanels: usize,
  dKernel: usize,
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
  const run = kernelSize * channels;
  const panels = panelCount(filters);
  const places = height * width;
  const rows = kernelSize * run;
  memory.fill(dKernel, 0, <usize>(panels * rows) * PANEL_ROW);
  for (let n = 0; n < samples; n++) {
    for (let panel = 0; panel < panels; panel++) {
      const dy = dyPanels + <usize>(panel * samples + n) * <usize>places * PANEL_ROW;
      for (let line = 0; line < kernelSize; line++) {
        let from = x + <usize>(n * xHeight + line) * row;
        let to = dKernel + <usize>(panel * rows + line * run) * PANEL_ROW;
        let k = 0;
        if (IS_WIDE) {
          for (; k + 8 <= run; k += 8) {
            for (let i = 0; i < height; i++) {
              const at = from + <usize>(i * strides) * row;
              const gradients = dy + <usize>(i * width) * PANEL_ROW;
              eightRows(at, gradients, to, width, pixel * strides);
            }
            from += 32;
            to += PANEL_ROW * 8;
          }
        }
        for (; k + TILE <= run; k += TILE) {
          fourRows(from, dy, to, height, width, row * strides, pixel * strides);
          from += 16;
          to += PANEL_ROW * 4;
        }
        for (; k < run; k++) {
          oneRow(from, dy, to, height, width, row * strides, pixel * strides);
          from += 4;
          to += PANEL_ROW;
        }
      }
    }
  }
}

/** Eight rows of the kernel by eight filters, over one line of a photo, for 256 bits: V8 pairs nothing within nested loops. */
function eightRows(x: usize, dy: usize, to: usize, width: i32, step: usize): void {
  let a0 = v128.load(to);
  let b0 = v128.load(to, 16);
  let a1 = v128.load(to, 32);
  let b1 = v128.load(to, 48);
  let a2 = v128.load(to, 64);
  let b2 = v128.load(to, 80);
  let a3 = v128.load(to, 96);
  let b3 = v128.load(to, 112);
  let a4 = v128.load(to, 128);
  let b4 = v128.load(to, 144);
  let a5 = v128.load(to, 160);
  let b5 = v128.load(to, 176);
  let a6 = v128.load(to, 192);
  let b6 = v128.load(to, 208);
  let a7 = v128.load(to, 224);
  let b7 = v128.load(to, 240);
  const end = dy + <usize>width * PANEL_ROW;
  while (dy < end) {
    const low = v128.load(dy);
    const high = v128.load(dy, 16);
    let value = v128.load_splat<f32>(x);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    value = v128.load_splat<f32>(x, 4);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    value = v128.load_splat<f32>(x, 8);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    value = v128.load_splat<f32>(x, 12);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    value = v128.load_splat<f32>(x, 16);
    a4 = madd(value, low, a4);
    b4 = madd(value, high, b4);
    value = v128.load_splat<f32>(x, 20);
    a5 = madd(value, low, a5);
    b5 = madd(value, high, b5);
    value = v128.load_splat<f32>(x, 24);
    a6 = madd(value, low, a6);
    b6 = madd(value, high, b6);
    value = v128.load_splat<f32>(x, 28);
    a7 = madd(value, low, a7);
    b7 = madd(value, high, b7);
    x += step;
    dy += PANEL_ROW;
  }
  v128.store(to, a0);
  v128.store(to, b0, 16);
  v128.store(to, a1, 32);
  v128.store(to, b1, 48);
  v128.store(to, a2, 64);
  v128.store(to, b2, 80);
  v128.store(to, a3, 96);
  v128.store(to, b3, 112);
  v128.store(to, a4, 128);
  v128.store(to, b4, 144);
  v128.store(to, a5, 160);
  v128.store(to, b5, 176);
  v128.store(to, a6, 192);
  v128.store(to, b6, 208);
  v128.store(to, a7, 224);
  v128.store(to, b7, 240);
}

/** Four rows of the kernel by eight filters, over one photo. */
function fourRows(
  x: usize,
  dy: usize,
  to: usize,
  height: i32,
  width: i32,
  line: usize,
  step: usize,
): void {
  let a0 = v128.load(to);
  let b0 = v128.load(to, 16);
  let a1 = v128.load(to, 32);
  let b1 = v128.load(to, 48);
  let a2 = v128.load(to, 64);
  let b2 = v128.load(to, 80);
  let a3 = v128.load(to, 96);
  let b3 = v128.load(to, 112);
  for (let i = 0; i < height; i++) {
    let at = x + <usize>i * line;
    const end = dy + <usize>width * PANEL_ROW;
    while (dy < end) {
      const low = v128.load(dy);
      const high = v128.load(dy, 16);
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
      at += step;
      dy += PANEL_ROW;
    }
  }
  v128.store(to, a0);
  v128.store(to, b0, 16);
  v128.store(to, a1, 32);
  v128.store(to, b1, 48);
  v128.store(to, a2, 64);
  v128.store(to, b2, 80);
  v128.store(to, a3, 96);
  v128.store(to, b3, 112);
}

/** What is left of a line of the kernel. */
function oneRow(
  x: usize,
  dy: usize,
  to: usize,
  height: i32,
  width: i32,
  line: usize,
  step: usize,
): void {
  let low = v128.load(to);
  let high = v128.load(to, 16);
  for (let i = 0; i < height; i++) {
    let at = x + <usize>i * line;
    for (let j = 0; j < width; j++) {
      const value = v128.load_splat<f32>(at);
      low = madd(value, v128.load(dy), low);
      high = madd(value, v128.load(dy, 16), high);
      at += step;
      dy += PANEL_ROW;
    }
  }
  v128.store(to, low);
  v128.store(to, high, 16);
}
