import { exp4 } from './exp';

/**
 * Activations beside relu. `count` values; a last group of less than four is computed whole, and
 * only what belongs is stored: up to three values more are read.
 */

// @ts-ignore: decorator
@inline
function siluOf(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))));
}

/** y = x / (1 + exp(-x)). y may be x. */
export function silu(x: usize, y: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(y + at, siluOf(v128.load(x + at)));
  }
  if (i < count) {
    const at = (<usize>i) << 2;
    storeRest(y + at, siluOf(v128.load(x + at)), count - i);
  }
}

/** With s = 1 / (1 + exp(-x)): dx = dy · s · (1 + x · (1 - s)), for silu's input x. dx may be dy. */
export function siluGradient(x: usize, dy: usize, dx: usize, count: i32): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(dx + at, siluSlope(v128.load(x + at), v128.load(dy + at)));
  }
  if (i < count) {
    const at = (<usize>i) << 2;
    storeRest(dx + at, siluSlope(v128.load(x + at), v128.load(dy + at)), count - i);
  }
}

// @ts-ignore: decorator
@inline
function siluSlope(x: v128, dy: v128): v128 {
  const one = f32x4.splat(1);
  const s = f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
  const slope = f32x4.mul(s, f32x4.add(one, f32x4.mul(x, f32x4.sub(one, s))));
  return f32x4.mul(dy, slope);
}

/** y = x where x is above zero, else alpha · x. y may be x. */
export function leakyRelu(x: usize, y: usize, count: i32, alpha: f32): void {
  leakyReluGradient(x, x, y, count, alpha);
}

/** dx = dy where leakyRelu's input x is above zero, else alpha · dy. dx may be dy. */
export function leakyReluGradient(x: usize, dy: usize, dx: usize, count: i32, alpha: f32): void {
  const zero = f32x4.splat(0);
  const slope = f32x4.splat(alpha);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const gradient = v128.load(dy + at);
    const above = f32x4.gt(v128.load(x + at), zero);
    const result = v128.bitselect(gradient, f32x4.mul(gradient, slope), above);
    if (count - i >= 4) v128.store(dx + at, result);
    else storeRest(dx + at, result, count - i);
  }
}

/** to = a + b, over `count` values; to may be either. */
export function addValues(a: usize, b: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const sum = f32x4.add(v128.load(a + at), v128.load(b + at));
    if (count - i >= 4) v128.store(to + at, sum);
    else storeRest(to + at, sum, count - i);
  }
}

/** Copies `count` values. */
export function copyValues(from: usize, to: usize, count: i32): void {
  memory.copy(to, from, (<usize>count) << 2);
}

function storeRest(to: usize, value: v128, count: i32): void {
  v128.store_lane<f32>(to, value, 0);
  if (count > 1) v128.store_lane<f32>(to, value, 1, 4);
  if (count > 2) v128.store_lane<f32>(to, value, 2, 8);
}
