import { sharedBuffer } from './shared-memory.js';

const copies = new WeakMap<Uint8Array, Uint8Array>();

/**
 * The pixels in memory that threads share: themselves if they lie there, else the one copy that is
 * made of them.
 * @throws KernelsError when there is no memory for it.
 */
export function sharePixels(pixels: Uint8Array): Uint8Array {
  if (pixels.buffer instanceof SharedArrayBuffer) return pixels;
  let copy = copies.get(pixels);
  if (!copy) {
    copy = new Uint8Array(sharedBuffer(pixels.length, 'a copy of the photos that threads share'));
    copy.set(pixels);
    copies.set(pixels, copy);
  }
  return copy;
}
