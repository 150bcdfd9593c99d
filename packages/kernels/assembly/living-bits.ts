import { DEAD } from './fused-conv2d-finish';

/** Windows whose bits make a byte, and a word. */
const BYTE: i32 = 8;
export const WORD: i32 = 64;
/** Filters whose bits are made at once. */
const BLOCK: i32 = 16;

/** Bytes of the bits of one photo. */
export function bitsSize(windows: i32, filters: i32): usize {
  return <usize>((windows + WORD - 1) / WORD) * 8 * bitsStep(filters);
}

/** An eighth of what lies between a filter's word and its next one. */
export function bitsStep(filters: i32): usize {
  return <usize>((filters + BLOCK - 1) & ~(BLOCK - 1));
}

/**
 * Which winners of a photo live: for each 64 windows and filter a word of bits, the lowest for the first
 * window, at bitsPlace. Past the last filter bits mean nothing; up to 15 bytes more are read.
 */
export function livingBits(winners: usize, bits: usize, windows: i32, filters: i32): void {
  const step = bitsStep(filters);
  memory.fill(bits, 0, bitsSize(windows, filters));
  const dead = i8x16.splat(<i8>DEAD);
  const none = i8x16.splat(0);
  let to = bits;
  for (let window = 0; window < windows; window += BYTE) {
    const first = winners + <usize>(window * filters);
    const last = winners + <usize>(min(window + BYTE, windows) * filters);
    for (let block: usize = 0; block < step; block += BLOCK) {
      let byte = none;
      for (let at = last; at > first; ) {
        at -= filters;
        const alive = i8x16.eq(v128.and(v128.load(at + block), dead), none);
        byte = i8x16.sub(i8x16.add(byte, byte), alive);
      }
      v128.store(to + block, byte);
    }
    to += step;
  }
  for (let window = 0; window < windows; window += WORD) {
    for (let block: usize = 0; block < step; block += BLOCK) bytesToWords(bits + block, step);
    bits += step * 8;
  }
}

/** Where the first word of a filter is, from where the bits begin. */
export function bitsPlace(filter: i32, filters: i32): usize {
  const inBlock = filter & (BLOCK - 1);
  return <usize>(inBlock >> 1) * bitsStep(filters) + <usize>(filter - inBlock) + <usize>((inBlock & 1) << 3);
}

/** Turns eight vectors of bytes, `step` bytes apart, of sixteen filters, into words, of two filters each. */
function bytesToWords(at: usize, step: usize): void {
  const at2 = at + step * 2;
  const at4 = at2 + step * 2;
  const at6 = at4 + step * 2;
  const b0 = v128.load(at);
  const b1 = v128.load(at + step);
  const b2 = v128.load(at2);
  const b3 = v128.load(at2 + step);
  const b4 = v128.load(at4);
  const b5 = v128.load(at4 + step);
  const b6 = v128.load(at6);
  const b7 = v128.load(at6 + step);
  const low01 = lowBytes(b0, b1);
  const low23 = lowBytes(b2, b3);
  const low45 = lowBytes(b4, b5);
  const low67 = lowBytes(b6, b7);
  storeWords(at, at + step, at2, at2 + step, low01, low23, low45, low67);
  const high01 = highBytes(b0, b1);
  const high23 = highBytes(b2, b3);
  const high45 = highBytes(b4, b5);
  const high67 = highBytes(b6, b7);
  storeWords(at4, at4 + step, at6, at6 + step, high01, high23, high45, high67);
}

/** Of pairs of bytes of eight filters. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function storeWords(
  to0: usize,
  to1: usize,
  to2: usize,
  to3: usize,
  p01: v128,
  p23: v128,
  p45: v128,
  p67: v128,
): void {
  const low = i16x8.shuffle(p01, p23, 0, 8, 1, 9, 2, 10, 3, 11);
  const lowNext = i16x8.shuffle(p45, p67, 0, 8, 1, 9, 2, 10, 3, 11);
  const high = i16x8.shuffle(p01, p23, 4, 12, 5, 13, 6, 14, 7, 15);
  const highNext = i16x8.shuffle(p45, p67, 4, 12, 5, 13, 6, 14, 7, 15);
  v128.store(to0, i32x4.shuffle(low, lowNext, 0, 4, 1, 5));
  v128.store(to1, i32x4.shuffle(low, lowNext, 2, 6, 3, 7));
  v128.store(to2, i32x4.shuffle(high, highNext, 0, 4, 1, 5));
  v128.store(to3, i32x4.shuffle(high, highNext, 2, 6, 3, 7));
}

// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function lowBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function highBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
