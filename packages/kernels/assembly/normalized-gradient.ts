import { leakySlope4, siluSlope4 } from './activation-lanes';
import { addBlock, blockRows } from './channel-moments';
import { expConstants } from './exp';
import { madd } from './madd';

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
  const row = (<usize>channels) << 2;
  const most = blockRows(channels);
  for (let first = 0; first < rows; first += most) {
    const count = min(most, rows - first);
    const at = <usize>first * row;
    siluRows(x + at, dy + at, g + at, coefficients, row, <usize>count * row);
    sumBlock(x + at, g + at, statistics, sums, block, row, count);
  }
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
  const row = (<usize>channels) << 2;
  const most = blockRows(channels);
  for (let first = 0; first < rows; first += most) {
    const count = min(most, rows - first);
    const at = <usize>first * row;
    leakyRows(x + at, dy + at, g + at, coefficients, row, <usize>count * row, alpha);
    sumBlock(x + at, g + at, statistics, sums, block, row, count);
  }
}

/** g = dy · slope over `bytes`, whole rows. V8 pairs to 256 bits what no store parts: all is computed before any is stored. */
function siluRows(
  x: usize,
  dy: usize,
  g: usize,
  coefficients: usize,
  row: usize,
  bytes: usize,
): void {
  const constants = expConstants();
  const last = coefficients + row;
  let by = coefficients;
  for (let at: usize = 0; at < bytes; at += 32) {
    const z0 = madd(v128.load(x + at), v128.load(by), v128.load(by + row));
    const z1 = madd(v128.load(x + at, 16), v128.load(by, 16), v128.load(by + row, 16));
    const slope0 = siluSlope4(z0, constants);
    const slope1 = siluSlope4(z1, constants);
    const g0 = f32x4.mul(v128.load(dy + at), slope0);
    const g1 = f32x4.mul(v128.load(dy + at, 16), slope1);
    v128.store(g + at, g1, 16);
    v128.store(g + at, g0);
    by += 32;
    by = by == last ? coefficients : by;
  }
}

function leakyRows(
  x: usize,
  dy: usize,
  g: usize,
  coefficients: usize,
  row: usize,
  bytes: usize,
  alpha: f32,
): void {
  const slope = f32x4.splat(alpha);
  const last = coefficients + row;
  let by = coefficients;
  for (let at: usize = 0; at < bytes; at += 32) {
    const z0 = madd(v128.load(x + at), v128.load(by), v128.load(by + row));
    const z1 = madd(v128.load(x + at, 16), v128.load(by, 16), v128.load(by + row, 16));
    const g0 = f32x4.mul(v128.load(dy + at), leakySlope4(z0, slope));
    const g1 = f32x4.mul(v128.load(dy + at, 16), leakySlope4(z1, slope));
    v128.store(g + at, g1, 16);
    v128.store(g + at, g0);
    by += 32;
    by = by == last ? coefficients : by;
  }
}

function sumBlock(
  x: usize,
  g: usize,
  statistics: usize,
  sums: usize,
  block: usize,
  row: usize,
  rows: i32,
): void {
  for (let at: usize = 0; at < row; at += 32) {
    sumEight(x + at, g + at, statistics + at, statistics + row + at, block, row, rows);
    addBlock(block, sums + (at << 1), 8);
    addBlock(block + 32, sums + (at << 1) + (row << 1), 8);
  }
}

function sumEight(
  x: usize,
  g: usize,
  mean: usize,
  inverse: usize,
  block: usize,
  row: usize,
  rows: i32,
): void {
  const m0 = v128.load(mean);
  const m1 = v128.load(mean, 16);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let p0 = f32x4.splat(0);
  let p1 = f32x4.splat(0);
  for (let i = 0; i < rows; i++) {
    const g0 = v128.load(g);
    const g1 = v128.load(g, 16);
    s0 = f32x4.add(s0, g0);
    s1 = f32x4.add(s1, g1);
    p0 = madd(g0, f32x4.sub(v128.load(x), m0), p0);
    p1 = madd(g1, f32x4.sub(v128.load(x, 16), m1), p1);
    x += row;
    g += row;
  }
  const product0 = f32x4.mul(p0, v128.load(inverse));
  const product1 = f32x4.mul(p1, v128.load(inverse, 16));
  v128.store(block, s1, 16);
  v128.store(block, s0);
  v128.store(block, product0, 32);
  v128.store(block, product1, 48);
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
  const last = coefficients + row;
  let by = coefficients;
  for (let at: usize = 0, end = (<usize>count) << 2; at < end; at += 32) {
    const c0 = madd(v128.load(g + at), v128.load(by), v128.load(by + twice));
    const c1 = madd(v128.load(g + at, 16), v128.load(by, 16), v128.load(by + twice, 16));
    const dx0 = madd(v128.load(x + at), v128.load(by + row), c0);
    const dx1 = madd(v128.load(x + at, 16), v128.load(by + row, 16), c1);
    v128.store(dx + at, dx1, 16);
    v128.store(dx + at, dx0);
    by += 32;
    by = by == last ? coefficients : by;
  }
}
