import { describe, expect, it } from 'vitest';
import { changeRatio, histogramOf, reachOf, spreadOver } from './histogram.js';

describe('histogramOf()', () => {
  it('puts every number into a bin, those outside into the ends', () => {
    const { counts, mean, deviation, zeros } = histogramOf([0, 1, 2, 3, -9, 9], [0, 4], 4);
    expect([...counts]).toEqual([2, 1, 1, 2]);
    expect(mean).toBe(1);
    expect(deviation).toBeCloseTo(Math.sqrt((1 + 0 + 1 + 4 + 100 + 64) / 6), 12);
    expect(zeros).toBeCloseTo(1 / 6, 12);
  });

  it('has the largest number in the last bin, and NaN in none', () => {
    expect([...histogramOf([4, Number.NaN], [0, 4], 2).counts]).toEqual([0, 1]);
    expect(histogramOf([Number.NaN], [0, 1], 2).mean).toBeNaN();
  });
});

describe('reachOf()', () => {
  it('spans all lists, without what is not finite, and has a width', () => {
    expect(
      reachOf([
        [1, Number.NaN],
        [-2, Number.POSITIVE_INFINITY],
      ]),
    ).toEqual([-2, 1]);
    expect(reachOf([[3, 3]])).toEqual([2.5, 3.5]);
    expect(reachOf([])).toEqual([0, 1]);
  });
});

describe('changeRatio()', () => {
  it('is the length of the change over the length before', () => {
    expect(changeRatio([3, 4], [3, 4])).toBe(0);
    expect(changeRatio([3, 4], [6, 8])).toBe(1);
    expect(changeRatio([0, 0], [1, 1])).toBeNaN();
  });
});

describe('spreadOver()', () => {
  it('keeps the ends and spreads the rest', () => {
    const items = Array.from({ length: 101 }, (_, i) => i);
    expect(spreadOver(items, 5)).toEqual([0, 25, 50, 75, 100]);
    expect(spreadOver([1, 2], 5)).toEqual([1, 2]);
  });
});
