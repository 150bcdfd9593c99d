import { madd } from './madd';

/** 1.5 · 2^23: a number added to it is rounded to a whole one, which stands in the lowest bits. */
const ROUNDER: f32 = 12582912;

/**
 * exp on four lanes, within 1e-7 of the value: x = n · ln 2 + r, e^r by a polynomial of degree 6
 * (least relative error on |r| <= ln 2 / 2, fitted by Lawson's iteration), and n added to its
 * exponent. Beyond ±86 the ends of that range stand in; NaN stays.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const held = f32x4.pmax(f32x4.pmin(x, f32x4.splat(86)), f32x4.splat(-86));
  const rounded = madd(held, f32x4.splat(1.44269504088896341), f32x4.splat(ROUNDER));
  const n = f32x4.sub(rounded, f32x4.splat(ROUNDER));
  // ln 2 in two parts, so that n · ln 2 loses no bit.
  let r = madd(n, f32x4.splat(-0.693359375), held);
  r = madd(n, f32x4.splat(2.12194440e-4), r);
  let p = f32x4.splat(0.0013814540579915047);
  p = madd(p, r, f32x4.splat(0.00836874544620514));
  p = madd(p, r, f32x4.splat(0.04166838899254799));
  p = madd(p, r, f32x4.splat(0.1666652113199234));
  p = madd(p, r, f32x4.splat(0.4999999403953552));
  p = madd(p, r, f32x4.splat(1));
  p = madd(p, r, f32x4.splat(1));
  return i32x4.add(p, i32x4.shl(rounded, 23));
}

/** 1 / (1 + exp(-x)) on four lanes. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}
