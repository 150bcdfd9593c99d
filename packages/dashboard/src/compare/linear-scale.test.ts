import { describe, expect, it } from 'vitest';
import { linearScale, ticksWithin } from './linear-scale.js';

describe('ticksWithin()', () => {
  it('gives round numbers within the range', () => {
    expect(ticksWithin(0.61, 0.72, 4)).toEqual([0.65, 0.7]);
    expect(ticksWithin(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(ticksWithin(0, 2_656_130, 3)).toEqual([0, 1_000_000, 2_000_000]);
  });
});

describe('linearScale()', () => {
  it('holds every finite value within it', () => {
    const scale = linearScale([3, Number.NaN, 9, Number.POSITIVE_INFINITY, 5]);
    expect(scale.place(3)).toBeGreaterThan(0);
    expect(scale.place(9)).toBeLessThan(1);
    expect(scale.place(6)).toBeCloseTo(0.5, 12);
  });

  it('has room about a single value, and is 0 to 1 over none', () => {
    expect(linearScale([7, 7]).place(7)).toBeCloseTo(0.5, 12);
    expect(linearScale([0]).place(0)).toBeCloseTo(0.5, 12);
    expect(linearScale([])).toMatchObject({ from: 0, to: 1 });
  });
});
