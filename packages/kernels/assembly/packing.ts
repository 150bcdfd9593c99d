import { TILE } from './panels';

/** Packs x [rows, columns] as matmul's left side: [rows / 4][columns][4], missing rows as zeros. */
export function packRows(x: usize, to: usize, rows: i32, columns: i32): void {
  const row = (<usize>columns) << 2;
  for (let i = 0; i < rows; i += TILE) {
    const from = x + <usize>i * row;
    if (rows - i < TILE) {
      packFewRows(from, to, rows - i, columns);
      return;
    }
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const at = from + ((<usize>column) << 2);
      const r0 = v128.load(at);
      const r1 = v128.load(at + row);
      const r2 = v128.load(at + row * 2);
      const r3 = v128.load(at + row * 3);
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
      v128.store(to, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16);
      v128.store(to, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32);
      v128.store(to, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48);
      to += 64;
    }
    for (; column < columns; column++) {
      const at = from + ((<usize>column) << 2);
      store<f32>(to, load<f32>(at));
      store<f32>(to, load<f32>(at + row), 4);
      store<f32>(to, load<f32>(at + row * 2), 8);
      store<f32>(to, load<f32>(at + row * 3), 12);
      to += 16;
    }
  }
}

function packFewRows(x: usize, to: usize, rows: i32, columns: i32): void {
  for (let column = 0; column < columns; column++) {
    for (let i = 0; i < TILE; i++) {
      const value = i < rows ? load<f32>(x + ((<usize>(i * columns + column)) << 2)) : <f32>0;
      store<f32>(to, value);
      to += 4;
    }
  }
}

/**
 * Packs rows of x [., columns] by columns: [columns / group][allRows][group], missing columns as
 * zeros. A group of 4 makes xᵀ the left side of a matmul, a group of 8 makes x its right side.
 * `to` is the place of the first of the `rows` rows among `allRows`.
 */
export function packColumns(
  x: usize,
  to: usize,
  rows: i32,
  columns: i32,
  group: i32,
  allRows: i32,
): void {
  const row = (<usize>columns) << 2;
  const gap = (<usize>((allRows - rows) * group)) << 2;
  for (let first = 0; first < columns; first += group) {
    let from = x + ((<usize>first) << 2);
    const whole = columns - first >= group;
    for (let i = 0; i < rows; i++) {
      if (whole) {
        for (let lane = 0; lane < group; lane += 4) {
          v128.store(to + ((<usize>lane) << 2), v128.load(from + ((<usize>lane) << 2)));
        }
      } else {
        for (let lane = 0; lane < group; lane++) {
          const value = first + lane < columns ? load<f32>(from + ((<usize>lane) << 2)) : <f32>0;
          store<f32>(to + ((<usize>lane) << 2), value);
        }
      }
      from += row;
      to += (<usize>group) << 2;
    }
    to += gap;
  }
}
