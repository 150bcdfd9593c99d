import { madd } from './madd';
import { PANEL, PANEL_ROW, storeFirst, TILE } from './panels';

/** Four rows by eight columns over one block of the inner dimension. */
export function tile(
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
  if (rows >= TILE && count >= PANEL) {
    // Whole pairs of vectors side by side, so that V8 can make one of 256 bits of them.
    if (first) {
      if (bias) {
        const low = v128.load(bias);
        const high = v128.load(bias, 16);
        a0 = f32x4.add(a0, low);
        b0 = f32x4.add(b0, high);
        a1 = f32x4.add(a1, low);
        b1 = f32x4.add(b1, high);
        a2 = f32x4.add(a2, low);
        b2 = f32x4.add(b2, high);
        a3 = f32x4.add(a3, low);
        b3 = f32x4.add(b3, high);
      }
    } else {
      a0 = f32x4.add(a0, v128.load(c));
      b0 = f32x4.add(b0, v128.load(c, 16));
      a1 = f32x4.add(a1, v128.load(c + rowStride));
      b1 = f32x4.add(b1, v128.load(c + rowStride, 16));
      a2 = f32x4.add(a2, v128.load(c + rowStride * 2));
      b2 = f32x4.add(b2, v128.load(c + rowStride * 2, 16));
      a3 = f32x4.add(a3, v128.load(c + rowStride * 3));
      b3 = f32x4.add(b3, v128.load(c + rowStride * 3, 16));
    }
    v128.store(c, a0);
    v128.store(c, b0, 16);
    v128.store(c + rowStride, a1);
    v128.store(c + rowStride, b1, 16);
    v128.store(c + rowStride * 2, a2);
    v128.store(c + rowStride * 2, b2, 16);
    v128.store(c + rowStride * 3, a3);
    v128.store(c + rowStride * 3, b3, 16);
    return;
  }
  finishRow(c, a0, b0, bias, first, count);
  if (rows > 1) finishRow(c + rowStride, a1, b1, bias, first, count);
  if (rows > 2) finishRow(c + rowStride * 2, a2, b2, bias, first, count);
  if (rows > 3) finishRow(c + rowStride * 3, a3, b3, bias, first, count);
}

/**
 * Four rows by sixteen columns: eight sums of 256 bits, twice as many as of 128 bits, since each
 * takes as long and two can begin at once.
 */
export function wideTile(
  a: usize,
  b: usize,
  panelBytes: usize,
  bias: usize,
  c: usize,
  depth: i32,
  first: bool,
  rowStride: usize,
  panelStride: usize,
): void {
  let a0 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let d2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  let d3 = f32x4.splat(0);
  const end = a + ((<usize>depth) << 4);
  let right = b + panelBytes;
  while (a < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    const low2 = v128.load(right);
    const high2 = v128.load(right, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    c0 = madd(value, low2, c0);
    d0 = madd(value, high2, d0);
    value = v128.load_splat<f32>(a, 4);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    c1 = madd(value, low2, c1);
    d1 = madd(value, high2, d1);
    value = v128.load_splat<f32>(a, 8);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    c2 = madd(value, low2, c2);
    d2 = madd(value, high2, d2);
    value = v128.load_splat<f32>(a, 12);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    c3 = madd(value, low2, c3);
    d3 = madd(value, high2, d3);
    a += 16;
    b += PANEL_ROW;
    right += PANEL_ROW;
  }
  const next = c + panelStride;
  if (first) {
    if (bias) {
      const low = v128.load(bias);
      const high = v128.load(bias, 16);
      const low2 = v128.load(bias, 32);
      const high2 = v128.load(bias, 48);
      a0 = f32x4.add(a0, low);
      b0 = f32x4.add(b0, high);
      c0 = f32x4.add(c0, low2);
      d0 = f32x4.add(d0, high2);
      a1 = f32x4.add(a1, low);
      b1 = f32x4.add(b1, high);
      c1 = f32x4.add(c1, low2);
      d1 = f32x4.add(d1, high2);
      a2 = f32x4.add(a2, low);
      b2 = f32x4.add(b2, high);
      c2 = f32x4.add(c2, low2);
      d2 = f32x4.add(d2, high2);
      a3 = f32x4.add(a3, low);
      b3 = f32x4.add(b3, high);
      c3 = f32x4.add(c3, low2);
      d3 = f32x4.add(d3, high2);
    }
  } else {
    a0 = f32x4.add(a0, v128.load(c));
    b0 = f32x4.add(b0, v128.load(c, 16));
    c0 = f32x4.add(c0, v128.load(next));
    d0 = f32x4.add(d0, v128.load(next, 16));
    a1 = f32x4.add(a1, v128.load(c + rowStride));
    b1 = f32x4.add(b1, v128.load(c + rowStride, 16));
    c1 = f32x4.add(c1, v128.load(next + rowStride));
    d1 = f32x4.add(d1, v128.load(next + rowStride, 16));
    a2 = f32x4.add(a2, v128.load(c + rowStride * 2));
    b2 = f32x4.add(b2, v128.load(c + rowStride * 2, 16));
    c2 = f32x4.add(c2, v128.load(next + rowStride * 2));
    d2 = f32x4.add(d2, v128.load(next + rowStride * 2, 16));
    a3 = f32x4.add(a3, v128.load(c + rowStride * 3));
    b3 = f32x4.add(b3, v128.load(c + rowStride * 3, 16));
    c3 = f32x4.add(c3, v128.load(next + rowStride * 3));
    d3 = f32x4.add(d3, v128.load(next + rowStride * 3, 16));
  }
  v128.store(c, a0);
  v128.store(c, b0, 16);
  v128.store(next, c0);
  v128.store(next, d0, 16);
  v128.store(c + rowStride, a1);
  v128.store(c + rowStride, b1, 16);
  v128.store(next + rowStride, c1);
  v128.store(next + rowStride, d1, 16);
  v128.store(c + rowStride * 2, a2);
  v128.store(c + rowStride * 2, b2, 16);
  v128.store(next + rowStride * 2, c2);
  v128.store(next + rowStride * 2, d2, 16);
  v128.store(c + rowStride * 3, a3);
  v128.store(c + rowStride * 3, b3, 16);
  v128.store(next + rowStride * 3, c3);
  v128.store(next + rowStride * 3, d3, 16);
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
