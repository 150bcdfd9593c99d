import { hiddenZero } from './hidden-zero';

/**
 * Vectors of constants, in memory: V8 builds a constant vector anew at each use, in three
 * instructions, and loads one in one. In the fused convolution dropout costs a third less for it.
 */
const CONSTANTS: usize = memory.data<u32>([
  0x7feb352d, 0x7feb352d, 0x7feb352d, 0x7feb352d, 0x7feb352d, 0x7feb352d, 0x7feb352d, 0x7feb352d,
  0x846ca68b, 0x846ca68b, 0x846ca68b, 0x846ca68b, 0x846ca68b, 0x846ca68b, 0x846ca68b, 0x846ca68b,
  // The counter's offset in randomUint32, plus the lane's number.
  0x6a09e667, 0x6a09e668, 0x6a09e669, 0x6a09e66a, 0x6a09e66b, 0x6a09e66c, 0x6a09e66d, 0x6a09e66e,
]);

/** `hash32` of @peasy/core on four lanes. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function hash32(value: v128): v128 {
  let x = v128.xor(value, i32x4.shr_u(value, 16));
  x = i32x4.mul(x, v128.load(CONSTANTS));
  x = v128.xor(x, i32x4.shr_u(x, 15));
  x = i32x4.mul(x, v128.load(CONSTANTS, 32));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

/** randomUint32(key, counter), ... randomUint32(key, counter + 3) of @peasy/core. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
export function randomFour(key: u32, counter: u32): v128 {
  const counters = i32x4.add(i32x4.splat(counter), v128.load(CONSTANTS, 64));
  return hash32(v128.xor(i32x4.splat(key), hash32(counters)));
}

/**
 * y = x * scale where the 32-bit number randomUint32(key, first + i) of @peasy/core is at least
 * `threshold`, else 0. The mask depends on nothing else, so the same call carries gradients back,
 * and a batch may be cut anywhere. y may be x. `count` values; up to 3 more are read.
 */
export function dropout(
  x: usize,
  y: usize,
  count: i32,
  key: u32,
  first: u32,
  threshold: u32,
  scale: f32,
): void {
  const thresholds = i32x4.splat(threshold);
  const scales = f32x4.splat(scale);
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    const drawn = randomFour(key, first + i);
    const kept = i32x4.ge_u(drawn, thresholds);
    v128.store(y + at, keep(v128.load(x + at), kept, scales));
  }
  if (i < count) {
    const drawn = randomFour(key, first + i);
    const at = (<usize>i) << 2;
    const rest = keep(v128.load(x + at), i32x4.ge_u(drawn, thresholds), scales);
    v128.store_lane<f32>(y + at, rest, 0);
    if (i + 1 < count) v128.store_lane<f32>(y + at, rest, 1, 4);
    if (i + 2 < count) v128.store_lane<f32>(y + at, rest, 2, 8);
  }
}

/** x * scale in the kept lanes, 0 in the others; NaN * 0 would be NaN, so dropped lanes are cut, not multiplied. */
function keep(x: v128, kept: v128, scales: v128): v128 {
  return v128.and(f32x4.mul(x, scales), kept);
}

/**
 * Which of eight values at a time are dropped, as masks of 0 or -1: for counters from `first`,
 * `step` further for each eight. Written in pairs of vectors all the way, for 256 bits.
 */
export function dropMasks(
  masks: usize,
  eights: i32,
  step: i32,
  key: u32,
  first: u32,
  threshold: u32,
): void {
  const constants = CONSTANTS + hiddenZero();
  // key ^ hash32(...) is shifted by 16 twice in a row, once at the end of the first hash and once at the
  // beginning of the second, which leaves of the two only the key's own shift.
  const keys = i32x4.splat(key ^ (key >>> 16));
  const last = i32x4.splat(threshold - 1);
  for (; eights > 0; eights--) {
    const counter = i32x4.splat(first);
    let a = i32x4.add(counter, v128.load(constants, 64));
    let b = i32x4.add(counter, v128.load(constants, 80));
    a = v128.xor(a, i32x4.shr_u(a, 16));
    b = v128.xor(b, i32x4.shr_u(b, 16));
    a = i32x4.mul(a, v128.load(constants));
    b = i32x4.mul(b, v128.load(constants, 16));
    a = v128.xor(a, i32x4.shr_u(a, 15));
    b = v128.xor(b, i32x4.shr_u(b, 15));
    a = i32x4.mul(a, v128.load(constants, 32));
    b = i32x4.mul(b, v128.load(constants, 48));
    a = v128.xor(a, keys);
    b = v128.xor(b, keys);
    a = i32x4.mul(a, v128.load(constants));
    b = i32x4.mul(b, v128.load(constants, 16));
    a = v128.xor(a, i32x4.shr_u(a, 15));
    b = v128.xor(b, i32x4.shr_u(b, 15));
    a = i32x4.mul(a, v128.load(constants, 32));
    b = i32x4.mul(b, v128.load(constants, 48));
    a = v128.xor(a, i32x4.shr_u(a, 16));
    b = v128.xor(b, i32x4.shr_u(b, 16));
    v128.store(masks, i32x4.ge_u(last, b), 16);
    v128.store(masks, i32x4.ge_u(last, a));
    masks += 32;
    first += step;
  }
}
