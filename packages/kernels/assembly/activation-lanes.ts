import { exp4, sigmoid4 } from './exp';
import { madd } from './madd';

/** Activations and their slopes, four lanes at a time, for the kernels that fuse them with other work. */

/** x · sigmoid(x), on four lanes. */
// @ts-ignore: decorator
@inline
export function silu4(x: v128, constants: usize): v128 {
  return f32x4.mul(x, sigmoid4(x, constants));
}

/**
 * silu's slope, s · (1 + x · (1 - s)) with s = sigmoid(x), on four lanes. 1 - s is e · s with
 * e = exp(-x), and so written loses nothing where s is near 1.
 */
// @ts-ignore: decorator
@inline
export function siluSlope4(x: v128, constants: usize): v128 {
  const one = v128.load_splat<f32>(constants, 44);
  const e = exp4(f32x4.neg(x), constants);
  const s = f32x4.div(one, f32x4.add(one, e));
  return madd(f32x4.mul(x, s), f32x4.mul(e, s), s);
}

/** x where it is above zero, else slope · x, on four lanes: leakyRelu, relu (0), and nothing (1). */
// @ts-ignore: decorator
@inline
export function leaky4(x: v128, slope: v128): v128 {
  return v128.bitselect(x, f32x4.mul(x, slope), f32x4.gt(x, f32x4.splat(0)));
}

/** leaky4's slope: 1 where x is above zero. */
// @ts-ignore: decorator
@inline
export function leakySlope4(x: v128, slope: v128): v128 {
  return v128.bitselect(f32x4.splat(1), slope, f32x4.gt(x, f32x4.splat(0)));
}
