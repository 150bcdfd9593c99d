import { madd } from './madd';

/** An entry of a list: byte offset of a row of x, int32, and what it is multiplied by, float32. */
const ENTRY: usize = 8;

/** to[48] = from[48] + the sum over a list of value * x[48] at offset: twelve sums for two loads of the list. */
export function addStrip(
  x: usize,
  list: usize,
  end: usize,
  from: usize,
  to: usize,
): void {
  let a0 = v128.load(from);
  let a1 = v128.load(from, 16);
  let a2 = v128.load(from, 32);
  let a3 = v128.load(from, 48);
  let a4 = v128.load(from, 64);
  let a5 = v128.load(from, 80);
  let a6 = v128.load(from, 96);
  let a7 = v128.load(from, 112);
  let a8 = v128.load(from, 128);
  let a9 = v128.load(from, 144);
  let a10 = v128.load(from, 160);
  let a11 = v128.load(from, 176);
  for (; list < end; list += ENTRY) {
    const at = x + <usize>load<i32>(list);
    const gradient = v128.load_splat<f32>(list, 4);
    a0 = madd(gradient, v128.load(at), a0);
    a1 = madd(gradient, v128.load(at, 16), a1);
    a2 = madd(gradient, v128.load(at, 32), a2);
    a3 = madd(gradient, v128.load(at, 48), a3);
    a4 = madd(gradient, v128.load(at, 64), a4);
    a5 = madd(gradient, v128.load(at, 80), a5);
    a6 = madd(gradient, v128.load(at, 96), a6);
    a7 = madd(gradient, v128.load(at, 112), a7);
    a8 = madd(gradient, v128.load(at, 128), a8);
    a9 = madd(gradient, v128.load(at, 144), a9);
    a10 = madd(gradient, v128.load(at, 160), a10);
    a11 = madd(gradient, v128.load(at, 176), a11);
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(to, a4, 64);
  v128.store(to, a5, 80);
  v128.store(to, a6, 96);
  v128.store(to, a7, 112);
  v128.store(to, a8, 128);
  v128.store(to, a9, 144);
  v128.store(to, a10, 160);
  v128.store(to, a11, 176);
}

/** The same for two strips of x, `next` bytes apart, for 256 bits: to[96], from[96]. */
export function addPair(
  x: usize,
  next: usize,
  list: usize,
  end: usize,
  from: usize,
  to: usize,
): void {
  let a0 = v128.load(from);
  let a1 = v128.load(from, 16);
  let a2 = v128.load(from, 32);
  let a3 = v128.load(from, 48);
  let a4 = v128.load(from, 64);
  let a5 = v128.load(from, 80);
  let a6 = v128.load(from, 96);
  let a7 = v128.load(from, 112);
  let a8 = v128.load(from, 128);
  let a9 = v128.load(from, 144);
  let a10 = v128.load(from, 160);
  let a11 = v128.load(from, 176);
  let b0 = v128.load(from, 192);
  let b1 = v128.load(from, 208);
  let b2 = v128.load(from, 224);
  let b3 = v128.load(from, 240);
  let b4 = v128.load(from, 256);
  let b5 = v128.load(from, 272);
  let b6 = v128.load(from, 288);
  let b7 = v128.load(from, 304);
  let b8 = v128.load(from, 320);
  let b9 = v128.load(from, 336);
  let b10 = v128.load(from, 352);
  let b11 = v128.load(from, 368);
  for (; list < end; list += ENTRY) {
    const at = x + <usize>load<i32>(list);
    const second = at + next;
    const gradient = v128.load_splat<f32>(list, 4);
    a0 = madd(gradient, v128.load(at), a0);
    a1 = madd(gradient, v128.load(at, 16), a1);
    a2 = madd(gradient, v128.load(at, 32), a2);
    a3 = madd(gradient, v128.load(at, 48), a3);
    a4 = madd(gradient, v128.load(at, 64), a4);
    a5 = madd(gradient, v128.load(at, 80), a5);
    a6 = madd(gradient, v128.load(at, 96), a6);
    a7 = madd(gradient, v128.load(at, 112), a7);
    a8 = madd(gradient, v128.load(at, 128), a8);
    a9 = madd(gradient, v128.load(at, 144), a9);
    a10 = madd(gradient, v128.load(at, 160), a10);
    a11 = madd(gradient, v128.load(at, 176), a11);
    b0 = madd(gradient, v128.load(second), b0);
    b1 = madd(gradient, v128.load(second, 16), b1);
    b2 = madd(gradient, v128.load(second, 32), b2);
    b3 = madd(gradient, v128.load(second, 48), b3);
    b4 = madd(gradient, v128.load(second, 64), b4);
    b5 = madd(gradient, v128.load(second, 80), b5);
    b6 = madd(gradient, v128.load(second, 96), b6);
    b7 = madd(gradient, v128.load(second, 112), b7);
    b8 = madd(gradient, v128.load(second, 128), b8);
    b9 = madd(gradient, v128.load(second, 144), b9);
    b10 = madd(gradient, v128.load(second, 160), b10);
    b11 = madd(gradient, v128.load(second, 176), b11);
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(to, a4, 64);
  v128.store(to, a5, 80);
  v128.store(to, a6, 96);
  v128.store(to, a7, 112);
  v128.store(to, a8, 128);
  v128.store(to, a9, 144);
  v128.store(to, a10, 160);
  v128.store(to, a11, 176);
  v128.store(to, b0, 192);
  v128.store(to, b1, 208);
  v128.store(to, b2, 224);
  v128.store(to, b3, 240);
  v128.store(to, b4, 256);
  v128.store(to, b5, 272);
  v128.store(to, b6, 288);
  v128.store(to, b7, 304);
  v128.store(to, b8, 320);
  v128.store(to, b9, 336);
  v128.store(to, b10, 352);
  v128.store(to, b11, 368);
}
