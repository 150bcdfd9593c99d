import { dropMasks, randomFour } from './dropout';
import { hiddenZero } from './hidden-zero';
import { WINDOW } from './fused-conv2d-window';
import { PANEL } from './panels';
import { IS_WIDE } from './wide';

/** A unit that passes nothing on: below zero, or dropped. Its code in `winners` has this bit. */
export const DEAD: i32 = 4;

/** Zeros for two vectors: masks that drop nothing. Read from memory, since V8 makes no 256 bits of constants. */
export const NONE: usize = memory.data<u32>([0, 0, 0, 0, 0, 0, 0, 0]);

/** Pool, relu and dropout of a line of windows, up to eight filters; y and winners: [windows][filters]. */
export function finishLine(
  sums: usize,
  room: usize,
  windows: i32,
  y: usize,
  winners: usize,
  filters: i32,
  count: i32,
  key: u32,
  counter: u32,
  threshold: u32,
  scale: f32,
): void {
  const none = NONE + hiddenZero();
  let masks = none;
  if (count >= PANEL && threshold) {
    masks = room;
    dropMasks(masks, windows, filters, key, counter, threshold);
  }
  const next: usize = threshold ? 32 : 0;
  for (; windows > 0; windows--) {
    if (count >= PANEL) {
      finishEight(
        v128.load(sums),
        v128.load(sums, 16),
        v128.load(sums, 32),
        v128.load(sums, 48),
        v128.load(sums, 64),
        v128.load(sums, 80),
        v128.load(sums, 96),
        v128.load(sums, 112),
        none,
        masks,
        y,
        winners,
        scale,
      );
      masks += next;
    } else {
      finishFour(sums, y, winners, count, key, counter, threshold, scale);
      if (count > 4) {
        finishFour(sums + 16, y + 16, winners + 4, count - 4, key, counter + 4, threshold, scale);
      }
    }
    sums += WINDOW;
    y += (<usize>filters) << 2;
    winners += <usize>filters;
    counter += filters;
  }
}

