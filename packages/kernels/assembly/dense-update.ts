import { addPair, addStrip } from './dense-update-sums';
import { descendPanel } from './dense-update-panel';
import { PANEL, PANEL_ROW } from './panels';
import { IS_WIDE } from './wide';

/** Inputs of a strip: packColumns packs x in groups of as many. A value a photo of all of them is a row. */
const STRIP: i32 = 48;
const ROW_BYTES: usize = 192;
/** Strips that are summed at once: with 256 bits it takes two to keep both units busy. */
const STRIPS: i32 = IS_WIDE ? 2 : 1;
/** Inputs that are summed before any of their weights move: 6 KB of a panel in a row, where 1 KB takes far longer. */
const GROUP: i32 = 192;
/** Photos of a block: what is read of x for them, 24 KB, stays in the L1 cache while every output walks it. */
const BLOCK: i32 = 128 / STRIPS;
/** An entry of a list: byte offset of a photo's row in a block, int32, and a gradient, float32. */
const ENTRY: usize = 8;

/**
 * SGD upon some columns of a dense kernel, whose gradient never reaches memory:
 * dKernel[i, o] = sum over rows n of x[n, i] * dy[n, o]; velocity = momentum * velocity -
 * learningRate * dKernel; kernel = kernel + velocity. Without velocities (0): kernel = kernel -
 * learningRate * dKernel. Most of dy is zero: relu and dropout let about a third through. So each
 * output lists the rows that count, and walks only those.
 *
 * x: [inputs / 48][rows][48], packed by packColumns; dy: [outputs / 8][rows][8], likewise; weights,
 * velocities: `panels` panels [inputs][8]; scratch: for each output 8 * rows + 772 bytes and 4 more
 * every 64 rows, and 512 at the end. Columns that fill up the last panel stay as they are: their dy is 0.
 */
export function denseUpdate(
  x: usize,
  dy: usize,
  weights: usize,
  velocities: usize,
  rows: i32,
  inputs: i32,
  panels: i32,
  learningRate: f32,
  momentum: f32,
  scratch: usize,
): void {
  const outputs = panels * PANEL;
  const zeros = scratch;
  const sums = zeros + ROW_BYTES * STRIPS;
  const sumBytes = <usize>outputs * ROW_BYTES * STRIPS;
  const ends = sums + sumBytes * (GROUP / STRIP / STRIPS);
  memory.fill(zeros, 0, ROW_BYTES * STRIPS);
  const blocks = (rows + BLOCK - 1) / BLOCK;
  const lists = ends + ((<usize>(outputs * blocks)) << 2);
  listGradients(dy, rows, panels, ends, lists);
  const stripBytes = <usize>rows * ROW_BYTES;
  const panelBytes = <usize>inputs * PANEL_ROW;
  for (let group = 0; group < inputs; group += GROUP) {
    const lastInput = min(inputs, group + GROUP);
    let to = sums;
    for (let input = group; input < lastInput; input += STRIP * STRIPS) {
      const isPair = IS_WIDE && inputs - input > STRIP;
      const bytes = isPair ? ROW_BYTES * 2 : ROW_BYTES;
      let list = lists;
      let end = ends;
      for (let block = 0; block < blocks; block++) {
        const at = x + <usize>(block * BLOCK) * ROW_BYTES;
        for (let output = 0; output < outputs; output++) {
          const sum = to + <usize>output * bytes;
          const next = <usize>load<u32>(end);
          if (isPair) addPair(at, stripBytes, list, next, block ? sum : zeros, sum);
          else addStrip(at, list, next, block ? sum : zeros, sum);
          list = next;
          end += 4;
        }
      }
      to += sumBytes;
      x += stripBytes * STRIPS;
    }
    for (let panel = 0; panel < panels; panel++) {
      let from = sums;
      for (let input = group; input < lastInput; input += STRIP * STRIPS) {
        const count = min(STRIP * STRIPS, inputs - input);
        const bytes = count > STRIP ? ROW_BYTES * 2 : ROW_BYTES;
        const place = <usize>panel * panelBytes + <usize>input * PANEL_ROW;
        descendPanel(
          from + <usize>(panel * PANEL) * bytes,
          bytes,
          weights + place,
          velocities ? velocities + place : 0,
          count,
          learningRate,
          momentum,
        );
        from += sumBytes;
      }
    }
  }
}

/**
 * Lists, block by block and in it output by output, the rows whose gradient is not zero (a NaN is
 * not), one list right after the other so that they share no more of the cache than they need.
 */
function listGradients(dy: usize, rows: i32, panels: i32, ends: usize, lists: usize): void {
  for (let first = 0; first < rows; first += BLOCK) {
    const count = min(BLOCK, rows - first);
    for (let panel = 0; panel < panels; panel++) {
      const from = dy + <usize>(panel * rows + first) * PANEL_ROW;
      for (let column: usize = 0; column < PANEL_ROW; column += 4) {
        lists = listRows(from + column, count, lists);
        store<u32>(ends, <u32>lists);
        ends += 4;
      }
    }
  }
}

/** Lists the rows of one output; returns the end of the list. */
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
