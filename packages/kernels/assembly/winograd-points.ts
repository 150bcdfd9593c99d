import { madd } from './madd';

/**
 * Constants of Winograd's transforms, as places of CONSTANTS: the points p and q, their powers, p² q²
 * and -(p² + q²). In memory, and not in the code: V8 builds a constant vector anew at each use.
 */
const CONSTANTS: usize = memory.data<f32>([
  0.625, 1.5, 0.390625, 2.25, 0.244140625, 3.375, -0.390625, -2.25, 0.87890625, -2.640625,
]);

export const P: usize = 0;
export const Q: usize = 1;
export const P2: usize = 2;
export const Q2: usize = 3;
export const P3: usize = 4;
export const Q3: usize = 5;
export const NEG_P2: usize = 6;
export const NEG_Q2: usize = 7;
export const P2_Q2: usize = 8;
export const NEG_SUM: usize = 9;

/** One of them, in all four lanes. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
export function constant(index: usize): v128 {
  return v128.load_splat<f32>(CONSTANTS + (index << 2));
}

/** (x · factor + y) · point, for the odd powers of a point. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
export function odd(x: v128, factor: v128, y: v128, point: v128): v128 {
  return f32x4.mul(madd(x, factor, y), point);
}

/** x · factor + y · other + z. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
export function both(x: v128, factor: v128, y: v128, other: v128, z: v128): v128 {
  return madd(x, factor, madd(y, other, z));
}
