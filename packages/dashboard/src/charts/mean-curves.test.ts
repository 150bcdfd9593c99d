import { describe, expect, it } from 'vitest';
import type { Curve } from './curve.js';
import { meanOfCurves } from './mean-curves.js';

const curve = (x: readonly number[], y: readonly number[]): Curve => ({
  ...{ run: 'a', key: 'loss', role: 'validation', x, y, low: y, high: y, raw: undefined },
  count: x.map(() => 1),
  total: x.length,
  breaks: x.flatMap((place, i) => (Number.isNaN(y[i]) ? [{ x: place, word: 'NaN' }] : [])),
});

describe('meanOfCurves()', () => {
  it('is the mean, with the lowest and the highest about it', () => {
    const mean = meanOfCurves([curve([1, 2], [1, 3]), curve([1, 2], [3, 7])], 'g', 'validation');
    expect(mean).toMatchObject({
      ...{ run: 'g', role: 'validation', x: [1, 2], y: [2, 5], low: [1, 3], high: [3, 7] },
      ...{ count: [2, 2], total: 4 },
    });
  });

  it('goes as far as all of them do, along the lines between points', () => {
    const mean = meanOfCurves(
      [curve([0, 10], [0, 10]), curve([5, 8, 20], [1, 1, 1])],
      'g',
      'validation',
    );
    expect(mean?.x).toEqual([5, 8, 10]);
    expect(mean?.y).toEqual([3, 4.5, 5.5]);
  });

  it('keeps where one of them is no number, and is none without a common stretch', () => {
    const broken = curve([1, 2, 3], [1, Number.NaN, 3]);
    const mean = meanOfCurves([broken, curve([1, 2, 3], [3, 3, 3])], 'g', 'train');
    expect(mean?.y).toEqual([2, 2.5, 3]);
    expect(mean?.breaks).toEqual([{ x: 2, word: 'NaN' }]);
    expect(meanOfCurves([curve([1], [1]), curve([2], [1])], 'g', 'train')).toBeUndefined();
    expect(meanOfCurves([], 'g', 'train')).toBeUndefined();
  });
});
