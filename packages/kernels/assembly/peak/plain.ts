import { madd } from '../madd';

/**
 * Ten sums that wait for nothing else: what a core can do with products and sums apart,
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
  const first = v128.load(values, 512);
  const second = v128.load(values, 528);
  for (let i = 0; i < turns; i++) {
    // Loaded anew, or the products would be computed once, before the loop.
    let x = v128.load(values, 544);
    a0 = madd(x, first, a0);
    a1 = madd(x, second, a1);
    x = v128.load(values, 560);
    a2 = madd(x, first, a2);
    a3 = madd(x, second, a3);
    x = v128.load(values, 576);
    a4 = madd(x, first, a4);
    a5 = madd(x, second, a5);
    x = v128.load(values, 592);
    a6 = madd(x, first, a6);
    a7 = madd(x, second, a7);
    x = v128.load(values, 608);
    a8 = madd(x, first, a8);
    a9 = madd(x, second, a9);
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
}
