import { describe, expect, it } from 'vitest';
import { formatMeasured, supportedDecimals } from './interval.js';

describe('formatMeasured()', () => {
  it.each([
    [0.87417, 0.01327, '0.874 ± 0.013'],
    [0.73083, 0.01771, '0.731 ± 0.018'],
    [0.9561, 0.0062, '0.956 ± 0.006'],
    [0.5, 0.31, '0.5 ± 0.3'],
    [0.97056, 0.00042, '0.9706 ± 0.0004'],
    [0.5, 0.0996, '0.50 ± 0.10'],
  ])('writes %d within %d as %s', (value, half, text) =>
    expect(formatMeasured({ value, half })).toBe(text),
  );
});

describe('supportedDecimals()', () => {
  it('never shows more digits for a wider interval', () => {
    let last = Number.POSITIVE_INFINITY;
    for (let half = 0.00011; half < 1; half *= 1.03) {
      const decimals = supportedDecimals(half);
      // 0.0195 rounds to 0.02: one decimal may come and go at the border, never two.
      expect(decimals).toBeLessThanOrEqual(last + 1);
      last = Math.min(last, decimals);
    }
  });
  it('falls back to four decimals where there is no interval', () => {
    expect(supportedDecimals(0)).toBe(4);
    expect(supportedDecimals(Number.NaN)).toBe(4);
  });
});
