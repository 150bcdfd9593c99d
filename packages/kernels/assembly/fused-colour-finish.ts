import { dropMasks } from './dropout';
import { finishEight, NONE } from './fused-conv2d-finish';
import { hiddenZero } from './hidden-zero';
import { PANEL_ROW } from './panels';

/**
 * windowSums and finishLine of eight filters, for 256 bits: sums are never written.
 *
 * from, plane, row: as of windowSums; room: for masks, 32 bytes a window; the others: as of finishLine.
 */
export function finishColour(
  from: usize,
  plane: usize,
  row: usize,
  room: usize,
  windows: i32,
  y: usize,
  winners: usize,
  filters: i32,
  key: u32,
  counter: u32,
  threshold: u32,
  scale: f32,
): void {
  const none = NONE + hiddenZero();
  if (threshold) dropMasks(room, windows, filters, key, counter, threshold);
  const masks = threshold ? room : none;
  const next: usize = threshold ? PANEL_ROW : 0;
  finishWindows(from, plane, row, windows, none, masks, next, y, winners, filters, scale);
}

/** Its loop, of less than sixteen registers of 256 bits. none: zeros; next: bytes from a window's masks to the next ones. */
export function finishWindows(
  from: usize,
  plane: usize,
  row: usize,
  windows: i32,
  none: usize,
  masks: usize,
  next: usize,
  y: usize,
  winners: usize,
  filters: i32,
  scale: f32,
): void {
  const line = plane << 2;
  for (; windows > 0; windows--) {
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
    const p0A = f32x4.add(upper0A, f32x4.add(upper1A, upper2A));
    const p0B = f32x4.add(upper0B, f32x4.add(upper1B, upper2B));
    const p1A = f32x4.sub(f32x4.sub(upper1A, upper2A), upper3A);
    const p1B = f32x4.sub(f32x4.sub(upper1B, upper2B), upper3B);
    const p2A = f32x4.add(lower0A, f32x4.add(lower1A, lower2A));
    const p2B = f32x4.add(lower0B, f32x4.add(lower1B, lower2B));
    const p3A = f32x4.sub(f32x4.sub(lower1A, lower2A), lower3A);
    const p3B = f32x4.sub(f32x4.sub(lower1B, lower2B), lower3B);
    finishEight(p0A, p0B, p1A, p1B, p2A, p2B, p3A, p3B, none, masks, y, winners, scale);
    from += row;
    masks += next;
    y += (<usize>filters) << 2;
    winners += <usize>filters;
  }
}
