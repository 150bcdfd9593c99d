import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatInterval,
  formatLoss,
  formatRate,
  formatSeconds,
} from './format.js';
import { formatTable } from './table.js';

describe('formatSeconds()', () => {
  it.each([
    [0.04, '0.0 s'],
    [9.94, '9.9 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1:00'],
    [184, '3:04'],
    [3729, '1:02:09'],
    [Number.POSITIVE_INFINITY, '-'],
  ])('%d s is "%s"', (seconds, text) => {
    expect(formatSeconds(seconds)).toBe(text);
  });
});

describe('formatBytes()', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [999.6, '1.00 kB'],
    [12_345_678, '12.3 MB'],
    [824_887_076, '825 MB'],
  ])('%d is "%s"', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatInterval()', () => {
  it('gives the digits that the interval supports, and n', () => {
    expect(formatInterval(2098, 2400)).toBe('0.874 ± 0.013 (n = 2,400)');
    expect(formatInterval(7, 10)).toBe('0.70 ± 0.25 (n = 10)');
    expect(formatInterval(0, 0)).toBe('-');
  });
});

describe('formatLoss()', () => {
  it('keeps NaN and infinities by name', () => {
    expect([0.12344, Number.NaN, Number.NEGATIVE_INFINITY, undefined].map(formatLoss)).toEqual([
      '0.1234',
      'NaN',
      '-Infinity',
      '-',
    ]);
  });
});

describe('formatRate()', () => {
  it.each([
    [0.03, '0.03'],
    [0.0029999999, '0.003'],
    [1.2345e-7, '1.23e-7'],
    [0, '0'],
    [Number.NaN, 'NaN'],
  ])('%d is "%s"', (rate, text) => {
    expect(formatRate(rate)).toBe(text);
  });
});

describe('formatTable()', () => {
  it('aligns columns by what is seen, not by colour codes', () => {
    const rows = [
      { name: '\x1b[32mcnn\x1b[39m', n: 7 },
      { name: 'dense-12', n: 1234 },
    ];
    const text = formatTable(rows, [
      { head: 'name', cell: ({ name }) => name },
      { head: 'n', align: 'right', cell: ({ n }) => formatCount(n) },
    ]);
    expect(text).toBe('name          n\n\x1b[32mcnn\x1b[39m           7\ndense-12  1,234');
  });
});
