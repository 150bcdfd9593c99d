import { madd } from './madd';
import { PANEL, PANEL_ROW } from './panels';
import { IS_WIDE } from './wide';

/** Inputs of a block: eight vectors of sums in registers. packColumns packs x in groups of as many. */
export const INPUT_BLOCK: i32 = 32;
const BLOCK_BYTES: usize = 128;
/** An entry of a list: byte offset of a photo's row in a block of x, int32, and a gradient, float32. */
const ENTRY: usize = 8;

/**
 * dKernel[i, o] = sum over rows n of x[n, i] * dy[n, o], where most of dy is zero: relu and dropout
 * let about a third through. So each output lists the rows that count, and walks only those.
 *
 * x: [inputs / 32][rows][32], packed by packColumns; dy: [outputs / 8][rows][8], likewise; gradient:
 * `panelsInAll` panels [inputs][8], overwritten; lists: scratch, 8 bytes a value of dy, 4 an
 * output and 128. Columns that fill up the last panel become zeros, as their dy is.
 */
export function denseGradient(
  x: usize,
  dy: usize,
  gradient: usize,
  rows: i32,
  inputs: i32,
  panelsInAll: i32,
  lists: usize,
): void {
  const outputs = panelsInAll * PANEL;
  const listBytes = <usize>rows * ENTRY;
  const ends = lists + <usize>outputs * listBytes;
  for (let output = 0; output < outputs; output++) {
    const from = dy + <usize>(output / PANEL) * <usize>rows * PANEL_ROW + ((<usize>(output % PANEL)) << 2);
    store<u32>(ends + ((<usize>output) << 2), <u32>listRows(from, rows, lists + <usize>output * listBytes));
  }
  // A block of x, 16 KB at 128 rows, stays in the L1 cache while every output walks it.
  for (let input = 0; input < inputs; input += INPUT_BLOCK) {
    const count = min(INPUT_BLOCK, inputs - input);
    for (let output = 0; output < outputs; output++) {
      const panel = gradient + <usize>(output / PANEL) * <usize>inputs * PANEL_ROW;
      const list = lists + <usize>output * listBytes;
      const end = <usize>load<u32>(ends + ((<usize>output) << 2));
      const to = panel + <usize>input * PANEL_ROW + ((<usize>(output % PANEL)) << 2);
      if (IS_WIDE) wideBlock(x, list, end, ends + ((<usize>outputs) << 2), to, count);
      else block(x, list, end, to, count);
    }
    x += <usize>rows * BLOCK_BYTES;
  }
}

/** Lists the rows whose gradient is not zero (a NaN is not); returns the end of the list. */
function listRows(dy: usize, rows: i32, list: usize): usize {
  let offset: i32 = 0;
  for (let n = 0; n < rows; n++) {
    const gradient = load<f32>(dy);
    store<i32>(list, offset);
    store<f32>(list, gradient, 4);
    // Every entry is written, and kept by moving on: a branch would be guessed wrong too often.
    list += ENTRY & <usize>-(<i32>(gradient != 0));
    offset += <i32>BLOCK_BYTES;
    dy += PANEL_ROW;
  }
  return list;
}

/**
 * One output, 32 inputs; the first `count` go out, a row of the panel apart, straight from the
 * registers. (Through memory it takes twice as long in Node 20, whose compiler then spills.)
 */
function block(x: usize, list: usize, end: usize, to: usize, count: i32): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  let a6 = a0;
  let a7 = a0;
  for (; list < end; list += ENTRY) {
    const at = x + <usize>load<i32>(list);
    const gradient = v128.load_splat<f32>(list, 4);
    a0 = madd(gradient, v128.load(at), a0);
    a1 = madd(gradient, v128.load(at, 16), a1);
    a2 = madd(gradient, v128.load(at, 32), a2);
    a3 = madd(gradient, v128.load(at, 48), a3);
    a4 = madd(gradient, v128.load(at, 64), a4);
    a5 = madd(gradient, v128.load(at, 80), a5);
    a6 = madd(gradient, v128.load(at, 96), a6);
    a7 = madd(gradient, v128.load(at, 112), a7);
  }
  if (count < INPUT_BLOCK) {
    storeRows(to, a0, count);
    storeRows(to + PANEL_ROW * 4, a1, count - 4);
    storeRows(to + PANEL_ROW * 8, a2, count - 8);
    storeRows(to + PANEL_ROW * 12, a3, count - 12);
    storeRows(to + PANEL_ROW * 16, a4, count - 16);
    storeRows(to + PANEL_ROW * 20, a5, count - 20);
    storeRows(to + PANEL_ROW * 24, a6, count - 24);
    storeRows(to + PANEL_ROW * 28, a7, count - 28);
    return;
  }
  storeFour(to, a0);
  storeFour(to + PANEL_ROW * 4, a1);
  storeFour(to + PANEL_ROW * 8, a2);
  storeFour(to + PANEL_ROW * 12, a3);
  storeFour(to + PANEL_ROW * 16, a4);
  storeFour(to + PANEL_ROW * 20, a5);
  storeFour(to + PANEL_ROW * 24, a6);
  storeFour(to + PANEL_ROW * 28, a7);
}

// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function storeFour(to: usize, values: v128): void {
  v128.store_lane<f32>(to, values, 0);
  v128.store_lane<f32>(to, values, 1, PANEL_ROW);
  v128.store_lane<f32>(to, values, 2, PANEL_ROW * 2);
  v128.store_lane<f32>(to, values, 3, PANEL_ROW * 3);
}

/** The first `count` of four values. */
function storeRows(to: usize, values: v128, count: i32): void {
  if (count > 0) v128.store_lane<f32>(to, values, 0);
  if (count > 1) v128.store_lane<f32>(to, values, 1, PANEL_ROW);
  if (count > 2) v128.store_lane<f32>(to, values, 2, PANEL_ROW * 2);
  if (count > 3) v128.store_lane<f32>(to, values, 3, PANEL_ROW * 3);
}

/**
 * The same for 256 bits: V8 makes such operations of what is stored side by side, so the sums go
 * through memory. Two entries a turn, each with sums of its own: eight chains instead of four.
 */
function wideBlock(x: usize, list: usize, end: usize, sums: usize, to: usize, count: i32): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  let a6 = a0;
  let a7 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  let b4 = a0;
  let b5 = a0;
  let b6 = a0;
  let b7 = a0;
  for (; list + ENTRY < end; list += ENTRY * 2) {
    const at = x + <usize>load<i32>(list);
    const gradient = v128.load_splat<f32>(list, 4);
    a0 = madd(gradient, v128.load(at), a0);
    a1 = madd(gradient, v128.load(at, 16), a1);
    a2 = madd(gradient, v128.load(at, 32), a2);
    a3 = madd(gradient, v128.load(at, 48), a3);
    a4 = madd(gradient, v128.load(at, 64), a4);
    a5 = madd(gradient, v128.load(at, 80), a5);
    a6 = madd(gradient, v128.load(at, 96), a6);
    a7 = madd(gradient, v128.load(at, 112), a7);
    const next = x + <usize>load<i32>(list, 8);
    const second = v128.load_splat<f32>(list, 12);
    b0 = madd(second, v128.load(next), b0);
    b1 = madd(second, v128.load(next, 16), b1);
    b2 = madd(second, v128.load(next, 32), b2);
    b3 = madd(second, v128.load(next, 48), b3);
    b4 = madd(second, v128.load(next, 64), b4);
    b5 = madd(second, v128.load(next, 80), b5);
    b6 = madd(second, v128.load(next, 96), b6);
    b7 = madd(second, v128.load(next, 112), b7);
  }
  if (list < end) {
    const at = x + <usize>load<i32>(list);
    const gradient = v128.load_splat<f32>(list, 4);
    a0 = madd(gradient, v128.load(at), a0);
    a1 = madd(gradient, v128.load(at, 16), a1);
    a2 = madd(gradient, v128.load(at, 32), a2);
    a3 = madd(gradient, v128.load(at, 48), a3);
    a4 = madd(gradient, v128.load(at, 64), a4);
    a5 = madd(gradient, v128.load(at, 80), a5);
    a6 = madd(gradient, v128.load(at, 96), a6);
    a7 = madd(gradient, v128.load(at, 112), a7);
  }
  v128.store(sums, f32x4.add(a0, b0));
  v128.store(sums, f32x4.add(a1, b1), 16);
  v128.store(sums, f32x4.add(a2, b2), 32);
  v128.store(sums, f32x4.add(a3, b3), 48);
  v128.store(sums, f32x4.add(a4, b4), 64);
  v128.store(sums, f32x4.add(a5, b5), 80);
  v128.store(sums, f32x4.add(a6, b6), 96);
  v128.store(sums, f32x4.add(a7, b7), 112);
  for (let i = 0; i < count; i++) {
    store<f32>(to, load<f32>(sums));
    sums += 4;
    to += PANEL_ROW;
  }
}
