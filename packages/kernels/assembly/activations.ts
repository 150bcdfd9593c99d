import { silu4, siluSlope4 } from './activation-lanes';
import { expConstants } from './exp';

/**
 * Activations beside relu. `count` values; a last group of less than four is computed whole, and
 * only what belongs is stored: up to three values more are read.
 */

/** y = x / (1 + exp(-x)). y may be x. */
export function silu(x: usize, y: usize, count: i32): void {
  const constants = expConstants();
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(y + at, silu4(v128.load(x + at), constants));
  }
  if (i < count) {
    const at = (<usize>i) << 2;
    storeRest(y + at, silu4(v128.load(x + at), constants), count - i);
  }
}

/** With s = 1 / (1 + exp(-x)): dx = dy · s · (1 + x · (1 - s)), for silu's input x. dx may be dy. */
export function siluGradient(x: usize, dy: usize, dx: usize, count: i32): void {
  const constants = expConstants();
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(dx + at, f32x4.mul(v128.load(dy + at), siluSlope4(v128.load(x + at), constants)));
  }
  if (i < count) {
    const at = (<usize>i) << 2;
    storeRest(dx + at, f32x4.mul(v128.load(dy + at), siluSlope4(v128.load(x + at), constants)), count - i);
  }
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
