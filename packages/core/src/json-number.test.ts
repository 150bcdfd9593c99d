import { describe, expect, it } from 'vitest';
import { decodeNumber, encodeNumber } from './json-number.js';

describe('encodeNumber() and decodeNumber()', () => {
  it.each([0, -1.5, 5e-324, Number.MAX_VALUE, Number.NaN, Infinity, -Infinity])(
    'carry %d through JSON',
    (value) => {
      const text = JSON.stringify({ value: encodeNumber(value) });
      expect(decodeNumber(JSON.parse(text).value)).toBe(value);
    },
  );

  it('leave a finite number a number', () => {
    expect(encodeNumber(0.25)).toBe(0.25);
    expect(encodeNumber(Number.NaN)).toBe('NaN');
    expect(encodeNumber(-Infinity)).toBe('-Infinity');
  });
});
