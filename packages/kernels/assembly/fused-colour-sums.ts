import { WINDOW } from './fused-conv2d-window';
import { IS_WIDE } from './wide';

/** Sums of the windows of a line of tiles, by eight filters. */
export function windowSums(
  from: usize,
  plane: usize,
  row: usize,
  sums: usize,
  tiles: i32,
): void {
  if (IS_WIDE) {
    windowSumsOfEight(from, plane, row, sums, tiles);
  } else {
    windowSumsOfFour(from, plane, row, sums, tiles);
    windowSumsOfFour(from + 16, plane, row, sums + 16, tiles);
  }
}

/** Aᵀ m A of four filters: sixteen planes, `plane` bytes apart, a tile's `row`, to [tiles][4 pixels][8]. */
export function windowSumsOfFour(
  from: usize,
  plane: usize,
  row: usize,
  sums: usize,
  tiles: i32,
): void {
  const line = plane << 2;
  for (; tiles > 0; tiles--) {
    let m = from;
    let m0 = v128.load(m);
    m += line;
    let m1 = v128.load(m);
    m += line;
    let m2 = v128.load(m);
    m += line;
    let m3 = v128.load(m);
    const upper0 = f32x4.add(m0, f32x4.add(m1, m2));
    const lower0 = f32x4.sub(f32x4.sub(m1, m2), m3);
    m = from + plane;
    m0 = v128.load(m);
    m += line;
    m1 = v128.load(m);
    m += line;
    m2 = v128.load(m);
    m += line;
    m3 = v128.load(m);
    const upper1 = f32x4.add(m0, f32x4.add(m1, m2));
    const lower1 = f32x4.sub(f32x4.sub(m1, m2), m3);
    m = from + plane * 2;
    m0 = v128.load(m);
    m += line;
    m1 = v128.load(m);
    m += line;
    m2 = v128.load(m);
    m += line;
    m3 = v128.load(m);
    const upper2 = f32x4.add(m0, f32x4.add(m1, m2));
    const lower2 = f32x4.sub(f32x4.sub(m1, m2), m3);
    m = from + plane * 3;
    m0 = v128.load(m);
    m += line;
    m1 = v128.load(m);
    m += line;
    m2 = v128.load(m);
    m += line;
    m3 = v128.load(m);
    const upper3 = f32x4.add(m0, f32x4.add(m1, m2));
    const lower3 = f32x4.sub(f32x4.sub(m1, m2), m3);
    v128.store(sums, f32x4.add(upper0, f32x4.add(upper1, upper2)));
    v128.store(sums, f32x4.sub(f32x4.sub(upper1, upper2), upper3), 32);
    v128.store(sums, f32x4.add(lower0, f32x4.add(lower1, lower2)), 64);
    v128.store(sums, f32x4.sub(f32x4.sub(lower1, lower2), lower3), 96);
    from += row;
    sums += WINDOW;
  }
}

/** Of eight filters, for 256 bits: less than sixteen registers of these. */
export function windowSumsOfEight(
  from: usize,
  plane: usize,
  row: usize,
  sums: usize,
  tiles: i32,
): void {
  const line = plane << 2;
  for (; tiles > 0; tiles--) {
    let m = from;
    let m0A = v128.load(m);
    let m0B = v128.load(m, 16);
    m += line;
    let m1A = v128.load(m);
    let m1B = v128.load(m, 16);
    m += line;
    let m2A = v128.load(m);
    let m2B = v128.load(m, 16);
    m += line;
    let m3A = v128.load(m);
    let m3B = v128.load(m, 16);
    // Column by column, upper and lower pixels.
    const upper0A = f32x4.add(m0A, f32x4.add(m1A, m2A));
    const upper0B = f32x4.add(m0B, f32x4.add(m1B, m2B));
    const lower0A = f32x4.sub(f32x4.sub(m1A, m2A), m3A);
    const lower0B = f32x4.sub(f32x4.sub(m1B, m2B), m3B);
    m = from + plane;
    m0A = v128.load(m);
    m0B = v128.load(m, 16);
    m += line;
    m1A = v128.load(m);
    m1B = v128.load(m, 16);
    m += line;
    m2A = v128.load(m);
    m2B = v128.load(m, 16);
    m += line;
    m3A = v128.load(m);
    m3B = v128.load(m, 16);
    const upper1A = f32x4.add(m0A, f32x4.add(m1A, m2A));
    const upper1B = f32x4.add(m0B, f32x4.add(m1B, m2B));
    const lower1A = f32x4.sub(f32x4.sub(m1A, m2A), m3A);
    const lower1B = f32x4.sub(f32x4.sub(m1B, m2B), m3B);
    m = from + plane * 2;
    m0A = v128.load(m);
    m0B = v128.load(m, 16);
    m += line;
    m1A = v128.load(m);
    m1B = v128.load(m, 16);
    m += line;
    m2A = v128.load(m);
    m2B = v128.load(m, 16);
    m += line;
    m3A = v128.load(m);
    m3B = v128.load(m, 16);
    const upper2A = f32x4.add(m0A, f32x4.add(m1A, m2A));
    const upper2B = f32x4.add(m0B, f32x4.add(m1B, m2B));
    const lower2A = f32x4.sub(f32x4.sub(m1A, m2A), m3A);
    const lower2B = f32x4.sub(f32x4.sub(m1B, m2B), m3B);
    m = from + plane * 3;
    m0A = v128.load(m);
    m0B = v128.load(m, 16);
    m += line;
    m1A = v128.load(m);
    m1B = v128.load(m, 16);
    m += line;
    m2A = v128.load(m);
    m2B = v128.load(m, 16);
    m += line;
    m3A = v128.load(m);
    m3B = v128.load(m, 16);
    const upper3A = f32x4.add(m0A, f32x4.add(m1A, m2A));
    const upper3B = f32x4.add(m0B, f32x4.add(m1B, m2B));
    const lower3A = f32x4.sub(f32x4.sub(m1A, m2A), m3A);
    const lower3B = f32x4.sub(f32x4.sub(m1B, m2B), m3B);
    v128.store(sums, f32x4.add(upper0B, f32x4.add(upper1B, upper2B)), 16);
    v128.store(sums, f32x4.add(upper0A, f32x4.add(upper1A, upper2A)));
    v128.store(sums, f32x4.sub(f32x4.sub(upper1B, upper2B), upper3B), 48);
    v128.store(sums, f32x4.sub(f32x4.sub(upper1A, upper2A), upper3A), 32);
    v128.store(sums, f32x4.add(lower0B, f32x4.add(lower1B, lower2B)), 80);
    v128.store(sums, f32x4.add(lower0A, f32x4.add(lower1A, lower2A)), 64);
    v128.store(sums, f32x4.sub(f32x4.sub(lower1B, lower2B), lower3B), 112);
    v128.store(sums, f32x4.sub(f32x4.sub(lower1A, lower2A), lower3A), 96);
    from += row;
    sums += WINDOW;
  }
}
