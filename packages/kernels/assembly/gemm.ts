import { madd } from './madd';
import { PANEL_ROW, TILE } from './panels';
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
  for (; planes > 0; planes--) {
    let panel = 0;
    if (IS_WIDE) {
      for (; panel + 2 <= panels; panel += 2) {
        const columns = b + <usize>panel * bPanel;
        let to = c + <usize>panel * cPanel;
        let from = a;
        for (let row = 0; row < rows; row += TILE) {
          if (adds) {
            sixteenColumns(
              from,
              aRow,
              aStep,
              columns,
              bStep,
              bPanel,
              to,
              cRow,
              cPanel,
              to,
              cRow,
              cPanel,
              inner,
            );
          } else {
            sixteenColumns(
              from,
              aRow,
              aStep,
              columns,
              bStep,
              bPanel,
              ZEROS,
              0,
              PANEL_ROW,
              to,
              cRow,
              cPanel,
              inner,
            );
          }
          from += aRow * 4;
          to += cRow * 4;
        }
      }
    }
    for (; panel < panels; panel++) {
      const columns = b + <usize>panel * bPanel;
      let to = c + <usize>panel * cPanel;
      let from = a;
      for (let row = 0; row < rows; row += TILE) {
        if (adds) eightColumns(from, aRow, aStep, columns, bStep, to, cRow, to, cRow, inner);
        else eightColumns(from, aRow, aStep, columns, bStep, ZEROS, 0, to, cRow, inner);
        from += aRow * 4;
        to += cRow * 4;
      }
    }
    a += aPlane;
    b += bPlane;
    c += cPlane;
  }
}

/** Four rows, sixteen columns, for 256 bits: eight sums in pairs, for six loads a turn. They go on from `from`. */
function sixteenColumns(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  bPanel: usize,
  from: usize,
  fromRow: usize,
  fromPanel: usize,
  c: usize,
  cRow: usize,
  cPanel: usize,
  inner: i32,
): void {
  let at = from;
  let a0 = v128.load(at);
  let b0 = v128.load(at, 16);
  at += fromRow;
  let a1 = v128.load(at);
  let b1 = v128.load(at, 16);
  at += fromRow;
  let a2 = v128.load(at);
  let b2 = v128.load(at, 16);
  at += fromRow;
  let a3 = v128.load(at);
  let b3 = v128.load(at, 16);
  at = from + fromPanel;
  let c0 = v128.load(at);
  let d0 = v128.load(at, 16);
  at += fromRow;
  let c1 = v128.load(at);
  let d1 = v128.load(at, 16);
  at += fromRow;
  let c2 = v128.load(at);
  let d2 = v128.load(at, 16);
  at += fromRow;
  let c3 = v128.load(at);
  let d3 = v128.load(at, 16);
  const row2 = aRow * 2;
  const row3 = aRow * 3;
  for (; inner > 0; inner--) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    const nextLow = v128.load(b + bPanel);
    const nextHigh = v128.load(b + bPanel, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    c0 = madd(value, nextLow, c0);
    d0 = madd(value, nextHigh, d0);
    value = v128.load_splat<f32>(a + aRow);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    c1 = madd(value, nextLow, c1);
    d1 = madd(value, nextHigh, d1);
    value = v128.load_splat<f32>(a + row2);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    c2 = madd(value, nextLow, c2);
    d2 = madd(value, nextHigh, d2);
    value = v128.load_splat<f32>(a + row3);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    c3 = madd(value, nextLow, c3);
    d3 = madd(value, nextHigh, d3);
    a += aStep;
    b += bStep;
  }
  let to = c;
  v128.store(to, b0, 16);
  v128.store(to, a0);
  to += cRow;
  v128.store(to, b1, 16);
  v128.store(to, a1);
  to += cRow;
  v128.store(to, b2, 16);
  v128.store(to, a2);
  to += cRow;
  v128.store(to, b3, 16);
  v128.store(to, a3);
  to = c + cPanel;
  v128.store(to, d0, 16);
  v128.store(to, c0);
  to += cRow;
  v128.store(to, d1, 16);
  v128.store(to, c1);
  to += cRow;
  v128.store(to, d2, 16);
  v128.store(to, c2);
  to += cRow;
  v128.store(to, d3, 16);
  v128.store(to, c3);
}

/** Four rows, eight columns: eight sums of 128 bits. They go on from `from`. */
function eightColumns(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  from: usize,
  fromRow: usize,
  c: usize,
  cRow: usize,
  inner: i32,
): void {
  let a0 = v128.load(from);
  let b0 = v128.load(from, 16);
  from += fromRow;
  let a1 = v128.load(from);
  let b1 = v128.load(from, 16);
  from += fromRow;
  let a2 = v128.load(from);
  let b2 = v128.load(from, 16);
  from += fromRow;
  let a3 = v128.load(from);
  let b3 = v128.load(from, 16);
  const row2 = aRow * 2;
  const row3 = aRow * 3;
  for (; inner > 0; inner--) {
    const low = v128.load(b);
    const high = v128.load(b, 16);
    let value = v128.load_splat<f32>(a);
    a0 = madd(value, low, a0);
    b0 = madd(value, high, b0);
    value = v128.load_splat<f32>(a + aRow);
    a1 = madd(value, low, a1);
    b1 = madd(value, high, b1);
    value = v128.load_splat<f32>(a + row2);
    a2 = madd(value, low, a2);
    b2 = madd(value, high, b2);
    value = v128.load_splat<f32>(a + row3);
    a3 = madd(value, low, a3);
    b3 = madd(value, high, b3);
    a += aStep;
    b += bStep;
  }
  v128.store(c, b0, 16);
  v128.store(c, a0);
  c += cRow;
  v128.store(c, b1, 16);
  v128.store(c, a1);
  c += cRow;
  v128.store(c, b2, 16);
  v128.store(c, a2);
  c += cRow;
  v128.store(c, b3, 16);
  v128.store(c, a3);
}
