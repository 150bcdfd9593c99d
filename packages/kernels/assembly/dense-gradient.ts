import { madd } from './madd';
import { PANEL, PANEL_ROW } from './panels';
import { IS_WIDE } from './wide';

/** Inputs of a block: eight vectors of sums in registers. packColumns packs x in groups of as many. */
export const INPUT_BLOCK: i32 = 32;
const ROW_BYTES: usize = 128;
/** An entry of a list: byte offset of a photo's row in a block of x, int32, and a gradient, float32. */
const ENTRY: usize = 8;

/**
 * dKernel[i, o] = sum over rows n of x[n, i] * dy[n, o], where most of dy is zero: relu and dropout
 * let about a third through. So each output lists the rows that count, and walks only those.
 *
 * x: [inputs / 32][rows][32], packed by packColumns; dy: [outputs / 8][rows][8], likewise; gradient:
 * `panelsInAll` panels [inputs][8], overwritten; lists: scratch, 8 bytes a value of dy, 4 an
 * output and 256. Columns that fill up the last panel become zeros, as their dy is.
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
  const blockBytes = <usize>rows * ROW_BYTES;
  let input = 0;
  if (IS_WIDE) {
    for (; input + INPUT_BLOCK < inputs; input += 2 * INPUT_BLOCK) {
      const count = min(2 * INPUT_BLOCK, inputs - input);
      for (let output = 0; output < outputs; output++) {
        const list = lists + <usize>output * listBytes;
        const end = <usize>load<u32>(ends + ((<usize>output) << 2));
        const to = gradient + placeOf(output, input, inputs);
        twoBlocks(x, blockBytes, list, end, ends + ((<usize>outputs) << 2), to, count);
      }
      x += blockBytes * 2;
    }
  }
  for (; input < inputs; input += INPUT_BLOCK) {
    const count = min(INPUT_BLOCK, inputs - input);
    for (let output = 0; output < outputs; output++) {
      const list = lists + <usize>output * listBytes;
      const end = <usize>load<u32>(ends + ((<usize>output) << 2));
      block(x, list, end, gradient + placeOf(output, input, inputs), count);
    }
    x += blockBytes;
  }
}

/** Byte offset of a value in panels. */
function placeOf(output: i32, input: i32, inputs: i32): usize {
  const row = (output / PANEL) * inputs + input;
  return <usize>row * PANEL_ROW + ((<usize>(output % PANEL)) << 2);
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
    offset += <i32>ROW_BYTES;
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
 * Two blocks of inputs, `next` bytes apart, for 256 bits: eight chains. V8 makes such operations of
 * what is stored side by side, so the sums go through memory.
 */
function twoBlocks(
  x: usize,
  next: usize,
  list: usize,
  end: usize,
  sums: usize,
  to: usize,
  count: i32,
): void {
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
  for (; list < end; list += ENTRY) {
    const at = x + <usize>load<i32>(list);
    const second = at + next;
    const gradient = v128.load_splat<f32>(list, 4);
    a0 = madd(gradient, v128.load(at), a0);
    a1 = madd(gradient, v128.load(at, 16), a1);
    a2 = madd(gradient, v128.load(at, 32), a2);
    a3 = madd(gradient, v128.load(at, 48), a3);
    a4 = madd(gradient, v128.load(at, 64), a4);
    a5 = madd(gradient, v128.load(at, 80), a5);
    a6 = madd(gradient, v128.load(at, 96), a6);
    a7 = madd(gradient, v128.load(at, 112), a7);
    b0 = madd(gradient, v128.load(second), b0);
    b1 = madd(gradient, v128.load(second, 16), b1);
    b2 = madd(gradient, v128.load(second, 32), b2);
    b3 = madd(gradient, v128.load(second, 48), b3);
    b4 = madd(gradient, v128.load(second, 64), b4);
    b5 = madd(gradient, v128.load(second, 80), b5);
    b6 = madd(gradient, v128.load(second, 96), b6);
    b7 = madd(gradient, v128.load(second, 112), b7);
  }
  v128.store(sums, a0);
  v128.store(sums, a1, 16);
  v128.store(sums, a2, 32);
  v128.store(sums, a3, 48);
  v128.store(sums, a4, 64);
  v128.store(sums, a5, 80);
  v128.store(sums, a6, 96);
  v128.store(sums, a7, 112);
  v128.store(sums, b0, 128);
  v128.store(sums, b1, 144);
  v128.store(sums, b2, 160);
  v128.store(sums, b3, 176);
  v128.store(sums, b4, 192);
  v128.store(sums, b5, 208);
  v128.store(sums, b6, 224);
  v128.store(sums, b7, 240);
  for (let i = 0; i < count; i++) {
    store<f32>(to, load<f32>(sums));
    sums += 4;
    to += PANEL_ROW;
  }
}
