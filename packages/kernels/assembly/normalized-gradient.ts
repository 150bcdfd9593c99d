import { addBlock, blockRows } from './channel-moments';
import { madd } from './madd';
import { leakySlope4, siluSlope4 } from './silu';

/**
 * The way back through an activation upon a batch normalisation, rows [rows, channels], channels a
 * multiple of 8. First gradientSums; when the sums of the whole batch are known, normalizedGradient.
 */

/**
 * g = dy · slope of the activation at z = x · scale + shift; sums[0][c] += sum of g[:, c],
 * sums[1][c] += sum of g[:, c] · (x[:, c] - mean[c]) · inverse[c]. g may be dy. coefficients: scale
 * and shift, [2, channels]; statistics: mean and inverse, [2, channels]; sums: float64 [2, channels];
 * block: scratch of 16 floats. Blocks are summed as channelMoments does.
 */
export function siluGradientSums(
  x: usize,
  dy: usize,
  g: usize,
  coefficients: usize,
  statistics: usize,
  sums: usize,
  block: usize,
  rows: i32,
  channels: i32,
): void {
  gradientSums(x, dy, g, coefficients, statistics, sums, block, rows, channels, 0, true);
}

/** siluGradientSums for leakyRelu: relu with alpha 0, no activation with 1. */
export function leakyGradientSums(
  x: usize,
  dy: usize,
  g: usize,
  coefficients: usize,
  statistics: usize,
  sums: usize,
  block: usize,
  rows: i32,
  channels: i32,
  alpha: f32,
): void {
  gradientSums(x, dy, g, coefficients, statistics, sums, block, rows, channels, alpha, false);
}

function gradientSums(
  x: usize,
  dy: usize,
  g: usize,
  coefficients: usize,
  statistics: usize,
  sums: usize,
  block: usize,
  rows: i32,
  channels: i32,
  alpha: f32,
  isSilu: bool,
): void {
  const row = (<usize>channels) << 2;
  const most = blockRows(channels);
  for (let first = 0; first < rows; first += most) {
    const count = min(most, rows - first);
    const start = <usize>first * row;
    for (let at: usize = 0; at < row; at += 32) {
      const from = start + at;
      if (isSilu) {
        siluOfEight(x + from, dy + from, g + from, coefficients + at, statistics + at, block, row, count);
      } else {
        leakyOfEight(x + from, dy + from, g + from, coefficients + at, statistics + at, block, row, count, alpha);
      }
      scaleEight(block + 32, statistics + row + at);
      addBlock(block, sums + (at << 1), 8);
      addBlock(block + 32, sums + (at << 1) + (row << 1), 8);
    }
  }
}

function siluOfEight(
  x: usize,
  dy: usize,
  g: usize,
  scale: usize,
  mean: usize,
  block: usize,
  row: usize,
  rows: i32,
): void {
  const a0 = v128.load(scale);
  const a1 = v128.load(scale, 16);
  const b0 = v128.load(scale + row);
  const b1 = v128.load(scale + row, 16);
  const m0 = v128.load(mean);
  const m1 = v128.load(mean, 16);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  for (let at: usize = 0, end = <usize>rows * row; at < end; at += row) {
    const x0 = v128.load(x + at);
    const x1 = v128.load(x + at, 16);
    const g0 = f32x4.mul(v128.load(dy + at), siluSlope4(madd(x0, a0, b0)));
    const g1 = f32x4.mul(v128.load(dy + at, 16), siluSlope4(madd(x1, a1, b1)));
    v128.store(g + at, g0);
    v128.store(g + at, g1, 16);
    s0 = f32x4.add(s0, g0);
    s1 = f32x4.add(s1, g1);
    p0 = madd(g0, f32x4.sub(x0, m0), p0);
    p1 = madd(g1, f32x4.sub(x1, m1), p1);
  }
  v128.store(block, s0);
  v128.store(block, s1, 16);
  v128.store(block, p0, 32);
  v128.store(block, p1, 48);
}

function leakyOfEight(
  x: usize,
  dy: usize,
  g: usize,
  scale: usize,
  mean: usize,
  block: usize,
  row: usize,
  rows: i32,
  alpha: f32,
): void {
  const slope = f32x4.splat(alpha);
  const a0 = v128.load(scale);
  const a1 = v128.load(scale, 16);
  const b0 = v128.load(scale + row);
  const b1 = v128.load(scale + row, 16);
  const m0 = v128.load(mean);
  const m1 = v128.load(mean, 16);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  for (let at: usize = 0, end = <usize>rows * row; at < end; at += row) {
    const x0 = v128.load(x + at);
    const x1 = v128.load(x + at, 16);
    const g0 = f32x4.mul(v128.load(dy + at), leakySlope4(madd(x0, a0, b0), slope));
    const g1 = f32x4.mul(v128.load(dy + at, 16), leakySlope4(madd(x1, a1, b1), slope));
    v128.store(g + at, g0);
    v128.store(g + at, g1, 16);
    s0 = f32x4.add(s0, g0);
    s1 = f32x4.add(s1, g1);
    p0 = madd(g0, f32x4.sub(x0, m0), p0);
    p1 = madd(g1, f32x4.sub(x1, m1), p1);
  }
  v128.store(block, s0);
  v128.store(block, s1, 16);
  v128.store(block, p0, 32);
  v128.store(block, p1, 48);
}

/** Eight values of `x` times those of `scale`. */
function scaleEight(x: usize, scale: usize): void {
  v128.store(x, f32x4.mul(v128.load(x), v128.load(scale)));
  v128.store(x, f32x4.mul(v128.load(x, 16), v128.load(scale, 16)), 16);
}

/**
 * dx = g · a + x · b + c, all the gradient of a normalisation is; a, b and c a channel: coefficients,
 * [3, channels], from gradientCoefficients. count: values, whole rows. dx may be g.
 */
export function normalizedGradient(
  x: usize,
  g: usize,
  dx: usize,
  coefficients: usize,
  count: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const twice = row << 1;
  let by = coefficients;
  const last = coefficients + row;
  for (let at: usize = 0, end = (<usize>count) << 2; at < end; at += 32) {
    const c0 = madd(v128.load(g + at), v128.load(by), v128.load(by + twice));
    const c1 = madd(v128.load(g + at, 16), v128.load(by, 16), v128.load(by + twice, 16));
    v128.store(dx + at, madd(v128.load(x + at), v128.load(by + row), c0));
    v128.store(dx + at, madd(v128.load(x + at, 16), v128.load(by + row, 16), c1), 16);
    by += 32;
    by = by == last ? coefficients : by;
  }
}
