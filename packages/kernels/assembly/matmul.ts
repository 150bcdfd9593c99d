import { madd } from './madd';
import { PANEL, PANEL_ROW, panelCount, storeFirst, TILE } from './panels';

/** Depth of a block of the inner dimension: a right panel of this depth (16 KB) stays in the L1 cache. */
const INNER_BLOCK: i32 = 512;
/** Rows of a block: a left block of 128 rows x 512 (256 KB) stays in the L2 cache. */
const ROW_BLOCK: i32 = 128;

/**
 * c = a · b + bias. a: [rows, inner], packed by packRows as [rows / 4][inner][4];
 * b: [inner, columns] in panels; bias: columns, filled up to whole panels, or 0 for none.
 * c[i, j] is written at c + i * rowStride + (j / 8) * panelStride + (j % 8) * 4: strides in bytes
 * of 4 * columns and 32 make a row-major c, of 32 and 32 * rows a c in panels.
 */
export function matmul(
  a: usize,
  b: usize,
  bias: usize,
  c: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  rowStride: usize,
  panelStride: usize,
): void {
  const panels = panelCount(columns);
  const inPanels = rowStride == PANEL_ROW;
  for (let k = 0; k < inner; k += INNER_BLOCK) {
    const depth = min(INNER_BLOCK, inner - k);
    for (let block = 0; block < rows; block += ROW_BLOCK) {
      const lastRow = min(rows, block + ROW_BLOCK);
      for (let panel = 0; panel < panels; panel++) {
        const right = b + (<usize>panel * <usize>inner + <usize>k) * PANEL_ROW;
        const biases = bias ? bias + <usize>panel * PANEL_ROW : 0;
        const count = inPanels ? PANEL : columns - panel * PANEL;
        for (let i = block; i < lastRow; i += TILE) {
          const left = a + ((<usize>i * <usize>inner) << 2) + ((<usize>k) << 4);
          const to = c + <usize>i * rowStride + <usize>panel * panelStride;
          tile(left, right, biases, to, depth, k == 0, rowStride, lastRow - i, count);
        }
      }
    }
  }
}

/** Four rows by eight columns over one block of the inner dimension. */
function tile(
  a: usize,
  b: usize,
  bias: usize,
  c: usize,
  depth: i32,
  first: bool,
  rowStride: usize,
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
  const end = a + ((<usize>depth) << 4);
  while (a < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    value = v128.load_splat<f32>(a, 4);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    value = v128.load_splat<f32>(a, 8);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    value = v128.load_splat<f32>(a, 12);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    a += 16;
    b += PANEL_ROW;
  }
  finishRow(c, a0, b0, bias, first, count);
  if (rows > 1) finishRow(c + rowStride, a1, b1, bias, first, count);
  if (rows > 2) finishRow(c + rowStride * 2, a2, b2, bias, first, count);
  if (rows > 3) finishRow(c + rowStride * 3, a3, b3, bias, first, count);
}

/** Adds the bias to the first block's sums, and what is there already to the later ones. */
function finishRow(c: usize, low: v128, high: v128, bias: usize, first: bool, count: i32): void {
  const from = first ? bias : c;
  if (from) {
    low = f32x4.add(low, v128.load(from));
    high = f32x4.add(high, v128.load(from, 16));
  }
  storeFirst(c, low, high, count);
}

/** Packs x [rows, columns] as matmul's left side: [rows / 4][columns][4], missing rows as zeros. */
export function packRows(x: usize, to: usize, rows: i32, columns: i32): void {
  const row = (<usize>columns) << 2;
  for (let i = 0; i < rows; i += TILE) {
    const from = x + <usize>i * row;
    if (rows - i < TILE) {
      packFewRows(from, to, rows - i, columns);
      return;
    }
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const at = from + ((<usize>column) << 2);
      const r0 = v128.load(at);
      const r1 = v128.load(at + row);
      const r2 = v128.load(at + row * 2);
      const r3 = v128.load(at + row * 3);
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
      v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16);
      v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32);
      v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48);
      to += 64;
    }
    for (; column < columns; column++) {
      const at = from + ((<usize>column) << 2);
      store<f32>(to, load<f32>(at));
      store<f32>(to, load<f32>(at + row), 4);
      store<f32>(to, load<f32>(at + row * 2), 8);
      store<f32>(to, load<f32>(at + row * 3), 12);
      to += 16;
    }
  }
}

function packFewRows(x: usize, to: usize, rows: i32, columns: i32): void {
  for (let column = 0; column < columns; column++) {
    for (let i = 0; i < TILE; i++) {
      const value = i < rows ? load<f32>(x + ((<usize>(i * columns + column)) << 2)) : <f32>0;
      store<f32>(to, value);
      to += 4;
    }
  }
}

/**
 * Packs rows of x [., columns] by columns: [columns / group][allRows][group], missing columns as
 * zeros. A group of 4 makes xᵀ the left side of a matmul, a group of 8 makes x its right side.
 * `to` is the place of the first of the `rows` rows among `allRows`.
 */
export function packColumns(
  x: usize,
  to: usize,
  rows: i32,
  columns: i32,
  group: i32,
  allRows: i32,
): void {
  const row = (<usize>columns) << 2;
  const gap = (<usize>((allRows - rows) * group)) << 2;
  for (let first = 0; first < columns; first += group) {
    let from = x + ((<usize>first) << 2);
    const whole = columns - first >= group;
    for (let i = 0; i < rows; i++) {
      if (whole) {
        for (let lane = 0; lane < group; lane += 4) {
          v128.store(to + ((<usize>lane) << 2), v128.load(from + ((<usize>lane) << 2)));
        }
      } else {
        for (let lane = 0; lane < group; lane++) {
          const value = first + lane < columns ? load<f32>(from + ((<usize>lane) << 2)) : <f32>0;
          store<f32>(to + ((<usize>lane) << 2), value);
        }
      }
      from += row;
      to += (<usize>group) << 2;
    }
    to += gap;
  }
}
