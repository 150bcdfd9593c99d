import { DEAD } from './fused-conv2d-finish';

/** An entry of a list: byte offset of a patch in its photo, int32, and a gradient, float32. */
export const ENTRY: usize = 8;
/** Filters that are listed at once. */
export const FILTERS: i32 = 4;
/** Bytes of room that the lists of four filters need beside their entries: ends, sums, and what is written too far. */
export const LISTS_EXTRA: usize = 256;

/** For each set of dead windows among four, the bytes of the living ones first. */
const LIVING_FIRST: usize = memory.data<u8>([
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7,
  8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 8, 9, 10, 11,
  4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3, 8, 9, 10, 11,
  0, 1, 2, 3, 12, 13, 14, 15, 4, 5, 6, 7, 8, 9, 10, 11,
  12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 12, 13, 14, 15,
  0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15,
  8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  4, 5, 6, 7, 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
]);

/** For each set of dead windows among four, the bytes that the entries of the living ones take. */
const LIVING_BYTES: usize = memory.data<u32>([32, 24, 24, 16, 24, 16, 16, 8, 24, 16, 16, 8, 16, 8, 8, 0]);

/**
 * Lists the living winners of one photo, as fusedConv2d left them, with their gradients, for four
 * filters (`count` of them are there). List i begins at listAt(lists, i, windows in all) and ends
 * at listEnd(lists, i). Their gradients' sums are added to `bias`.
 *
 * dy: the first of the filters, lines dyLine bytes and pixels `filters` values apart; winners:
 * likewise, uint8; xLine, channels: of the photo in its border.
 */
export function listWinners(
  dy: usize,
  dyLine: usize,
  winners: usize,
  lists: usize,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  count: i32,
  xLine: usize,
  channels: i32,
  bias: usize,
): void {
  const pixel = (<usize>channels) << 2;
  for (let i = 0; i < FILTERS; i++) {
    store<u32>(lists + ((<usize>i) << 2), <u32>listAt(lists, i, outHeight * outWidth));
    v128.store(lists + 16 + ((<usize>i) << 4), i32x4.splat(0));
  }
  const whole = count == FILTERS ? outWidth & ~3 : 0;
  for (let line = 0; line < outHeight; line++) {
    const offset = <usize>line * xLine * 2;
    if (whole) listFour(dy, winners, lists, offset, whole, filters, xLine, pixel);
    for (let i = 0; i < count; i++) {
      const first = <usize>(whole * filters + i);
      const at = offset + <usize>whole * pixel * 2;
      const left = outWidth - whole;
      listOne(dy + (first << 2), winners + first, lists, i, at, left, filters, xLine, pixel);
    }
    dy += dyLine;
    winners += <usize>(outWidth * filters);
  }
  for (let i = 0; i < count; i++) {
    const sums = v128.load(lists + 16 + ((<usize>i) << 4));
    const sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
    const to = bias + ((<usize>i) << 2);
    store<f32>(to, load<f32>(to) + sum);
  }
}

/** Where a filter's list begins. */
export function listAt(lists: usize, filter: i32, windows: i32): usize {
  return lists + 96 + <usize>filter * (<usize>windows * ENTRY + 32);
}

/** Where a filter's list ends. */
export function listEnd(lists: usize, filter: i32): usize {
  return <usize>load<u32>(lists + ((<usize>filter) << 2));
}

/**
 * Four filters, four windows of a line at a time. The living ones are moved to the front of a
 * vector, all four are written, and the list's end moves on by those that live. One at a time
 * (below) this took three times as long.
 */
