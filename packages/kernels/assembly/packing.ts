import { groupRows, TILE } from './panels';

/**
 * Packs x [rows, columns] as matmul's left side: groups of 6 or 4 rows, see groupRows, each as
 * [columns][rows of the group], missing rows as zeros.
 */
export function packRows(x: usize, to: usize, rows: i32, columns: i32): void {
  const row = (<usize>columns) << 2;
  for (let i = 0, group = 0; i < rows; i += group) {
    group = groupRows(i, rows);
    const from = x + <usize>i * row;
    if (rows - i < TILE) packFewRows(from, to, rows - i, columns);
    else if (group == TILE) packFour(from, to, TILE, columns);
    else {
      packFour(from, to, group, columns);
      packTwo(from + row * TILE, to + 16, columns);
    }
    to += row * <usize>group;
  }
}

/** Four rows, the first of the `group` ones that lie side by side at `to`. */
function packFour(x: usize, to: usize, group: i32, columns: i32): void {
  const row = (<usize>columns) << 2;
  const step = (<usize>group) << 2;
  let column = 0;
  for (; column + 4 <= columns; column += 4) {
    const r0 = v128.load(x);
    const r1 = v128.load(x + row);
    const r2 = v128.load(x + row * 2);
    const r3 = v128.load(x + row * 3);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(to + step, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(to + step * 2, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(to + step * 3, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    x += 16;
    to += step * 4;
  }
  for (; column < columns; column++) {
    store<f32>(to, load<f32>(x));
    store<f32>(to, load<f32>(x + row), 4);
    store<f32>(to, load<f32>(x + row * 2), 8);
    store<f32>(to, load<f32>(x + row * 3), 12);
    x += 4;
    to += step;
  }
}

/** Two rows, the last of six that lie side by side. */
function packTwo(x: usize, to: usize, columns: i32): void {
  const row = (<usize>columns) << 2;
  let column = 0;
  for (; column + 4 <= columns; column += 4) {
    const r0 = v128.load(x);
    const r1 = v128.load(x + row);
    const low = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    v128.store_lane<u64>(to, low, 0);
    v128.store_lane<u64>(to, low, 1, 24);
    v128.store_lane<u64>(to, high, 0, 48);
    v128.store_lane<u64>(to, high, 1, 72);
    x += 16;
    to += 96;
  }
  for (; column < columns; column++) {
    store<f32>(to, load<f32>(x));
    store<f32>(to, load<f32>(x + row), 4);
    x += 4;
    to += 24;
  }
}

/** Fewer than four rows, filled up with zeros. */
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
