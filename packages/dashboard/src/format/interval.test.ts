import { describe, expect, it } from 'vitest';
import { formatMeasured, supportedDecimals } from './interval.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('formatMeasured()', () => {
  it.each([
    [0.87417, 0.01327, '0.874 ± 0.013'],
    [0.73083, 0.01771, '0.731 ± 0.018'],
    [0.9561, 0.0062, '0.956 ± 0.006'],
    [0.5, 0.31, '0.50 ± 0.31'],
    [0.5, 0.41, '0.5 ± 0.4'],
    [0.5, 0.01999, '0.500 ± 0.020'],
    [0.97056, 0.00042, '0.9706 ± 0.0004'],
    [0.5, 0.0996, '0.50 ± 0.10'],
    [0.953, 0.0238, '0.953 ± 0.024'],
  ])('writes %d within %d as %s', (value, half, text) =>
    expect(plain(formatMeasured({ value, half }))).toBe(text),
  );
});

describe('supportedDecimals()', () => {
  it('never shows more digits for a wider interval', () => {
    let last = Number.POSITIVE_INFINITY;
    for (let half = 0.00011; half < 1; half *= 1.03) {
      const decimals = supportedDecimals(half);
      // 0.034 has three decimals, 0.036 two: one decimal may come and go at the border, never two.
      expect(decimals).toBeLessThanOrEqual(last + 1);
      last = Math.min(last, decimals);
    }
  });
  it('falls back to four decimals where there is no interval', () => {
    expect(supportedDecimals(0)).toBe(4);
    expect(supportedDecimals(Number.NaN)).toBe(4);
  });
});