function listFour(
  dy: usize,
  winners: usize,
  lists: usize,
  offset: usize,
  windows: i32,
  filters: i32,
  xLine: usize,
  pixel: usize,
): void {
  const dyPixel = (<usize>filters) << 2;
  const step = pixel << 1;
  let places = i32x4.add(
    i32x4.splat(<i32>offset),
    i32x4.mul(i32x4.splat(<i32>step), i32x4(0, 1, 2, 3)),
  );
  const fourSteps = i32x4.splat(<i32>(step << 2));
  const lines = i32x4.splat(<i32>xLine);
  const pixels = i32x4.splat(<i32>pixel);
  let end0 = listEnd(lists, 0);
  let end1 = listEnd(lists, 1);
  let end2 = listEnd(lists, 2);
  let end3 = listEnd(lists, 3);
  for (; windows > 0; windows -= 4) {
    let codes = v128.load_zero<u32>(winners);
    codes = v128.load_lane<u32>(winners + <usize>filters, codes, 1);
    codes = v128.load_lane<u32>(winners + <usize>filters * 2, codes, 2);
    codes = v128.load_lane<u32>(winners + <usize>filters * 3, codes, 3);
    const r0 = v128.load(dy);
    const r1 = v128.load(dy + dyPixel);
    const r2 = v128.load(dy + dyPixel * 2);
    const r3 = v128.load(dy + dyPixel * 3);
    const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    end0 = append(
      v128.shuffle<f32>(low01, low23, 0, 1, 4, 5),
      i32x4.shl(codes, 24),
      places,
      lines,
      pixels,
      end0,
      lists + 16,
    );
    end1 = append(
      v128.shuffle<f32>(low01, low23, 2, 3, 6, 7),
      i32x4.shl(codes, 16),
      places,
      lines,
      pixels,
      end1,
      lists + 32,
    );
    end2 = append(
      v128.shuffle<f32>(high01, high23, 0, 1, 4, 5),
      i32x4.shl(codes, 8),
      places,
      lines,
      pixels,
      end2,
      lists + 48,
    );
    end3 = append(
      v128.shuffle<f32>(high01, high23, 2, 3, 6, 7),
      codes,
      places,
      lines,
      pixels,
      end3,
      lists + 64,
    );
    places = i32x4.add(places, fourSteps);
    dy += dyPixel << 2;
    winners += (<usize>filters) << 2;
  }
  store<u32>(lists, <u32>end0);
  store<u32>(lists, <u32>end1, 4);
  store<u32>(lists, <u32>end2, 8);
  store<u32>(lists, <u32>end3, 12);
}

/** Appends the living of four windows to a list; `codes` in the highest byte of each lane. Returns the new end. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function append(
  gradients: v128,
  codes: v128,
  places: v128,
  lines: v128,
  pixels: v128,
  end: usize,
  sums: usize,
): usize {
  const right = i32x4.shr_s(i32x4.shl(codes, 7), 31);
  const lower = i32x4.shr_s(i32x4.shl(codes, 6), 31);
  const dead = i32x4.shr_s(i32x4.shl(codes, 5), 31);
  const offsets = i32x4.add(
    places,
    i32x4.add(v128.and(lower, lines), v128.and(right, pixels)),
  );
  v128.store(sums, f32x4.add(v128.load(sums), v128.andnot(gradients, dead)));
  const set = <usize>i32x4.bitmask(dead);
  const order = v128.load(LIVING_FIRST + (set << 4));
  const kept = i8x16.swizzle(gradients, order);
  const from = i8x16.swizzle(offsets, order);
  v128.store(end, v128.shuffle<i32>(from, kept, 0, 4, 1, 5));
  v128.store(end, v128.shuffle<i32>(from, kept, 2, 6, 3, 7), 16);
  return end + <usize>load<u32>(LIVING_BYTES + (set << 2));
}

/** One filter, the rest of a line. */
function listOne(
  dy: usize,
  winners: usize,
  lists: usize,
  filter: i32,
  offset: usize,
  windows: i32,
  filters: i32,
  xLine: usize,
  pixel: usize,
): void {
  let end = listEnd(lists, filter);
  const sums = lists + 16 + ((<usize>filter) << 4);
  for (; windows > 0; windows--) {
    const code = <i32>load<u8>(winners);
    const gradient = load<i32>(dy);
    // Every entry is written, and kept by moving on: a branch would be guessed wrong half the time.
    const alive = (code / DEAD) - 1;
    const lower = xLine & <usize>-((code >> 1) & 1);
    const right = pixel & <usize>-(code & 1);
    store<i32>(end, <i32>(offset + lower + right));
    store<i32>(end, gradient, 4);
    store<f32>(sums, load<f32>(sums) + reinterpret<f32>(gradient & alive));
    end += ENTRY & <usize>alive;
    offset += pixel * 2;
    dy += (<usize>filters) << 2;
    winners += <usize>filters;
  }
  store<u32>(lists + ((<usize>filter) << 2), <u32>end);
}
