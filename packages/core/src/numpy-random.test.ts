import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { numpyShuffle } from './numpy-random.js';

const golden = new URL('../../../../shared/golden/numpy-shuffle.json', import.meta.url);

interface ShuffleCase {
  readonly seed: number;
  readonly n: number;
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly sha256_int32_le: string;
}

describe.skipIf(!existsSync(golden))(
  'numpyShuffle() against NumPy [needs ../shared/golden, absent here]',
  () => {
    const cases: ShuffleCase[] = existsSync(golden) ? JSON.parse(readFileSync(golden, 'utf8')) : [];

    it.each(cases)("gives NumPy's order of $n with seed $seed", (expected) => {
      const order = numpyShuffle(expected.n, expected.seed);
      expect([...order.slice(0, expected.first.length)]).toEqual(expected.first);
      expect([...order.slice(-expected.last.length)]).toEqual(expected.last);
      const bytes = new DataView(new ArrayBuffer(order.length * 4));
      order.forEach((value, i) => {
        bytes.setInt32(i * 4, value, true);
      });
      const digest = createHash('sha256').update(bytes).digest('hex');
      expect(digest).toBe(expected.sha256_int32_le);
    });
  },
);

describe('numpyShuffle()', () => {
  // numpy.random.RandomState(0).shuffle(arange(10)), a result that many tutorials print.
  it('gives the well-known order of ten with seed 0', () => {
    expect([...numpyShuffle(10, 0)]).toEqual([2, 8, 4, 9, 1, 6, 7, 3, 0, 5]);
  });

  it('is a permutation', () => {
    const sorted = numpyShuffle(1000, 7).sort();
    expect(sorted.every((value, i) => value === i)).toBe(true);
  });

  it('takes an empty list and a list of one', () => {
    expect([...numpyShuffle(0, 1)]).toEqual([]);
    expect([...numpyShuffle(1, 1)]).toEqual([0]);
  });

  it.each([-1, 2 ** 32, 0.5, Number.NaN])('refuses the seed %d', (seed) => {
    expect(() => numpyShuffle(10, seed)).toThrow(`got ${seed}`);
  });

  it('refuses a count below 0', () => {
    expect(() => numpyShuffle(-1, 0)).toThrow(RangeError);
  });
});
