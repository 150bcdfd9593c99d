import { madd } from './madd';
import { PANEL_ROW } from './panels';

/**
 * Tiles of a matrix product: some rows by one panel, summed over one block of the inner dimension.
 * They do nothing but sum and store: with a single addition after its loop the compiler of Node 20
 * keeps half of tileSix's sums in memory, and V8 pairs only what is stored side by side for 256 bits.
 */

/** to[4][8] = a[depth][4]ᵀ · b[depth][8]. */
export function tileFour(a: usize, b: usize, to: usize, depth: i32): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  const end = a + <usize>depth * 16;
  while (a < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    a1 = madd(value, high, a1);
    value = v128.load_splat<f32>(a, 4);
    b0 = madd(value, low, b0);
    b1 = madd(value, high, b1);
    value = v128.load_splat<f32>(a, 8);
    c0 = madd(value, low, c0);
    c1 = madd(value, high, c1);
    value = v128.load_splat<f32>(a, 12);
    d0 = madd(value, low, d0);
    d1 = madd(value, high, d1);
    a += 16;
    b += PANEL_ROW;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, b0, 32);
  v128.store(to, b1, 48);
  v128.store(to, c0, 64);
  v128.store(to, c1, 80);
  v128.store(to, d0, 96);
  v128.store(to, d1, 112);
}

/**
 * to[6][8] = a[depth][6]ᵀ · b[depth][8]: twelve chains of fused multiply-adds, where eight, four
 * turns long and two at a time, leave no slack. (A product and a sum apart need more registers.)
 */
export function tileSix(a: usize, b: usize, to: usize, depth: i32): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  let e0 = f32x4.splat(0);
  let e1 = f32x4.splat(0);
  let f0 = f32x4.splat(0);
  let f1 = f32x4.splat(0);
  const end = a + <usize>depth * 24;
  while (a < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    a1 = madd(value, high, a1);
    value = v128.load_splat<f32>(a, 4);
    b0 = madd(value, low, b0);
    b1 = madd(value, high, b1);
    value = v128.load_splat<f32>(a, 8);
    c0 = madd(value, low, c0);
    c1 = madd(value, high, c1);
    value = v128.load_splat<f32>(a, 12);
    d0 = madd(value, low, d0);
    d1 = madd(value, high, d1);
    value = v128.load_splat<f32>(a, 16);
    e0 = madd(value, low, e0);
    e1 = madd(value, high, e1);
    value = v128.load_splat<f32>(a, 20);
    f0 = madd(value, low, f0);
    f1 = madd(value, high, f1);
    a += 24;
    b += PANEL_ROW;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, b0, 32);
  v128.store(to, b1, 48);
  v128.store(to, c0, 64);
  v128.store(to, c1, 80);
  v128.store(to, d0, 96);
  v128.store(to, d1, 112);
  v128.store(to, e0, 128);
  v128.store(to, e1, 144);
  v128.store(to, f0, 160);
  v128.store(to, f1, 176);
}
