import { describe, expect, it } from 'vitest';
import { formatAgo, formatMoment } from './time.js';

const START = '2026-03-01T12:00:00.000Z';
const later = (seconds: number) => Date.parse(START) + seconds * 1000;

describe('formatAgo()', () => {
  it.each([
    [0, 'just now'],
    // A clock of the server that is ahead of the page's.
    [-30, 'just now'],
    [50, '1 min ago'],
    [119, '1 min ago'],
    [7300, '2 h ago'],
    [200_000, '2 days ago'],
    [40_000_000, '1 year ago'],
  ])('says %d seconds later: %s', (seconds, text) =>
    expect(formatAgo(START, later(seconds)).replace('\u00a0', ' ')).toBe(text),
  );

  it('gives back what is no moment', () => {
    expect(formatAgo('soon', later(0))).toBe('soon');
    expect(formatMoment('soon')).toBe('soon');
  });
});
