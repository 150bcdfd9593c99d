/** Rows summed in registers before they are added to memory: keeps rounding small over many rows. */
const BLOCK_ROWS: i32 = 512;

/** sums[j] = sum over i of x[i, j]; x: [rows, columns]. A bias's gradient. */
export function columnSums(x: usize, sums: usize, rows: i32, columns: i32): void {
  const row = (<usize>columns) << 2;
  memory.fill(sums, 0, row);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const last = min(rows, first + BLOCK_ROWS);
    let column = 0;
    for (; column + 4 <= columns; column += 4) {
      const to = sums + ((<usize>column) << 2);
      let at = x + <usize>first * row + ((<usize>column) << 2);
      let sum = f32x4.splat(0);
      for (let i = first; i < last; i++) {
        sum = f32x4.add(sum, v128.load(at));
        at += row;
      }
      v128.store(to, f32x4.add(v128.load(to), sum));
    }
    for (; column < columns; column++) {
      const to = sums + ((<usize>column) << 2);
      let at = x + <usize>first * row + ((<usize>column) << 2);
      let sum: f32 = 0;
      for (let i = first; i < last; i++) {
        sum += load<f32>(at);
        at += row;
      }
      store<f32>(to, load<f32>(to) + sum);
    }
  }
}

/** sum[i] = parts[0][i] + parts[1][i] + ..., in this order; a part lies `stride` bytes after the one before. `count` is a multiple of 4. */
export function sumParts(
  parts: usize,
  stride: usize,
  partCount: i32,
  sum: usize,
  count: i32,
): void {
  const bytes = (<usize>count) << 2;
  for (let at: usize = 0; at < bytes; at += 16) {
    let part = parts + at;
    let total = v128.load(part);
    for (let i = 1; i < partCount; i++) {
      part += stride;
      total = f32x4.add(total, v128.load(part));
    }
    v128.store(sum + at, total);
  }
}
