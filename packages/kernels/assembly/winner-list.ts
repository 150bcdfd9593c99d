import { DEAD } from './fused-conv2d-finish';

/** An entry of a list: byte offset of a patch in its photo, int32, and a gradient, float32. */
export const ENTRY: usize = 8;
/** Windows whose bits make a byte, and a word. */
const BYTE: i32 = 8;
const WORD: i32 = 64;
/** Filters whose bits are made at once. */
const BLOCK: i32 = 16;
/** Bytes of a window's places: where the patches of its four pixels begin, its gradients, its winners. */
const PLACE: usize = 32;

/** Bytes of the bits of one photo, and from a byte of a filter's to its next one. */
export function bitsSize(windows: i32, filters: i32): usize {
  return <usize>((windows + WORD - 1) / WORD) * 8 * bitsStep(filters);
}

export function bitsStep(filters: i32): usize {
  return <usize>((filters + BLOCK - 1) & ~(BLOCK - 1));
}

/** Where things of each window lie, in bytes from where its photo's begin: see PLACE. */
export function placeWindows(
  to: usize,
  outHeight: i32,
  outWidth: i32,
  filters: i32,
  xLine: usize,
  pixel: usize,
  dyLine: usize,
): void {
  let winners: usize = 0;
  for (let line = 0; line < outHeight; line++) {
    let patch = <usize>line * xLine * 2;
    let dy = <usize>line * dyLine;
    for (let window = 0; window < outWidth; window++) {
      store<u32>(to, <u32>patch);
      store<u32>(to, <u32>(patch + pixel), 4);
      store<u32>(to, <u32>(patch + xLine), 8);
      store<u32>(to, <u32>(patch + xLine + pixel), 12);
      store<u32>(to, <u32>dy, 16);
      store<u32>(to, <u32>winners, 20);
      to += PLACE;
      patch += pixel * 2;
      dy += (<usize>filters) << 2;
      winners += <usize>filters;
    }
  }
}

/**
 * Which winners of a photo live: for each filter a row of bits, its bytes bitsStep apart, the lowest
 * bit for the first window. Past the last filter bits mean nothing; up to 15 bytes more are read.
 */
export function livingBits(winners: usize, bits: usize, windows: i32, filters: i32): void {
  const step = bitsStep(filters);
  memory.fill(bits, 0, bitsSize(windows, filters));
  const dead = i8x16.splat(<i8>DEAD);
  const none = i8x16.splat(0);
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
      v128.store(bits + block, byte);
    }
    bits += step;
  }
}

/**
 * Lists the living winners of a photo and a filter with their gradients; returns the list's end, at
 * which their gradients' sum is stored. Only the living are visited, which are a quarter of all: a bit is
 * found in fewer turns than four windows at a time can be looked at and sorted.
 *
 * bits, winners, dy: the filter's, as livingBits made them and as fusedConv2d left them; places: of
 * placeWindows.
 */
export function listLiving(
  bits: usize,
  step: usize,
  windows: i32,
  places: usize,
  winners: usize,
  dy: usize,
  list: usize,
): usize {
  let sum: f32 = 0;
  for (let window = 0; window < windows; window += WORD) {
    let word: u64 = 0;
    for (let byte: u64 = 0; byte < 64; byte += 8) {
      word |= <u64>load<u8>(bits) << byte;
      bits += step;
    }
    while (word) {
      const place = places + <usize>ctz(word) * PLACE;
      word &= word - 1;
      const winner = <usize>load<u8>(winners + load<u32>(place, 20));
      const gradient = load<f32>(dy + load<u32>(place, 16));
      store<u32>(list, load<u32>(place + (winner << 2)));
      store<f32>(list, gradient, 4);
      sum += gradient;
      list += ENTRY;
    }
    places += PLACE * WORD;
  }
  store<f32>(list, sum);
  return list;
}
