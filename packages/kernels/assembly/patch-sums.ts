import { madd } from './madd';
import { IS_WIDE } from './wide';
import { ENTRY } from './winner-list';

/** Lines of the window. */
export const LINES: i32 = 3;

/**
 * Vectors that hold the 3 * channels values of one line of a patch; the last may be filled up, and
 * for 256 bits they come in pairs.
 */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
export function lineVectors(channels: i32): i32 {
  return IS_WIDE ? ((LINES * channels + 7) >> 3) << 1 : (LINES * channels + 3) >> 2;
}

/** gradient[line, i] += sum over the list of gradient * patch[line, i]. */
export function addPatches(
  x: usize,
  xLine: usize,
  list: usize,
  end: usize,
  gradient: usize,
  vectors: i32,
): void {
  if (IS_WIDE && vectors == 4) {
    addTwelve(x, x + xLine, x + xLine * 2, list, end, gradient);
    return;
  }
  if (vectors == 3) {
    addTwoLines(x, xLine, list, end, gradient);
    addLine(x + xLine * 2, list, end, gradient + 96);
    return;
  }
  for (let line = 0; line < LINES; line++) {
    let at = x + <usize>line * xLine;
    let left = vectors;
    if (IS_WIDE) {
      for (; left >= 12; left -= 12) {
        addTwelve(at, at + 64, at + 128, list, end, gradient);
        at += 192;
        gradient += 192;
      }
    }
    for (; left >= 4; left -= 4) {
      addFour(at, list, end, gradient);
      at += 64;
      gradient += 64;
    }
    for (; left > 0; left--) {
      addOne(at, list, end, gradient);
      at += 16;
      gradient += 16;
    }
  }
}

/**
 * Three times four vectors of a patch, for 256 bits: its three lines where they are of up to five
 * channels, twelve vectors of one line otherwise.
 */
function addTwelve(
  x: usize,
  x1: usize,
  x2: usize,
  list: usize,
  end: usize,
  gradient: usize,
): void {
  let a0 = v128.load(gradient);
  let a1 = v128.load(gradient, 16);
  let a2 = v128.load(gradient, 32);
  let a3 = v128.load(gradient, 48);
  let b0 = v128.load(gradient, 64);
  let b1 = v128.load(gradient, 80);
  let b2 = v128.load(gradient, 96);
  let b3 = v128.load(gradient, 112);
  let c0 = v128.load(gradient, 128);
  let c1 = v128.load(gradient, 144);
  let c2 = v128.load(gradient, 160);
  let c3 = v128.load(gradient, 176);
  for (; list < end; list += ENTRY) {
    const offset = <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    a0 = madd(g, v128.load(x + offset), a0);
    a1 = madd(g, v128.load(x + offset, 16), a1);
    a2 = madd(g, v128.load(x + offset, 32), a2);
    a3 = madd(g, v128.load(x + offset, 48), a3);
    b0 = madd(g, v128.load(x1 + offset), b0);
    b1 = madd(g, v128.load(x1 + offset, 16), b1);
    b2 = madd(g, v128.load(x1 + offset, 32), b2);
    b3 = madd(g, v128.load(x1 + offset, 48), b3);
    c0 = madd(g, v128.load(x2 + offset), c0);
    c1 = madd(g, v128.load(x2 + offset, 16), c1);
    c2 = madd(g, v128.load(x2 + offset, 32), c2);
    c3 = madd(g, v128.load(x2 + offset, 48), c3);
  }
  v128.store(gradient, a0);
  v128.store(gradient, a1, 16);
  v128.store(gradient, a2, 32);
  v128.store(gradient, a3, 48);
  v128.store(gradient, b0, 64);
  v128.store(gradient, b1, 80);
  v128.store(gradient, b2, 96);
  v128.store(gradient, b3, 112);
  v128.store(gradient, c0, 128);
  v128.store(gradient, c1, 144);
  v128.store(gradient, c2, 160);
  v128.store(gradient, c3, 176);
}

/** One line of a patch of up to four channels: three registers. */
function addLine(x: usize, list: usize, end: usize, gradient: usize): void {
  let a0 = v128.load(gradient);
  let a1 = v128.load(gradient, 16);
  let a2 = v128.load(gradient, 32);
  for (; list < end; list += ENTRY) {
    const at = x + <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    a0 = madd(g, v128.load(at), a0);
    a1 = madd(g, v128.load(at, 16), a1);
    a2 = madd(g, v128.load(at, 32), a2);
  }
  v128.store(gradient, a0);
  v128.store(gradient, a1, 16);
  v128.store(gradient, a2, 32);
}

/**
 * Two lines of it: six registers. All three lines at once are slower by a fifth in Node 20, whose
 * compiler hoists the nine loads and spills.
 */
function addTwoLines(
  x: usize,
  xLine: usize,
  list: usize,
  end: usize,
  gradient: usize,
): void {
  let a0 = v128.load(gradient);
  let a1 = v128.load(gradient, 16);
  let a2 = v128.load(gradient, 32);
  let a3 = v128.load(gradient, 48);
  let a4 = v128.load(gradient, 64);
  let a5 = v128.load(gradient, 80);
  const next = x + xLine;
  for (; list < end; list += ENTRY) {
    const offset = <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    a0 = madd(g, v128.load(x + offset), a0);
    a1 = madd(g, v128.load(x + offset, 16), a1);
    a2 = madd(g, v128.load(x + offset, 32), a2);
    a3 = madd(g, v128.load(next + offset), a3);
    a4 = madd(g, v128.load(next + offset, 16), a4);
    a5 = madd(g, v128.load(next + offset, 32), a5);
  }
  v128.store(gradient, a0);
  v128.store(gradient, a1, 16);
  v128.store(gradient, a2, 32);
  v128.store(gradient, a3, 48);
  v128.store(gradient, a4, 64);
  v128.store(gradient, a5, 80);
}

function addFour(x: usize, list: usize, end: usize, gradient: usize): void {
  let a0 = v128.load(gradient);
  let a1 = v128.load(gradient, 16);
  let a2 = v128.load(gradient, 32);
  let a3 = v128.load(gradient, 48);
  for (; list < end; list += ENTRY) {
    const at = x + <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    a0 = madd(g, v128.load(at), a0);
    a1 = madd(g, v128.load(at, 16), a1);
    a2 = madd(g, v128.load(at, 32), a2);
    a3 = madd(g, v128.load(at, 48), a3);
  }
  v128.store(gradient, a0);
  v128.store(gradient, a1, 16);
  v128.store(gradient, a2, 32);
  v128.store(gradient, a3, 48);
}

function addOne(x: usize, list: usize, end: usize, gradient: usize): void {
  let sum = v128.load(gradient);
  for (; list < end; list += ENTRY) {
    sum = madd(v128.load_splat<f32>(list, 4), v128.load(x + <usize>load<i32>(list)), sum);
  }
  v128.store(gradient, sum);
}
