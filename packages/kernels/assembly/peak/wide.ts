import { madd } from '../madd';

/**
 * 24 chains, twelve of 256 bits, that wait for nothing else: what a core can do with V8's pairs,
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
  let b0 = v128.load(values, 128);
  let b1 = v128.load(values, 144);
  let b2 = v128.load(values, 160);
  let b3 = v128.load(values, 176);
  let b4 = v128.load(values, 192);
  let b5 = v128.load(values, 208);
  let b6 = v128.load(values, 224);
  let b7 = v128.load(values, 240);
  let c0 = v128.load(values, 256);
  let c1 = v128.load(values, 272);
  let c2 = v128.load(values, 288);
  let c3 = v128.load(values, 304);
  let c4 = v128.load(values, 320);
  let c5 = v128.load(values, 336);
  let c6 = v128.load(values, 352);
  let c7 = v128.load(values, 368);
  const low = v128.load(values, 512);
  const high = v128.load(values, 528);
  for (let i = 0; i < turns; i++) {
    a0 = madd(a0, low, low);
    a1 = madd(a1, high, high);
    a2 = madd(a2, low, low);
    a3 = madd(a3, high, high);
    a4 = madd(a4, low, low);
    a5 = madd(a5, high, high);
    a6 = madd(a6, low, low);
    a7 = madd(a7, high, high);
    b0 = madd(b0, low, low);
    b1 = madd(b1, high, high);
    b2 = madd(b2, low, low);
    b3 = madd(b3, high, high);
    b4 = madd(b4, low, low);
    b5 = madd(b5, high, high);
    b6 = madd(b6, low, low);
    b7 = madd(b7, high, high);
    c0 = madd(c0, low, low);
    c1 = madd(c1, high, high);
    c2 = madd(c2, low, low);
    c3 = madd(c3, high, high);
    c4 = madd(c4, low, low);
    c5 = madd(c5, high, high);
    c6 = madd(c6, low, low);
    c7 = madd(c7, high, high);
  }
  v128.store(values, a0);
  v128.store(values, a1, 16);
  v128.store(values, a2, 32);
  v128.store(values, a3, 48);
  v128.store(values, a4, 64);
  v128.store(values, a5, 80);
  v128.store(values, a6, 96);
  v128.store(values, a7, 112);
  v128.store(values, b0, 128);
  v128.store(values, b1, 144);
  v128.store(values, b2, 160);
  v128.store(values, b3, 176);
  v128.store(values, b4, 192);
  v128.store(values, b5, 208);
  v128.store(values, b6, 224);
  v128.store(values, b7, 240);
  v128.store(values, c0, 256);
  v128.store(values, c1, 272);
  v128.store(values, c2, 288);
  v128.store(values, c3, 304);
  v128.store(values, c4, 320);
  v128.store(values, c5, 336);
  v128.store(values, c6, 352);
  v128.store(values, c7, 368);
}
