import { leaky4, silu4 } from './activation-lanes';
import { expConstants } from './exp';
import { madd } from './madd';

/**
 * A maximum over windows of 2x2 upon an activation upon a batch normalisation, in one pass: x
 * [samples, height, width, channels], height and width even, channels a multiple of 8. Every
 * activation here falls, if at all, only before it rises, so the largest is that of the window's
 * largest or smallest x, and no other is computed. What won is kept as it was in x: the way back
 * finds it again by being equal, and of equal ones takes the first.
 */

/**
 * y = the largest silu(x · scale + shift) of a window; winners = its x. coefficients: scale and
 * shift, [2, channels]. y and winners: [samples, height / 2, width / 2, channels].
 */
export function normalizedSiluPool(
  x: usize,
  y: usize,
  winners: usize,
  coefficients: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const line = <usize>width * row;
  for (let i = 0, lines = (samples * height) >> 1; i < lines; i++) {
    siluLine(x, y, winners, coefficients, row, line);
    x += line << 1;
    y += line >> 1;
    winners += line >> 1;
  }
}

/** normalizedSiluPool for leakyRelu: relu with alpha 0, no activation with 1. */
export function normalizedLeakyPool(
  x: usize,
  y: usize,
  winners: usize,
  coefficients: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
  alpha: f32,
): void {
  const row = (<usize>channels) << 2;
  const line = <usize>width * row;
  for (let i = 0, lines = (samples * height) >> 1; i < lines; i++) {
    leakyLine(x, y, winners, coefficients, row, line, alpha);
    x += line << 1;
    y += line >> 1;
    winners += line >> 1;
  }
}

/** The two lines under a line of windows; row: bytes of a place, line: of a line. */
function siluLine(
  x: usize,
  y: usize,
  winners: usize,
  coefficients: usize,
  row: usize,
  line: usize,
): void {
  const constants = expConstants();
  const last = coefficients + row;
  let by = coefficients;
  let below = x + line;
  for (let at: usize = 0, end = line >> 1; at < end; at += 32) {
    const a0 = v128.load(x);
    const a1 = v128.load(x, 16);
    const b0 = v128.load(x + row);
    const b1 = v128.load(x + row, 16);
    const c0 = v128.load(below);
    const c1 = v128.load(below, 16);
    const d0 = v128.load(below + row);
    const d1 = v128.load(below + row, 16);
    const high0 = largest(a0, b0, c0, d0);
    const high1 = largest(a1, b1, c1, d1);
    const low0 = smallest(a0, b0, c0, d0);
    const low1 = smallest(a1, b1, c1, d1);
    const scale0 = v128.load(by);
    const scale1 = v128.load(by, 16);
    const shift0 = v128.load(by + row);
    const shift1 = v128.load(by + row, 16);
    const yHigh0 = silu4(madd(high0, scale0, shift0), constants);
    const yHigh1 = silu4(madd(high1, scale1, shift1), constants);
    const yLow0 = silu4(madd(low0, scale0, shift0), constants);
    const yLow1 = silu4(madd(low1, scale1, shift1), constants);
    const isLow0 = f32x4.gt(yLow0, yHigh0);
    const isLow1 = f32x4.gt(yLow1, yHigh1);
    v128.store(y + at, keepNaN(v128.bitselect(yLow1, yHigh1, isLow1), a1, b1, c1, d1), 16);
    v128.store(y + at, keepNaN(v128.bitselect(yLow0, yHigh0, isLow0), a0, b0, c0, d0));
    v128.store(winners + at, v128.bitselect(low1, high1, isLow1), 16);
    v128.store(winners + at, v128.bitselect(low0, high0, isLow0));
    by += 32;
    const step = by == last ? row + 32 : 32;
    by = by == last ? coefficients : by;
    x += step;
    below += step;
  }
}

function leakyLine(
  x: usize,
  y: usize,
  winners: usize,
  coefficients: usize,
  row: usize,
  line: usize,
  alpha: f32,
): void {
  const slope = f32x4.splat(alpha);
  const last = coefficients + row;
  let by = coefficients;
  let below = x + line;
  for (let at: usize = 0, end = line >> 1; at < end; at += 32) {
    const a0 = v128.load(x);
    const a1 = v128.load(x, 16);
    const b0 = v128.load(x + row);
    const b1 = v128.load(x + row, 16);
    const c0 = v128.load(below);
    const c1 = v128.load(below, 16);
    const d0 = v128.load(below + row);
    const d1 = v128.load(below + row, 16);
    const high0 = largest(a0, b0, c0, d0);
    const high1 = largest(a1, b1, c1, d1);
    const low0 = smallest(a0, b0, c0, d0);
    const low1 = smallest(a1, b1, c1, d1);
    const scale0 = v128.load(by);
    const scale1 = v128.load(by, 16);
    const shift0 = v128.load(by + row);
    const shift1 = v128.load(by + row, 16);
    const yHigh0 = leaky4(madd(high0, scale0, shift0), slope);
    const yHigh1 = leaky4(madd(high1, scale1, shift1), slope);
    const yLow0 = leaky4(madd(low0, scale0, shift0), slope);
    const yLow1 = leaky4(madd(low1, scale1, shift1), slope);
    const isLow0 = f32x4.gt(yLow0, yHigh0);
    const isLow1 = f32x4.gt(yLow1, yHigh1);
    v128.store(y + at, keepNaN(v128.bitselect(yLow1, yHigh1, isLow1), a1, b1, c1, d1), 16);
    v128.store(y + at, keepNaN(v128.bitselect(yLow0, yHigh0, isLow0), a0, b0, c0, d0));
    v128.store(winners + at, v128.bitselect(low1, high1, isLow1), 16);
    v128.store(winners + at, v128.bitselect(low0, high0, isLow0));
    by += 32;
    const step = by == last ? row + 32 : 32;
    by = by == last ? coefficients : by;
    x += step;
    below += step;
  }
}

