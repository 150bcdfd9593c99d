import { describe, expect, it } from 'vitest';
import { joinSome, joinWords } from './words.js';

describe('joinWords()', () => {
  it('sets commas and one and', () => {
    expect(['a', 'b', 'c'].map((_, i, all) => joinWords(all.slice(0, i + 1)))).toEqual([
      'a',
      'a and b',
      'a, b and c',
    ]);
    expect(joinWords([])).toBe('');
  });
});

describe('joinSome()', () => {
  it('names a few, and counts the rest', () => {
    const words = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(joinSome(words)).toBe('a, b, c and 3 more');
    expect(joinSome(words.slice(0, 4))).toBe('a, b, c and d');
  });
});
