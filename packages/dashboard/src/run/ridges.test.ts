import { describe, expect, it } from 'vitest';
import { histogramOf } from './histogram.js';
import { ridgesOf } from './ridges.js';

describe('ridgesOf()', () => {
  const spreads = [histogramOf([0, 0, 0, 0], [0, 4], 4), histogramOf([1, 2, 3, 3.5], [0, 4], 4)];

  it('sets histograms below each other, the last one at the foot of the drawing', () => {
    const [first, last] = ridgesOf(spreads, 100, 80);
    expect(last.foot).toBeCloseTo(80, 9);
    expect(first.foot).toBeLessThan(last.foot);
  });

  it('draws the same number to the same height, and the tallest to the top', () => {
    const heights = ridgesOf(spreads, 100, 80).map(({ path, foot }) => {
      const ys = [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
      return foot - Math.min(...ys);
    });
    expect(heights[0]).toBeCloseTo(64, 0);
    expect(heights[1]).toBeCloseTo(64 * Math.sqrt(2 / 4), 0);
  });
});
