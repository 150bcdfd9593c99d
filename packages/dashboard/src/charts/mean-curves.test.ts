import { describe, expect, it } from 'vitest';
import { drawnCurve as curve } from '../testing/drawn-curve.js';
import { meanOfCurves } from './mean-curves.js';

describe('meanOfCurves()', () => {
  it('is the mean, with the lowest and the highest about it', () => {
    const mean = meanOfCurves([curve([1, 2], [1, 3]), curve([1, 2], [3, 7])], 'g', 'validation');
    expect(mean).toMatchObject({
      ...{ run: 'g', role: 'validation', total: 4, count: Float64Array.of(2, 2) },
      ...{ x: Float64Array.of(1, 2), y: Float64Array.of(2, 5) },
      ...{ low: Float64Array.of(1, 3), high: Float64Array.of(3, 7) },
    });
  });

  it('goes as far as all of them do, along the lines between points', () => {
    const mean = meanOfCurves(
      [curve([0, 10], [0, 10]), curve([5, 8, 20], [1, 1, 1])],
      'g',
      'validation',
    );
    expect(mean?.x).toEqual(Float64Array.of(5, 8, 10));
    expect(mean?.y).toEqual(Float64Array.of(3, 4.5, 5.5));
  });

  it('keeps where one of them is no number, and is none without a common stretch', () => {
    const broken = curve([1, 2, 3], [1, Number.NaN, 3]);
    const mean = meanOfCurves([broken, curve([1, 2, 3], [3, 3, 3])], 'g', 'train');
    expect(mean?.y).toEqual(Float64Array.of(2, 2.5, 3));
    expect(mean?.breaks).toEqual([{ x: 2, word: 'NaN' }]);
    expect(meanOfCurves([curve([1], [1]), curve([2], [1])], 'g', 'train')).toBeUndefined();
    expect(meanOfCurves([], 'g', 'train')).toBeUndefined();
  });
});
