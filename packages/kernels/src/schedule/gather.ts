import type { NetworkPlan } from '../plan/network-plan.js';
import type { Pass } from './pass.js';

/** Copies the pixels of a slice's photos in: the photos themselves stay outside, however many there are. */
export function gatherSlice(
  { input }: NetworkPlan,
  { from, samples }: Pass,
  memory: ArrayBufferLike,
  pixels: Uint8Array,
): void {
  const { size } = input;
  const indices = new Int32Array(memory, input.indices + from * 4, samples);
  const target = new Uint8Array(memory, input.pixels + from * size, samples * size);
  for (let place = 0; place < samples; place++) {
    const start = indices[place] * size;
    target.set(pixels.subarray(start, start + size), place * size);
  }
}
