import { describe, expect, it } from 'vitest';
import {
  countOf,
  formatBytes,
  formatCompact,
  formatCount,
  formatDecimals,
  formatSignificant,
} from './number.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('formatSignificant()', () => {
  it.each([
    [0.51234, '0.5123'],
    [12.3456, '12.35'],
    [0.00123456, '0.001235'],
    [4131.4, '4,131'],
    [123456, '123,456'],
    [0, '0'],
    [-0.5, '−0.5000'],
    [1, '1.000'],
  ])('writes %d as %s', (value, text) => expect(formatSignificant(value)).toBe(text));

  it('takes an exponent where zeros would hide the digits', () => {
    expect(formatSignificant(0.0000123456)).toBe('1.235e−5');
    expect(formatSignificant(123456789)).toBe('1.235e8');
  });

  it('keeps what is no number in sight', () => {
    expect(formatSignificant(Number.NaN)).toBe('NaN');
    expect(formatSignificant(Number.POSITIVE_INFINITY)).toBe('∞');
    expect(formatSignificant(Number.NEGATIVE_INFINITY)).toBe('−∞');
    expect(formatDecimals(Number.NaN, 2)).toBe('NaN');
  });
});

describe('formatCompact()', () => {
  it.each([
    [69130, '69.1 k'],
    [2656130, '2.66 M'],
    [999600, '1.00 M'],
    [999, '999'],
    [1.2e9, '1.20 G'],
    [0, '0'],
  ])('writes %d as %s', (value, text) => expect(plain(formatCompact(value))).toBe(text));
});

describe('formatCount(), formatBytes(), countOf()', () => {
  it('set thousands apart', () => expect(formatCount(2656130)).toBe('2,656,130'));
  it('write sizes with a unit', () => {
    expect(plain(formatBytes(276520))).toBe('277 kB');
    expect(plain(formatBytes(10624520))).toBe('10.6 MB');
    expect(plain(formatBytes(12))).toBe('12 B');
    expect(plain(formatBytes(999.7))).toBe('1,000 B');
  });
  it('bend the noun to the count', () => {
    expect(countOf(1, 'photo')).toBe('1 photo');
    expect(countOf(2400, 'photo')).toBe('2,400 photos');
  });
});
