import { describe, expect, it } from 'vitest';
import { joinWords } from './words.js';

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
