import { describe, expect, it } from 'vitest';
import { complementaryErrorFunction } from './error-function.js';

describe('complementaryErrorFunction()', () => {
  // Abramowitz and Stegun, table 7.1, and erfc(2..5) to 16 digits (DLMF 7.24).
  it.each([
    [0, 1],
    [0.5, 0.4795001221869535],
    [1, 0.15729920705028513],
    [1.5, 0.033894853524689274],
    [2, 0.004677734981047266],
    [3, 2.209049699858544e-5],
    [5, 1.5374597944280349e-12],
  ])('erfc(%d) is %d', (x, expected) => {
    expect(Math.abs(complementaryErrorFunction(x) / expected - 1)).toBeLessThan(1e-12);
  });

  it('is continuous where the series hands over to the fraction', () => {
    const gap = complementaryErrorFunction(2 - 1e-12) - complementaryErrorFunction(2);
    expect(gap).toBeGreaterThan(0);
    expect(gap).toBeLessThan(1e-13);
  });

  it('falls from 1 to nothing', () => {
    const values = Array.from({ length: 300 }, (_, i) => complementaryErrorFunction(i / 10));
    for (let i = 1; i < 260; i++) expect(values[i]).toBeLessThan(values[i - 1]);
    expect(values.at(-1)).toBe(0);
  });
});
