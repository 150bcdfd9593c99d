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
