import { madd } from './madd';

/** Tiles of gemm.ts's products for 256 bits, sixteen columns wide; see gemm-tiles.ts. */

/** Six rows, sixteen columns: eight loads for twelve pairs of multiply-adds. */
export function sixBySixteen(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  bPanel: usize,
  from: usize,
  fromRow: usize,
  fromPanel: usize,
  c: usize,
  cRow: usize,
  cPanel: usize,
  inner: i32,
): void {
  let at = from;
  let a0 = v128.load(at);
  let b0 = v128.load(at, 16);
  at += fromRow;
  let a1 = v128.load(at);
  let b1 = v128.load(at, 16);
  at += fromRow;
  let a2 = v128.load(at);
  let b2 = v128.load(at, 16);
  at += fromRow;
  let a3 = v128.load(at);
  let b3 = v128.load(at, 16);
  at += fromRow;
  let a4 = v128.load(at);
  let b4 = v128.load(at, 16);
  at += fromRow;
  let a5 = v128.load(at);
  let b5 = v128.load(at, 16);
  at = from + fromPanel;
  let c0 = v128.load(at);
  let d0 = v128.load(at, 16);
  at += fromRow;
  let c1 = v128.load(at);
  let d1 = v128.load(at, 16);
  at += fromRow;
  let c2 = v128.load(at);
  let d2 = v128.load(at, 16);
  at += fromRow;
  let c3 = v128.load(at);
  let d3 = v128.load(at, 16);
  at += fromRow;
  let c4 = v128.load(at);
  let d4 = v128.load(at, 16);
  at += fromRow;
  let c5 = v128.load(at);
  let d5 = v128.load(at, 16);
  const row2 = aRow * 2;
  const row3 = aRow * 3;
  const row4 = aRow * 4;
  const row5 = aRow * 5;
  for (; inner > 0; inner--) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    const nextLow = v128.load(b + bPanel);
    const nextHigh = v128.load(b + bPanel, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    c0 = madd(value, nextLow, c0);
    d0 = madd(value, nextHigh, d0);
    value = v128.load_splat<f32>(a + aRow);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    c1 = madd(value, nextLow, c1);
    d1 = madd(value, nextHigh, d1);
    value = v128.load_splat<f32>(a + row2);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    c2 = madd(value, nextLow, c2);
    d2 = madd(value, nextHigh, d2);
    value = v128.load_splat<f32>(a + row3);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    c3 = madd(value, nextLow, c3);
    d3 = madd(value, nextHigh, d3);
    value = v128.load_splat<f32>(a + row4);
    a4 = madd(value, low, a4);
    b4 = madd(value, high, b4);
    c4 = madd(value, nextLow, c4);
    d4 = madd(value, nextHigh, d4);
    value = v128.load_splat<f32>(a + row5);
    a5 = madd(value, low, a5);
    b5 = madd(value, high, b5);
    c5 = madd(value, nextLow, c5);
    d5 = madd(value, nextHigh, d5);
    a += aStep;
    b += bStep;
  }
  let to = c;
  v128.store(to, b0, 16);
  v128.store(to, a0);
  to += cRow;
  v128.store(to, b1, 16);
  v128.store(to, a1);
  to += cRow;
  v128.store(to, b2, 16);
  v128.store(to, a2);
  to += cRow;
  v128.store(to, b3, 16);
  v128.store(to, a3);
  to += cRow;
  v128.store(to, b4, 16);
  v128.store(to, a4);
  to += cRow;
  v128.store(to, b5, 16);
  v128.store(to, a5);
  to = c + cPanel;
  v128.store(to, d0, 16);
  v128.store(to, c0);
  to += cRow;
  v128.store(to, d1, 16);
  v128.store(to, c1);
  to += cRow;
  v128.store(to, d2, 16);
  v128.store(to, c2);
  to += cRow;
  v128.store(to, d3, 16);
  v128.store(to, c3);
  to += cRow;
  v128.store(to, d4, 16);
  v128.store(to, c4);
  to += cRow;
  v128.store(to, d5, 16);
  v128.store(to, c5);
}

/** Four rows, sixteen columns. */
export function fourBySixteen(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  bPanel: usize,
  from: usize,
  fromRow: usize,
  fromPanel: usize,
  c: usize,
  cRow: usize,
  cPanel: usize,
  inner: i32,
): void {
  let at = from;
  let a0 = v128.load(at);
  let b0 = v128.load(at, 16);
  at += fromRow;
  let a1 = v128.load(at);
  let b1 = v128.load(at, 16);
  at += fromRow;
  let a2 = v128.load(at);
  let b2 = v128.load(at, 16);
  at += fromRow;
  let a3 = v128.load(at);
  let b3 = v128.load(at, 16);
  at = from + fromPanel;
  let c0 = v128.load(at);
  let d0 = v128.load(at, 16);
  at += fromRow;
  let c1 = v128.load(at);
  let d1 = v128.load(at, 16);
  at += fromRow;
  let c2 = v128.load(at);
  let d2 = v128.load(at, 16);
  at += fromRow;
  let c3 = v128.load(at);
  let d3 = v128.load(at, 16);
  const row2 = aRow * 2;
  const row3 = aRow * 3;
  for (; inner > 0; inner--) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    const nextLow = v128.load(b + bPanel);
    const nextHigh = v128.load(b + bPanel, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    c0 = madd(value, nextLow, c0);
    d0 = madd(value, nextHigh, d0);
    value = v128.load_splat<f32>(a + aRow);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    c1 = madd(value, nextLow, c1);
    d1 = madd(value, nextHigh, d1);
    value = v128.load_splat<f32>(a + row2);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    c2 = madd(value, nextLow, c2);
    d2 = madd(value, nextHigh, d2);
    value = v128.load_splat<f32>(a + row3);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    c3 = madd(value, nextLow, c3);
    d3 = madd(value, nextHigh, d3);
    a += aStep;
    b += bStep;
  }
  let to = c;
  v128.store(to, b0, 16);
  v128.store(to, a0);
  to += cRow;
  v128.store(to, b1, 16);
  v128.store(to, a1);
  to += cRow;
  v128.store(to, b2, 16);
  v128.store(to, a2);
  to += cRow;
  v128.store(to, b3, 16);
  v128.store(to, a3);
  to = c + cPanel;
  v128.store(to, d0, 16);
  v128.store(to, c0);
  to += cRow;
  v128.store(to, d1, 16);
  v128.store(to, c1);
  to += cRow;
  v128.store(to, d2, 16);
  v128.store(to, c2);
  to += cRow;
  v128.store(to, d3, 16);
  v128.store(to, c3);
}
