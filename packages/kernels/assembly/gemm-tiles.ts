import { madd } from './madd';

/**
 * Tiles of gemm.ts's products: some rows by eight columns, or by sixteen for 256 bits. Sums go on
 * from `from` and end at `c`. Twelve chains of fused multiply-adds, of six rows, keep both units of a
 * core busy; eight, four turns long and two at a time, leave no slack.
 */

/** Six rows, eight columns. */
export function sixByEight(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  from: usize,
  fromRow: usize,
  c: usize,
  cRow: usize,
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
  const row2 = aRow * 2;
  const row3 = aRow * 3;
  const row4 = aRow * 4;
  const row5 = aRow * 5;
  for (; inner > 0; inner--) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    value = v128.load_splat<f32>(a + aRow);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    value = v128.load_splat<f32>(a + row2);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    value = v128.load_splat<f32>(a + row3);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    value = v128.load_splat<f32>(a + row4);
    a4 = madd(value, low, a4);
    b4 = madd(value, high, b4);
    value = v128.load_splat<f32>(a + row5);
    a5 = madd(value, low, a5);
    b5 = madd(value, high, b5);
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
}

/** Four rows, eight columns. */
export function fourByEight(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  from: usize,
  fromRow: usize,
  c: usize,
  cRow: usize,
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
  const row2 = aRow * 2;
  const row3 = aRow * 3;
  for (; inner > 0; inner--) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    value = v128.load_splat<f32>(a + aRow);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    value = v128.load_splat<f32>(a + row2);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    value = v128.load_splat<f32>(a + row3);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
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
}
