import { randomKey, randomUint32 } from '@peasy/core';

/** Different places of `count`, at most `wanted`, drawn by a seed. */
export function drawPlaces(count: number, wanted: number, seed: number): readonly number[] {
  const places = Array.from({ length: count }, (_, i) => i);
  const key = randomKey(seed);
  const taken = Math.min(count, wanted);
  for (let i = 0; i < taken; i++) {
    const other = i + (randomUint32(key, i) % (count - i));
    [places[i], places[other]] = [places[other], places[i]];
  }
  return places.slice(0, taken);
}
