import { hiddenZero } from './hidden-zero';
import { madd } from './madd';

/** What exp4 and sigmoid4 need, read from memory in every turn of a loop: V8 (Node 24) makes vectors that stand in the code anew each time, and dearer. */
const CONSTANTS: usize = memory.data<f32>([
  86, -86,
  // 1 / ln 2, and 1.5 · 2^23: a number added to it is rounded to a whole one, in its lowest bits.
  1.44269504088896341, 12582912,
  // ln 2 in two parts, so that n · ln 2 loses no bit.
  -0.693359375, 2.12194440e-4,
  // e^r: least relative error on |r| <= ln 2 / 2, fitted by Lawson's iteration.
  0.0013814540579915047, 0.00836874544620514, 0.04166838899254799, 0.1666652113199234,
  0.4999999403953552, 1,
]);

/** Where exp4 finds its constants. */
// @ts-ignore: decorator
@inline
export function expConstants(): usize {
  return CONSTANTS + hiddenZero();
}

/**
 * exp on four lanes, within 1e-7 of the value: x = n · ln 2 + r, e^r by a polynomial of degree 6, and
 * n added to its exponent. Beyond ±86 the ends of that range stand in; NaN stays.
 * @param constants expConstants(), read before a loop.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128, constants: usize): v128 {
  const held = f32x4.pmax(
    f32x4.pmin(x, v128.load_splat<f32>(constants)),
    v128.load_splat<f32>(constants, 4),
  );
  const rounder = v128.load_splat<f32>(constants, 12);
  const rounded = madd(held, v128.load_splat<f32>(constants, 8), rounder);
  const n = f32x4.sub(rounded, rounder);
  let r = madd(n, v128.load_splat<f32>(constants, 16), held);
  r = madd(n, v128.load_splat<f32>(constants, 20), r);
  const one = v128.load_splat<f32>(constants, 44);
  let p = v128.load_splat<f32>(constants, 24);
  p = madd(p, r, v128.load_splat<f32>(constants, 28));
  p = madd(p, r, v128.load_splat<f32>(constants, 32));
  p = madd(p, r, v128.load_splat<f32>(constants, 36));
  p = madd(p, r, v128.load_splat<f32>(constants, 40));
  p = madd(p, r, one);
  p = madd(p, r, one);
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/** 1 / (1 + exp(-x)) on four lanes. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128, constants: usize): v128 {
  const one = v128.load_splat<f32>(constants, 44);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x), constants)));
}
