import { tileFour, tileSix } from './matmul-tiles';
import { wideFour, wideSix } from './matmul-wide-tiles';
import { groupRows, PANEL, PANEL_ROW, panelCount, storeFirst, TILE } from './panels';
import { IS_WIDE } from './wide';

/** Depth of a block of the inner dimension: a right panel of this depth (24 KB) stays in the L1 cache. */
const INNER_BLOCK: i32 = 768;
/** Rows of a block: a left block of 128 rows x 768 (384 KB) stays in the L2 cache. */
const ROW_BLOCK: i32 = 128;
/** A row of two panels, for sums that nothing is added to. */
const ZEROS: usize = memory.data(64);

/**
 * c = a · b + bias. a: [rows, inner], packed by packRows; b: [inner, columns] in panels; bias:
 * columns, filled up to whole panels, or 0 for none; c: row-major, rows rowStride bytes apart;
 * scratch: 384 bytes.
 */
export function matmul(
  a: usize,
  b: usize,
  bias: usize,
  c: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  rowStride: usize,
  scratch: usize,
): void {
  const panels = panelCount(columns);
  const panelBytes = <usize>inner * PANEL_ROW;
  for (let k = 0; k < inner; k += INNER_BLOCK) {
    const depth = min(INNER_BLOCK, inner - k);
    for (let block = 0; block < rows; block += ROW_BLOCK) {
      const lastRow = min(rows, block + ROW_BLOCK);
      let panel = 0;
      while (panel < panels) {
        const isPair = IS_WIDE && panel + 2 <= panels;
        const width = isPair ? 2 : 1;
        const right = b + <usize>panel * panelBytes + <usize>k * PANEL_ROW;
        const column = <usize>panel * PANEL_ROW;
        const count = min(width * PANEL, columns - panel * PANEL);
        for (let i = block, group = 0; i < lastRow; i += group) {
          group = groupRows(i, rows);
          const left = a + ((<usize>(i * inner + k * group)) << 2);
          if (isPair) {
            if (group > TILE) wideSix(left, right, panelBytes, scratch, depth);
            else wideFour(left, right, panelBytes, scratch, depth);
          } else if (group > TILE) tileSix(left, right, scratch, depth);
          else tileFour(left, right, scratch, depth);
          const to = c + <usize>i * rowStride + column;
          const row = <usize>width * PANEL_ROW;
          const whole = min(group, lastRow - i);
          if (k) addTile(scratch, row, to, rowStride, to, rowStride, whole, count);
          else addTile(scratch, row, bias ? bias + column : ZEROS, 0, to, rowStride, whole, count);
        }
        panel += width;
      }
    }
  }
}

/** `rows` rows of `count` columns of a tile, plus what lies at `from`: the sums so far, or the bias. */
function addTile(
  tile: usize,
  tileRow: usize,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: i32,
  count: i32,
): void {
  for (let i = 0; i < rows; i++) {
    for (let column = 0; column < count; column += PANEL) {
      const at = (<usize>column) << 2;
      const low = f32x4.add(v128.load(tile + at), v128.load(from + at));
      const high = f32x4.add(v128.load(tile + at, 16), v128.load(from + at, 16));
      storeFirst(to + at, low, high, count - column);
    }
    tile += tileRow;
    from += fromStride;
    to += toStride;
  }
}