/** Pool, relu and dropout of eight filters. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
export function finishEight(
  p0A: v128,
  p0B: v128,
  p1A: v128,
  p1B: v128,
  p2A: v128,
  p2B: v128,
  p3A: v128,
  p3B: v128,
  none: usize,
  masks: usize,
  y: usize,
  winners: usize,
  scale: f32,
): void {
  const upperA = f32x4.pmax(p0A, p1A);
  const upperB = f32x4.pmax(p0B, p1B);
  const lowerA = f32x4.pmax(p2A, p3A);
  const lowerB = f32x4.pmax(p2B, p3B);
  const isLowerA = f32x4.lt(upperA, lowerA);
  const isLowerB = f32x4.lt(upperB, lowerB);
  const right0A = f32x4.lt(p0A, p1A);
  const right0B = f32x4.lt(p0B, p1B);
  const right2A = f32x4.lt(p2A, p3A);
  const right2B = f32x4.lt(p2B, p3B);
  const isRightA = v128.bitselect(right2A, right0A, isLowerA);
  const isRightB = v128.bitselect(right2B, right0B, isLowerB);
  // Where it is lost: pmax keeps a NaN of its first operand only.
  const nan1A = f32x4.ne(p1A, p1A);
  const nan1B = f32x4.ne(p1B, p1B);
  const nan3A = f32x4.ne(p3A, p3A);
  const nan3B = f32x4.ne(p3B, p3B);
  const nan2A = f32x4.ne(lowerA, lowerA);
  const nan2B = f32x4.ne(lowerB, lowerB);
  const isNaNA = v128.or(v128.or(nan1A, nan3A), nan2A);
  const isNaNB = v128.or(v128.or(nan1B, nan3B), nan2B);
  const topA = f32x4.pmax(upperA, lowerA);
  const topB = f32x4.pmax(upperB, lowerB);
  const bestA = v128.or(topA, isNaNA);
  const bestB = v128.or(topB, isNaNB);
  const deadA = v128.or(f32x4.le(bestA, v128.load(none)), v128.load(masks));
  const deadB = v128.or(f32x4.le(bestB, v128.load(none, 16)), v128.load(masks, 16));
  const factor = f32x4.splat(scale);
  const scaledA = f32x4.mul(bestA, factor);
  const scaledB = f32x4.mul(bestB, factor);
  const valueA = v128.andnot(scaledA, deadA);
  const valueB = v128.andnot(scaledB, deadB);
  v128.store(y, valueA);
  v128.store(y, valueB, 16);
  // Masks are 0 or -1, which add up to the code below zero; in four bytes each where they are of 256 bits.
  let codes: v128;
  if (IS_WIDE) {
    const belowA = i32x4.add(i32x4.add(deadA, deadA), isLowerA);
    const belowB = i32x4.add(i32x4.add(deadB, deadB), isLowerB);
    const codeA = i32x4.add(i32x4.add(belowA, belowA), isRightA);
    const codeB = i32x4.add(i32x4.add(belowB, belowB), isRightB);
    codes = i16x8.narrow_i32x4_s(codeA, codeB);
  } else {
    const dead = i16x8.narrow_i32x4_s(deadA, deadB);
    const below = i16x8.add(i16x8.add(dead, dead), i16x8.narrow_i32x4_s(isLowerA, isLowerB));
    codes = i16x8.add(i16x8.add(below, below), i16x8.narrow_i32x4_s(isRightA, isRightB));
  }
  const bytes = i8x16.abs(i8x16.narrow_i16x8_s(codes, codes));
  v128.store_lane<u64>(winners, bytes, 0);
}

/** Pool, relu and dropout of four filters; stores the first `count` of them. */
function finishFour(
  sums: usize,
  y: usize,
  winners: usize,
  count: i32,
  key: u32,
  counter: u32,
  threshold: u32,
  scale: f32,
): void {
  const p0 = v128.load(sums);
  const p1 = v128.load(sums, 32);
  const p2 = v128.load(sums, 64);
  const p3 = v128.load(sums, 96);
  const upper = f32x4.pmax(p0, p1);
  const lower = f32x4.pmax(p2, p3);
  const isLower = f32x4.gt(lower, upper);
  const isRight = v128.bitselect(f32x4.gt(p3, p2), f32x4.gt(p1, p0), isLower);
  // pmax may lose a NaN, which must not be hidden: it wins, as in maxPool2d, at no certain place.
  const isNaN = v128.or(
    v128.or(f32x4.ne(p0, p0), f32x4.ne(p1, p1)),
    v128.or(f32x4.ne(p2, p2), f32x4.ne(p3, p3)),
  );
  const best = v128.or(f32x4.pmax(upper, lower), isNaN);
  let alive = v128.not(f32x4.le(best, f32x4.splat(0)));
  if (threshold) {
    const drawn = randomFour(key, counter);
    alive = v128.and(alive, i32x4.ge_u(drawn, i32x4.splat(threshold)));
  }
  const value = v128.and(f32x4.mul(best, f32x4.splat(scale)), alive);
  const place = v128.or(
    v128.and(isRight, i32x4.splat(1)),
    v128.and(isLower, i32x4.splat(2)),
  );
  const code = v128.or(place, v128.andnot(i32x4.splat(DEAD), alive));
  const bytes = i8x16.shuffle(code, code, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
  if (count >= 4) {
    v128.store(y, value);
    v128.store_lane<u32>(winners, bytes, 0);
    return;
  }
  storeFew(y, winners, value, bytes, count);
}

/** The first `count` (1 to 3) of four filters. */
function storeFew(y: usize, winners: usize, value: v128, bytes: v128, count: i32): void {
  v128.store_lane<f32>(y, value, 0);
  v128.store_lane<u8>(winners, bytes, 0);
  if (count > 1) {
    v128.store_lane<f32>(y, value, 1, 4);
    v128.store_lane<u8>(winners, bytes, 1, 1);
  }
  if (count > 2) {
    v128.store_lane<f32>(y, value, 2, 8);
    v128.store_lane<u8>(winners, bytes, 2, 2);
  }
}
