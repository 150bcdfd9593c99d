/**
 * a * b + c, the step of every inner loop. Where the module is built with relaxed SIMD it is one
 * fused instruction, rounded once; otherwise it is rounded twice. All kernels multiply and add
 * through here, so that one instruction set gives one set of bits.
 */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}
