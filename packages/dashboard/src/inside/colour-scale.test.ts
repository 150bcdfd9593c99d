import { describe, expect, it } from 'vitest';
import { coloursFor, joinRanges, placeIn, rangeOf } from './colour-scale.js';

describe('rangeOf()', () => {
  it('begins at zero, or is symmetric about it where some value is below', () => {
    expect(rangeOf([0.5, 3, 1])).toEqual({ from: 0, to: 3 });
    expect(rangeOf([-2, 1])).toEqual({ from: -2, to: 2 });
    expect(rangeOf([Number.NaN, Infinity, 1])).toEqual({ from: 0, to: 1 });
    expect(
      joinRanges([
        { from: 0, to: 5 },
        { from: -2, to: 2 },
      ]),
    ).toEqual({ from: -5, to: 5 });
  });
});

describe('placeIn()', () => {
  it('puts zero of a symmetric range into the neutral middle', () => {
    const range = rangeOf([-4, 1]);
    const at = placeIn(range, 0) * 3;
    const [red, green, blue] = coloursFor(range, 'colour').subarray(at, at + 3);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(15);
    expect(placeIn(range, -9)).toBe(0);
    expect(placeIn(range, 9)).toBe(255);
    expect(placeIn({ from: 0, to: 0 }, 0)).toBe(0);
  });
});
