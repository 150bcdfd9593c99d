import { WORD } from './living-bits';

/** An entry of a list: byte offset of a patch in its photo, int32, and a gradient, float32. */
export const ENTRY: usize = 8;
/** Bytes of a window's places: where the patches of its four pixels begin, its gradients, its winners. */
const PLACE: usize = 32;

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
    let word = load<u64>(bits);
    bits += step * 8;
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