// @ts-ignore: decorator
@inline
function largest(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(c, d));
}

// @ts-ignore: decorator
@inline
function smallest(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d));
}

/** value, but NaN where one of the four is: it must not be hidden. */
// @ts-ignore: decorator
@inline
function keepNaN(value: v128, a: v128, b: v128, c: v128, d: v128): v128 {
  const sum = f32x4.add(f32x4.add(a, b), f32x4.add(c, d));
  return madd(sum, f32x4.splat(0), value);
}

/**
 * dx = g · a + x · b + c at the windows' winners, x · b + c elsewhere: the gradient of the
 * normalisation. g and winners: of the windows; coefficients: a, b and c, [3, channels].
 */
export function normalizedPoolGradient(
  x: usize,
  winners: usize,
  g: usize,
  dx: usize,
  coefficients: usize,
  samples: i32,
  height: i32,
  width: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const line = <usize>width * row;
  for (let i = 0, lines = (samples * height) >> 1; i < lines; i++) {
    gradientLine(x, winners, g, dx, coefficients, row, line);
    x += line << 1;
    dx += line << 1;
    g += line >> 1;
    winners += line >> 1;
  }
}

function gradientLine(
  x: usize,
  winners: usize,
  g: usize,
  dx: usize,
  coefficients: usize,
  row: usize,
  line: usize,
): void {
  const last = coefficients + row;
  const twice = row << 1;
  let by = coefficients;
  let below = x + line;
  let dxBelow = dx + line;
  for (let at: usize = 0, end = line >> 1; at < end; at += 32) {
    const winner0 = v128.load(winners + at);
    const winner1 = v128.load(winners + at, 16);
    const slope0 = v128.load(by + row);
    const slope1 = v128.load(by + row, 16);
    const rest0 = v128.load(by + twice);
    const rest1 = v128.load(by + twice, 16);
    const won0 = madd(v128.load(g + at), v128.load(by), rest0);
    const won1 = madd(v128.load(g + at, 16), v128.load(by, 16), rest1);
    const a0 = v128.load(x);
    const a1 = v128.load(x, 16);
    const isA0 = f32x4.eq(a0, winner0);
    const isA1 = f32x4.eq(a1, winner1);
    v128.store(dx, madd(a1, slope1, v128.bitselect(won1, rest1, isA1)), 16);
    v128.store(dx, madd(a0, slope0, v128.bitselect(won0, rest0, isA0)));
    const b0 = v128.load(x + row);
    const b1 = v128.load(x + row, 16);
    const isB0 = v128.andnot(f32x4.eq(b0, winner0), isA0);
    const isB1 = v128.andnot(f32x4.eq(b1, winner1), isA1);
    v128.store(dx + row, madd(b1, slope1, v128.bitselect(won1, rest1, isB1)), 16);
    v128.store(dx + row, madd(b0, slope0, v128.bitselect(won0, rest0, isB0)));
    const c0 = v128.load(below);
    const c1 = v128.load(below, 16);
    const found0 = v128.or(isA0, isB0);
    const found1 = v128.or(isA1, isB1);
    const isC0 = v128.andnot(f32x4.eq(c0, winner0), found0);
    const isC1 = v128.andnot(f32x4.eq(c1, winner1), found1);
    v128.store(dxBelow, madd(c1, slope1, v128.bitselect(won1, rest1, isC1)), 16);
    v128.store(dxBelow, madd(c0, slope0, v128.bitselect(won0, rest0, isC0)));
    const d0 = v128.load(below + row);
    const d1 = v128.load(below + row, 16);
    const isD0 = v128.andnot(f32x4.eq(d0, winner0), v128.or(found0, isC0));
    const isD1 = v128.andnot(f32x4.eq(d1, winner1), v128.or(found1, isC1));
    v128.store(dxBelow + row, madd(d1, slope1, v128.bitselect(won1, rest1, isD1)), 16);
    v128.store(dxBelow + row, madd(d0, slope0, v128.bitselect(won0, rest0, isD0)));
    by += 32;
    const step = by == last ? row + 32 : 32;
    by = by == last ? coefficients : by;
    x += step;
    below += step;
    dx += step;
    dxBelow += step;
  }
}
