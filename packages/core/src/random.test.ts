import { describe, expect, it } from 'vitest';
import { hash32, RandomStream, randomKey, randomUint32, STREAMS, shuffled } from './random.js';

/** Sum of (seen - expected)² / expected over equally likely bins. */
function chiSquared(counts: readonly number[]): number {
  const expected = counts.reduce((a, b) => a + b, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Above this a fair draw falls once in 10,000: mean + 3.7 deviations, by Wilson and Hilferty's cube. */
function suspicious(bins: number): number {
  const k = bins - 1;
  return k * (1 - 2 / (9 * k) + 3.719 * Math.sqrt(2 / (9 * k))) ** 3;
}

describe('hash32()', () => {
  // The kernels compute the same in WebAssembly: these values tie both ends.
  it.each([
    [0, 0],
    [1, 1753845952],
    [0xffffffff, 1734902346],
  ])('of %d is %d', (value, expected) => {
    expect(hash32(value)).toBe(expected);
  });

  it('maps different numbers to different numbers', () => {
    expect(new Set(Array.from({ length: 1e5 }, (_, i) => hash32(i * 40503))).size).toBe(1e5);
  });

  it('changes half of the bits when one changes', () => {
    let changed = 0;
    for (let i = 0; i < 32 * 500; i++) {
      const value = hash32(i);
      let bits = value ^ hash32(i ^ (1 << (i % 32)));
      for (; bits; bits &= bits - 1) changed++;
    }
    expect(changed / (32 * 500) / 32).toBeCloseTo(0.5, 2);
  });
});

describe('RandomStream', () => {
  it('draws uniform numbers in [0, 1)', () => {
    const random = new RandomStream(1, 2);
    const counts = new Array<number>(100).fill(0);
    for (let i = 0; i < 1e5; i++) counts[Math.floor(random.uniform() * 100)]++;
    expect(counts.length).toBe(100);
    expect(chiSquared(counts)).toBeLessThan(suspicious(100));
  });

  it('draws whole numbers below a limit evenly, pairs of neighbours too', () => {
    const random = new RandomStream(5);
    const singles = new Array<number>(7).fill(0);
    const pairs = new Array<number>(49).fill(0);
    let before = random.below(7);
    for (let i = 0; i < 1e5; i++) {
      const value = random.below(7);
      singles[value]++;
      pairs[before * 7 + value]++;
      before = value;
    }
    expect(chiSquared(singles)).toBeLessThan(suspicious(7));
    expect(chiSquared(pairs)).toBeLessThan(suspicious(49));
  });

  it('is a function of its parts: the same walk for the same, another for any other', () => {
    const walk = (...parts: number[]) => {
      const random = new RandomStream(...parts);
      return Array.from({ length: 20 }, () => random.uniform());
    };
    expect(walk(1, 2, 3)).toEqual(walk(1, 2, 3));
    const others = [walk(1, 2, 3), walk(1, 3, 2), walk(2, 2, 3), walk(1, 2), walk(1, 2, 3, 0)];
    expect(new Set(others.flat()).size).toBe(others.flat().length);
  });

  it('walks the numbers that randomUint32 gives by counter', () => {
    const random = new RandomStream(9, 4);
    const key = randomKey(9, 4);
    for (let counter = 0; counter < 10; counter++) {
      expect(random.uniform()).toBe((randomUint32(key, counter) >>> 8) / 2 ** 24);
    }
  });

  it('has streams of one seed that do not follow each other', () => {
    const length = 20_000;
    const draws = Object.values(STREAMS).map((stream) => {
      const random = new RandomStream(1, stream);
      return Float64Array.from({ length }, () => random.uniform() - 0.5);
    });
    for (const [i, a] of draws.entries()) {
      for (const b of draws.slice(i + 1)) {
        const covariance = a.reduce((sum, value, n) => sum + value * b[n], 0) / length;
        // Correlation of independent draws: deviation 1 / sqrt(n).
        expect(Math.abs(covariance * 12)).toBeLessThan(4.5 / Math.sqrt(length));
      }
    }
  });
});

describe('shuffled()', () => {
  const indices = Int32Array.from({ length: 1000 }, (_, i) => i);

  it('is a permutation of a copy', () => {
    const result = shuffled(indices, 1, STREAMS.shuffle, 0);
    expect(result).not.toEqual(indices);
    expect(indices[1]).toBe(1);
    expect(result.toSorted()).toEqual(indices);
  });

  it('is another one in another epoch, and the same in the same', () => {
    expect(shuffled(indices, 1, 2, 0)).toEqual(shuffled(indices, 1, 2, 0));
    expect(shuffled(indices, 1, 2, 1)).not.toEqual(shuffled(indices, 1, 2, 0));
  });

  it('gives all orders of four equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 24_000; seed++) {
      const order = shuffled(Int32Array.of(0, 1, 2, 3), seed).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    expect(chiSquared([...counts.values()])).toBeLessThan(suspicious(24));
  });

  it('takes an empty list', () => {
    expect(shuffled(new Int32Array(0), 1).length).toBe(0);
  });
});
