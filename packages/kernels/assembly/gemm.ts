import { fourByEight, sixByEight } from './gemm-tiles';
import { fourBySixteen, sixBySixteen } from './gemm-wide-tiles';
import { PANEL_ROW } from './panels';
import { IS_WIDE } from './wide';

/** Sixteen zeros, for sums that start anew. */
const ZEROS: usize = memory.data<f32>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 32);

/**
 * C = A · B, or C += A · B where `adds`, for `planes` matrices of one shape, one `...Plane` bytes
 * after the other. All is addressed in bytes, so that each may lie in rows or in panels, as it is
 * or turned:
 * A(i, k) at a + i * aRow + k * aStep;
 * B(k, j) at b + (j / 8) * bPanel + k * bStep + (j % 8) * 4;
 * C(i, j) at c + (j / 8) * cPanel + i * cRow + (j % 8) * 4.
 * `panels` of 8 columns. Rows up to the next multiple of 4 are read of A and written of C. An
 * element's sum runs over k in order, whatever the tile, so 256 bits give the bits of 128.
 */
export function multiplyPlanes(
  a: usize,
  aPlane: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bPlane: usize,
  bStep: usize,
  bPanel: usize,
  c: usize,
  cPlane: usize,
  cRow: usize,
  cPanel: usize,
  planes: i32,
  rows: i32,
  panels: i32,
  inner: i32,
  adds: bool,
): void {
  const sumsRow: usize = adds ? cRow : 0;
  const sumsPanel: usize = adds ? cPanel : PANEL_ROW;
  for (; planes > 0; planes--) {
    let panel = 0;
    if (IS_WIDE) {
      for (; panel + 2 <= panels; panel += 2) {
        const columns = b + <usize>panel * bPanel;
        let to = c + <usize>panel * cPanel;
        let from = a;
        for (let left = (rows + 3) & ~3; left > 0; ) {
          const sums = adds ? to : ZEROS;
          const count = rowsOfTile(left);
          if (count == 6) {
            sixBySixteen(
              from,
              aRow,
              aStep,
              columns,
              bStep,
              bPanel,
              sums,
              sumsRow,
              sumsPanel,
              to,
              cRow,
              cPanel,
              inner,
            );
          } else {
            fourBySixteen(
              from,
              aRow,
              aStep,
              columns,
              bStep,
              bPanel,
              sums,
              sumsRow,
              sumsPanel,
              to,
              cRow,
              cPanel,
              inner,
            );
          }
          from += aRow * <usize>count;
          to += cRow * <usize>count;
          left -= count;
        }
      }
    }
    for (; panel < panels; panel++) {
      const columns = b + <usize>panel * bPanel;
      let to = c + <usize>panel * cPanel;
      let from = a;
      for (let left = (rows + 3) & ~3; left > 0; ) {
        const sums = adds ? to : ZEROS;
        const count = rowsOfTile(left);
        if (count == 6) {
          sixByEight(from, aRow, aStep, columns, bStep, sums, sumsRow, to, cRow, inner);
        } else {
          fourByEight(from, aRow, aStep, columns, bStep, sums, sumsRow, to, cRow, inner);
        }
        from += aRow * <usize>count;
        to += cRow * <usize>count;
        left -= count;
      }
    }
    a += aPlane;
    b += bPlane;
    c += cPlane;
  }
}

/** Of `left` rows, a multiple of 2 and not 2, the next tile's: six where what is left then can be cut too, else four. */
function rowsOfTile(left: i32): i32 {
  return ASC_FEATURE_RELAXED_SIMD && left >= 6 && left != 8 ? 6 : 4;
}
