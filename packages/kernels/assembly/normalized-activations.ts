import { leaky4, silu4 } from './activation-lanes';
import { expConstants } from './exp';
import { madd } from './madd';

/**
 * An activation upon a batch normalisation, in one pass over rows [rows, channels], channels a
 * multiple of 8: y = activation(x · scale + shift). coefficients: scale and shift, [2, channels].
 * count: values, whole rows. y may be x.
 */

export function normalizedSilu(
  x: usize,
  y: usize,
  coefficients: usize,
  count: i32,
  channels: i32,
): void {
  const constants = expConstants();
  const row = (<usize>channels) << 2;
  const last = coefficients + row;
  let by = coefficients;
  for (let at: usize = 0, end = (<usize>count) << 2; at < end; at += 32) {
    const z0 = madd(v128.load(x + at), v128.load(by), v128.load(by + row));
    const z1 = madd(v128.load(x + at, 16), v128.load(by, 16), v128.load(by + row, 16));
    const y0 = silu4(z0, constants);
    const y1 = silu4(z1, constants);
    v128.store(y + at, y1, 16);
    v128.store(y + at, y0);
    by += 32;
    by = by == last ? coefficients : by;
  }
}

/** leakyRelu: relu with alpha 0, no activation with 1. */
export function normalizedLeaky(
  x: usize,
  y: usize,
  coefficients: usize,
  count: i32,
  channels: i32,
  alpha: f32,
): void {
  const slope = f32x4.splat(alpha);
  const row = (<usize>channels) << 2;
  const last = coefficients + row;
  let by = coefficients;
  for (let at: usize = 0, end = (<usize>count) << 2; at < end; at += 32) {
    const z0 = madd(v128.load(x + at), v128.load(by), v128.load(by + row));
    const z1 = madd(v128.load(x + at, 16), v128.load(by, 16), v128.load(by + row, 16));
    const y0 = leaky4(z0, slope);
    const y1 = leaky4(z1, slope);
    v128.store(y + at, y1, 16);
    v128.store(y + at, y0);
    by += 32;
    by = by == last ? coefficients : by;
  }
}
