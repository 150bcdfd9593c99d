import { madd } from './madd';
import { PANEL_ROW } from './panels';

/**
 * The tiles of matmul-tiles.ts with two panels side by side, `panelBytes` apart: for 256 bits, where
 * each sum takes as long as one of 128, it takes twice as many to keep both units busy.
 */

/** to[4][16] = a[depth][4]ᵀ · b[2][depth][8]. */
export function wideFour(a: usize, b: usize, panelBytes: usize, to: usize, depth: i32): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  let d2 = f32x4.splat(0);
  let d3 = f32x4.splat(0);
  const end = a + <usize>depth * 16;
  let right = b + panelBytes;
  while (a < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    const low2 = v128.load(right);
    const high2 = v128.load(right, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    a1 = madd(value, high, a1);
    a2 = madd(value, low2, a2);
    a3 = madd(value, high2, a3);
    value = v128.load_splat<f32>(a, 4);
    b0 = madd(value, low, b0);
    b1 = madd(value, high, b1);
    b2 = madd(value, low2, b2);
    b3 = madd(value, high2, b3);
    value = v128.load_splat<f32>(a, 8);
    c0 = madd(value, low, c0);
    c1 = madd(value, high, c1);
    c2 = madd(value, low2, c2);
    c3 = madd(value, high2, c3);
    value = v128.load_splat<f32>(a, 12);
    d0 = madd(value, low, d0);
    d1 = madd(value, high, d1);
    d2 = madd(value, low2, d2);
    d3 = madd(value, high2, d3);
    a += 16;
    b += PANEL_ROW;
    right += PANEL_ROW;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(to, b0, 64);
  v128.store(to, b1, 80);
  v128.store(to, b2, 96);
  v128.store(to, b3, 112);
  v128.store(to, c0, 128);
  v128.store(to, c1, 144);
  v128.store(to, c2, 160);
  v128.store(to, c3, 176);
  v128.store(to, d0, 192);
  v128.store(to, d1, 208);
  v128.store(to, d2, 224);
  v128.store(to, d3, 240);
}

/** to[6][16] = a[depth][6]ᵀ · b[2][depth][8]. */
export function wideSix(a: usize, b: usize, panelBytes: usize, to: usize, depth: i32): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let a2 = f32x4.splat(0);
  let a3 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let b2 = f32x4.splat(0);
  let b3 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  let d2 = f32x4.splat(0);
  let d3 = f32x4.splat(0);
  let e0 = f32x4.splat(0);
  let e1 = f32x4.splat(0);
  let e2 = f32x4.splat(0);
  let e3 = f32x4.splat(0);
  let f0 = f32x4.splat(0);
  let f1 = f32x4.splat(0);
  let f2 = f32x4.splat(0);
  let f3 = f32x4.splat(0);
  const end = a + <usize>depth * 24;
  let right = b + panelBytes;
  while (a < end) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    const low2 = v128.load(right);
    const high2 = v128.load(right, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    a1 = madd(value, high, a1);
    a2 = madd(value, low2, a2);
    a3 = madd(value, high2, a3);
    value = v128.load_splat<f32>(a, 4);
    b0 = madd(value, low, b0);
    b1 = madd(value, high, b1);
    b2 = madd(value, low2, b2);
    b3 = madd(value, high2, b3);
    value = v128.load_splat<f32>(a, 8);
    c0 = madd(value, low, c0);
    c1 = madd(value, high, c1);
    c2 = madd(value, low2, c2);
    c3 = madd(value, high2, c3);
    value = v128.load_splat<f32>(a, 12);
    d0 = madd(value, low, d0);
    d1 = madd(value, high, d1);
    d2 = madd(value, low2, d2);
    d3 = madd(value, high2, d3);
    value = v128.load_splat<f32>(a, 16);
    e0 = madd(value, low, e0);
    e1 = madd(value, high, e1);
    e2 = madd(value, low2, e2);
    e3 = madd(value, high2, e3);
    value = v128.load_splat<f32>(a, 20);
    f0 = madd(value, low, f0);
    f1 = madd(value, high, f1);
    f2 = madd(value, low2, f2);
    f3 = madd(value, high2, f3);
    a += 24;
    b += PANEL_ROW;
    right += PANEL_ROW;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(to, b0, 64);
  v128.store(to, b1, 80);
  v128.store(to, b2, 96);
  v128.store(to, b3, 112);
  v128.store(to, c0, 128);
  v128.store(to, c1, 144);
  v128.store(to, c2, 160);
  v128.store(to, c3, 176);
  v128.store(to, d0, 192);
  v128.store(to, d1, 208);
  v128.store(to, d2, 224);
  v128.store(to, d3, 240);
  v128.store(to, e0, 256);
  v128.store(to, e1, 272);
  v128.store(to, e2, 288);
  v128.store(to, e3, 304);
  v128.store(to, f0, 320);
  v128.store(to, f1, 336);
  v128.store(to, f2, 352);
  v128.store(to, f3, 368);
}
