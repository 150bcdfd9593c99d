import { madd } from './madd';

/**
 * Sums over the rows of x [rows, channels], a channel each. Up to 32 rows are summed in float32, in
 * registers; those blocks add up in float64. So a sum of values of one sign is within 2e-6 of itself
 * in the worst case, 1e-7 as measured, however many rows there are.
 */

/** Most rows of a block. */
export const BLOCK_ROWS: i32 = 32;

/** Rows of a block: what channels do not read of a cache line at once must stay in the L1 cache. */
export function blockRows(channels: i32): i32 {
  return max(8, min(BLOCK_ROWS, 4096 / channels));
}

/**
 * sums[0][c] += sum of x[:, c] - middle[c], sums[1][c] += sum of its squares; sums: float64
 * [2, channels]; middle: any values near the means, so that nothing is lost where means are far from
 * 0. block: scratch of 32 floats.
 */
export function channelMoments(
  x: usize,
  middle: usize,
  sums: usize,
  block: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  const most = blockRows(channels);
  for (let first = 0; first < rows; first += most) {
    const count = min(most, rows - first);
    const from = x + <usize>first * row;
    let channel = 0;
    for (; channel + 16 <= channels; channel += 16) {
      const at = (<usize>channel) << 2;
      momentsOfSixteen(from + at, middle + at, block, row, count);
      addBlock(block, sums + (at << 1), 16);
      addBlock(block + 64, sums + (at << 1) + (row << 1), 16);
    }
    if (channel + 8 <= channels) {
      const at = (<usize>channel) << 2;
      momentsOfEight(from + at, middle + at, block, row, count);
      addBlock(block, sums + (at << 1), 8);
      addBlock(block + 32, sums + (at << 1) + (row << 1), 8);
      channel += 8;
    }
    for (; channel < channels; channel++) {
      const at = (<usize>channel) << 2;
      momentsOfOne(from + at, load<f32>(middle + at), sums + (at << 1), row, count);
    }
  }
}

function momentsOfSixteen(x: usize, middle: usize, block: usize, row: usize, rows: i32): void {
  const m0 = v128.load(middle);
  const m1 = v128.load(middle, 16);
  const m2 = v128.load(middle, 32);
  const m3 = v128.load(middle, 48);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let q0 = f32x4.splat(0);
  let q1 = f32x4.splat(0);
  let q2 = f32x4.splat(0);
  let q3 = f32x4.splat(0);
  for (let i = 0; i < rows; i++) {
    const x0 = f32x4.sub(v128.load(x), m0);
    const x1 = f32x4.sub(v128.load(x, 16), m1);
    const x2 = f32x4.sub(v128.load(x, 32), m2);
    const x3 = f32x4.sub(v128.load(x, 48), m3);
    s0 = f32x4.add(s0, x0);
    s1 = f32x4.add(s1, x1);
    s2 = f32x4.add(s2, x2);
    s3 = f32x4.add(s3, x3);
    q0 = madd(x0, x0, q0);
    q1 = madd(x1, x1, q1);
    q2 = madd(x2, x2, q2);
    q3 = madd(x3, x3, q3);
    x += row;
  }
  v128.store(block, s0);
  v128.store(block, s1, 16);
  v128.store(block, s2, 32);
  v128.store(block, s3, 48);
  v128.store(block, q0, 64);
  v128.store(block, q1, 80);
  v128.store(block, q2, 96);
  v128.store(block, q3, 112);
}

function momentsOfEight(x: usize, middle: usize, block: usize, row: usize, rows: i32): void {
  const m0 = v128.load(middle);
  const m1 = v128.load(middle, 16);
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let q0 = f32x4.splat(0);
  let q1 = f32x4.splat(0);
  for (let i = 0; i < rows; i++) {
    const x0 = f32x4.sub(v128.load(x), m0);
    const x1 = f32x4.sub(v128.load(x, 16), m1);
    s0 = f32x4.add(s0, x0);
    s1 = f32x4.add(s1, x1);
    q0 = madd(x0, x0, q0);
    q1 = madd(x1, x1, q1);
    x += row;
  }
  v128.store(block, s0);
  v128.store(block, s1, 16);
  v128.store(block, q0, 32);
  v128.store(block, q1, 48);
}

function momentsOfOne(x: usize, middle: f32, sums: usize, row: usize, rows: i32): void {
  let sum: f64 = 0;
  let square: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const value = <f64>(load<f32>(x) - middle);
    sum += value;
    square += value * value;
    x += row;
  }
  store<f64>(sums, load<f64>(sums) + sum);
  const squares = sums + (row << 1);
  store<f64>(squares, load<f64>(squares) + square);
}

/** Adds float32 sums of a block to float64 ones; `count` is even. */
export function addBlock(block: usize, sums: usize, count: i32): void {
  for (let i = 0; i < count; i += 2) {
    const value = f64x2.promote_low_f32x4(v128.load64_zero(block));
    v128.store(sums, f64x2.add(v128.load(sums), value));
    block += 8;
    sums += 16;
  }
}
