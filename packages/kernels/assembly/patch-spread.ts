import { madd } from './madd';
import { LINES } from './patch-sums';
import { ENTRY } from './winner-list';

/** dx[patch of each entry] += gradient * kernel. */
export function spreadKernel(
  dx: usize,
  xLine: usize,
  list: usize,
  end: usize,
  kernel: usize,
  vectors: i32,
): void {
  for (let line = 0; line < LINES; line++) {
    let at = dx + <usize>line * xLine;
    let left = vectors;
    for (; left >= 8; left -= 8) {
      spreadEight(at, list, end, kernel);
      at += 128;
      kernel += 128;
    }
    for (; left > 0; left--) {
      spreadOne(at, list, end, kernel);
      at += 16;
      kernel += 16;
    }
  }
}

function spreadEight(dx: usize, list: usize, end: usize, kernel: usize): void {
  const k0 = v128.load(kernel);
  const k1 = v128.load(kernel, 16);
  const k2 = v128.load(kernel, 32);
  const k3 = v128.load(kernel, 48);
  const k4 = v128.load(kernel, 64);
  const k5 = v128.load(kernel, 80);
  const k6 = v128.load(kernel, 96);
  const k7 = v128.load(kernel, 112);
  for (; list < end; list += ENTRY) {
    const at = dx + <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    const a0 = madd(g, k0, v128.load(at));
    const a1 = madd(g, k1, v128.load(at, 16));
    v128.store(at, a0);
    v128.store(at, a1, 16);
    const a2 = madd(g, k2, v128.load(at, 32));
    const a3 = madd(g, k3, v128.load(at, 48));
    v128.store(at, a2, 32);
    v128.store(at, a3, 48);
    const a4 = madd(g, k4, v128.load(at, 64));
    const a5 = madd(g, k5, v128.load(at, 80));
    v128.store(at, a4, 64);
    v128.store(at, a5, 80);
    const a6 = madd(g, k6, v128.load(at, 96));
    const a7 = madd(g, k7, v128.load(at, 112));
    v128.store(at, a6, 96);
    v128.store(at, a7, 112);
  }
}

function spreadOne(dx: usize, list: usize, end: usize, kernel: usize): void {
  const k = v128.load(kernel);
  for (; list < end; list += ENTRY) {
    const at = dx + <usize>load<i32>(list);
    v128.store(at, madd(v128.load_splat<f32>(list, 4), k, v128.load(at)));
  }
}
