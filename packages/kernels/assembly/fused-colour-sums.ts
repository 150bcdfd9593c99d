import { WINDOW } from './fused-conv2d-window';

/** Sums of the windows of a line of tiles, by eight filters. */
export function windowSums(
  from: usize,
  plane: usize,
  row: usize,
  sums: usize,
  tiles: i32,
): void {
  windowSumsOfFour(from, plane, row, sums, tiles);
  windowSumsOfFour(from + 16, plane, row, sums + 16, tiles);
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
