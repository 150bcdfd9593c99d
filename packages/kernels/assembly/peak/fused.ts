import { madd } from '../madd';

/**
 * Twelve chains that wait for nothing else: what a core can do with fused multiply-adds,
 * for kernel-times. A module of its own, no part of the kernels. values: 40 vectors.
 */
export function peak(values: usize, turns: i32): void {
  let a0 = v128.load(values);
  let a1 = v128.load(values, 16);
  let a2 = v128.load(values, 32);
  let a3 = v128.load(values, 48);
  let a4 = v128.load(values, 64);
  let a5 = v128.load(values, 80);
  let a6 = v128.load(values, 96);
  let a7 = v128.load(values, 112);
  let a8 = v128.load(values, 128);
  let a9 = v128.load(values, 144);
  let b0 = v128.load(values, 160);
  let b1 = v128.load(values, 176);
  const x = v128.load(values, 512);
  for (let i = 0; i < turns; i++) {
    a0 = madd(a0, x, x);
    a1 = madd(a1, x, x);
    a2 = madd(a2, x, x);
    a3 = madd(a3, x, x);
    a4 = madd(a4, x, x);
    a5 = madd(a5, x, x);
    a6 = madd(a6, x, x);
    a7 = madd(a7, x, x);
    a8 = madd(a8, x, x);
    a9 = madd(a9, x, x);
    b0 = madd(b0, x, x);
    b1 = madd(b1, x, x);
  }
  v128.store(values, a0);
  v128.store(values, a1, 16);
  v128.store(values, a2, 32);
  v128.store(values, a3, 48);
  v128.store(values, a4, 64);
  v128.store(values, a5, 80);
  v128.store(values, a6, 96);
  v128.store(values, a7, 112);
  v128.store(values, a8, 128);
  v128.store(values, a9, 144);
  v128.store(values, b0, 160);
  v128.store(values, b1, 176);
}
