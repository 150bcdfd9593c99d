import { describe, expect, it } from 'vitest';
import { formatClock, formatDuration } from './duration.js';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('formatDuration()', () => {
  it.each([
    [0, '0 s'],
    [0.417, '0.42 s'],
    [9.84, '9.8 s'],
    [12.34, '12.3 s'],
    [59.94, '59.9 s'],
    [59.96, '1 min 00 s'],
    [185, '3 min 05 s'],
    [3599.6, '1 h 00 min'],
    [4540, '1 h 16 min'],
    [Number.NaN, 'NaN'],
  ])('says %d seconds as %s', (seconds, text) => expect(plain(formatDuration(seconds))).toBe(text));
});

describe('formatClock()', () => {
  it.each([
    [0, '0 s'],
    [0.5, '0.50 s'],
    [45, '45 s'],
    [300, '5 min'],
    [90, '1:30 min'],
    [4800, '1:20 h'],
  ])('marks %d seconds as %s', (seconds, text) => expect(plain(formatClock(seconds))).toBe(text));
});
