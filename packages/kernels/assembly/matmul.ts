import { tile, wideTile } from './matmul-tiles';
import { PANEL, PANEL_ROW, panelCount, TILE } from './panels';
import { IS_WIDE } from './wide';

/** Depth of a block of the inner dimension: a right panel of this depth (16 KB) stays in the L1 cache. */
const INNER_BLOCK: i32 = 512;
/** Rows of a block: a left block of 128 rows x 512 (256 KB) stays in the L2 cache. */
const ROW_BLOCK: i32 = 128;

/**
 * c = a · b + bias. a: [rows, inner], packed by packRows as [rows / 4][inner][4];
 * b: [inner, columns] in panels; bias: columns, filled up to whole panels, or 0 for none.
 * c[i, j] is written at c + i * rowStride + (j / 8) * panelStride + (j % 8) * 4: strides in bytes
 * of 4 * columns and 32 make a row-major c, of 32 and 32 * rows a c in panels.
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
  panelStride: usize,
): void {
  const panels = panelCount(columns);
  const inPanels = rowStride == PANEL_ROW;
  for (let k = 0; k < inner; k += INNER_BLOCK) {
    const depth = min(INNER_BLOCK, inner - k);
    for (let block = 0; block < rows; block += ROW_BLOCK) {
      const lastRow = min(rows, block + ROW_BLOCK);
      let panel = 0;
      if (IS_WIDE) {
        for (; panel + 2 <= panels && columns - panel * PANEL >= 2 * PANEL; panel += 2) {
          const right = b + (<usize>panel * <usize>inner + <usize>k) * PANEL_ROW;
          const biases = bias ? bias + <usize>panel * PANEL_ROW : 0;
          let i = block;
          for (; i + TILE <= lastRow; i += TILE) {
            const left = a + ((<usize>i * <usize>inner) << 2) + ((<usize>k) << 4);
            const to = c + <usize>i * rowStride + <usize>panel * panelStride;
            wideTile(
              left,
              right,
              <usize>inner * PANEL_ROW,
              biases,
              to,
              depth,
              k == 0,
              rowStride,
              panelStride,
            );
          }
          for (; i < lastRow; i += TILE) {
            const left = a + ((<usize>i * <usize>inner) << 2) + ((<usize>k) << 4);
            const to = c + <usize>i * rowStride + <usize>panel * panelStride;
            const rest = lastRow - i;
            tile(left, right, biases, to, depth, k == 0, rowStride, rest, PANEL);
            const next = right + <usize>inner * PANEL_ROW;
            const nextBiases = biases ? biases + PANEL_ROW : 0;
            tile(left, next, nextBiases, to + panelStride, depth, k == 0, rowStride, rest, PANEL);
          }
        }
      }
      for (; panel < panels; panel++) {
        const right = b + (<usize>panel * <usize>inner + <usize>k) * PANEL_ROW;
        const biases = bias ? bias + <usize>panel * PANEL_ROW : 0;
        const count = inPanels ? PANEL : columns - panel * PANEL;
        for (let i = block; i < lastRow; i += TILE) {
          const left = a + ((<usize>i * <usize>inner) << 2) + ((<usize>k) << 4);
          const to = c + <usize>i * rowStride + <usize>panel * panelStride;
          tile(left, right, biases, to, depth, k == 0, rowStride, lastRow - i, count);
        }
      }
    }
  }
}
