import { describe, expect, it } from 'vitest';
import { HashIndex } from './hash-index.js';
import { HASH_WORDS, hammingDistance } from './perceptual-hash.js';
import { RandomStream } from './random.js';

/** Hashes of which many are near others: each is an earlier one with some bits flipped, or a new one. */
function hashesOf(count: number, seed: number): Uint32Array {
  const random = new RandomStream(seed, 0);
  const below = (limit: number) => Math.floor(random.uniform() * limit);
  const hashes = new Uint32Array(count * HASH_WORDS);
  for (let i = 0; i < count; i++) {
    const from = i > 0 && random.uniform() < 0.7 ? below(i) : undefined;
    for (let word = 0; word < HASH_WORDS; word++) {
      hashes[i * HASH_WORDS + word] =
        from === undefined ? below(2 ** 32) : hashes[from * HASH_WORDS + word];
    }
    for (let flips = from === undefined ? 0 : below(20); flips > 0; flips--) {
      hashes[i * HASH_WORDS + below(HASH_WORDS)] ^= 1 << below(32);
    }
  }
  return hashes;
}

describe('HashIndex', () => {
  it.each([0, 1, 3, 4, 7, 8, 11, 12, 16])(
    'finds exactly what comparing all with all finds, each once, within %d bits',
    (distance) => {
      for (let seed = 1; seed <= 4; seed++) {
        const count = 50 + 60 * seed;
        const hashes = hashesOf(count, seed);
        const members = Int32Array.from({ length: count }, (_, i) => i).filter((i) => i % 3 > 0);
        const index = new HashIndex(hashes, distance, members);
        for (let wanted = 0; wanted < count; wanted++) {
          const found: [number, number][] = [];
          index.near(wanted, (i, apart) => {
            found.push([i, apart]);
          });
          const expected = [...members]
            .map((i): [number, number] => [i, hammingDistance(hashes, wanted, i)])
            .filter(([, apart]) => apart <= distance);
          expect(found.sort(([a], [b]) => a - b)).toEqual(expected);
        }
      }
    },
  );

  it('stops when the visitor has enough', () => {
    const index = new HashIndex(new Uint32Array(20), 0);
    let visits = 0;
    index.near(0, () => {
      visits++;
      return visits === 3;
    });
    expect(visits).toBe(3);
  });

  it('refuses a distance that is none', () => {
    for (const distance of [-1, 64, 1.5, Number.NaN]) {
      expect(() => new HashIndex(new Uint32Array(2), distance)).toThrow(/0 to 63/);
    }
  });
});
