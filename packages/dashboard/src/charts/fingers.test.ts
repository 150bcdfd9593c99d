import { describe, expect, it } from 'vitest';
import { spreadRange } from './fingers.js';

describe('spreadRange()', () => {
  it('keeps what is under each finger under it', () => {
    const [low, high] = spreadRange([100, 200], [0.4, 0.6], [0.2, 0.8]);
    const under = (place: number) => low + place * (high - low);
    expect(under(0.2)).toBeCloseTo(140, 9);
    expect(under(0.8)).toBeCloseTo(160, 9);
    expect(high - low).toBeCloseTo(100 / 3, 9);
  });

  it('moves the range where both fingers go the same way, and widens it where they close', () => {
    expect(spreadRange([0, 10], [0.2, 0.4], [0.5, 0.7]).map(Math.round)).toEqual([-3, 7]);
    expect(spreadRange([0, 10], [0.25, 0.75], [0.375, 0.625])).toEqual([-5, 15]);
  });
});
