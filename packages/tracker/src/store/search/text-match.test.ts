import { describe, expect, it } from 'vitest';
import { matchesInAnyCase, textMatchSql } from './text-match.js';

describe('matchesInAnyCase()', () => {
  it.each([
    ['%', '', true],
    ['a%', 'ABC', true],
    ['%é%', 'CAFÉS', true],
    ['_é', 'xÉ', true],
    ['_é', 'É', false],
    ['a%b%c', 'aXXbYYcZZc', true],
    ['a%b%c', 'aXXbYY', false],
    ['日本', '日本語', false],
  ])('says of %j and %j: %j', (pattern, text, fits) => {
    expect(matchesInAnyCase(pattern, text)).toBe(fits);
  });

  it('takes no time for a pattern that was made to take much', () => {
    expect(matchesInAnyCase(`${'%é'.repeat(200)}b`, 'é'.repeat(5000))).toBe(false);
  });
});

describe('textMatchSql()', () => {
  it('takes the signs of GLOB for what they are', () => {
    expect(textMatchSql('x', '50%[a]*?_', false)).toEqual({
      sql: 'x GLOB ?',
      value: '50*[[]a][*][?]?',
    });
  });
});
