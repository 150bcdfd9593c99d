import { describe, expect, it } from 'vitest';
import { compareKernels, FilterTally, isDead, isTwin } from './filter-statistics.js';

/** Two photos, maps of 1 x 2 of three filters; the third is never above zero. */
const MAPS = {
  shape: [2, 1, 2, 3],
  values: Float32Array.of(1, 0, 0, 2, 0, -1, 5, 0, 0, 4, 3, 0),
};
/** Kernels of two values: the first two point almost the same way. */
const KERNEL = { shape: [2, 3], values: Float32Array.of(1, 2.02, 0, 1, 2, 3) };

describe('FilterTally', () => {
  const tally = new FilterTally(3);
  tally.add(MAPS);
  tally.add(MAPS);
  const facts = tally.facts(KERNEL);

  it('finds means, largest values and the photos and places that excite most', () => {
    expect(facts.map(({ mean }) => mean)).toEqual([3, 0.75, -0.25]);
    expect(facts.map(({ most }) => most)).toEqual([5, 3, 0]);
    expect(facts.map(({ living }) => living)).toEqual([4, 2, 0]);
    expect(facts[0].best.slice(0, 3)).toEqual([
      { photo: 1, value: 5, y: 0, x: 0 },
      { photo: 3, value: 5, y: 0, x: 0 },
      { photo: 0, value: 2, y: 0, x: 1 },
    ]);
  });

  it('calls a filter dead that no photo brings above zero, and twins those that point one way', () => {
    expect(facts.map(isDead)).toEqual([false, false, true]);
    expect(facts.map(isTwin)).toEqual([true, true, false]);
    expect(facts[1].nearest?.filter).toBe(0);
  });
});

describe('compareKernels()', () => {
  it('gives lengths, and no neighbour to a kernel of zeros', () => {
    const { norms, nearest } = compareKernels({
      shape: [2, 3],
      values: Float32Array.of(3, 0, 1, 4, 0, 0),
    });
    expect(norms).toEqual([5, 0, 1]);
    expect(nearest[1]).toBeUndefined();
    expect(nearest[0]).toEqual({ filter: 2, cosine: 0.6000000238418579 - 0.0000000238418579 });
  });
});
