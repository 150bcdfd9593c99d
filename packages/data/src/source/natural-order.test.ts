import { describe, expect, it } from 'vitest';
import { alphabetCompare, naturalCompare } from './natural-order.js';

describe('naturalCompare()', () => {
  it('counts numbers inside names', () => {
    const names = ['cat.10.jpg', 'cat.2.jpg', 'cat.1.jpg', 'b/9.jpg', 'b/10.jpg', 'a/100.jpg'];
    expect(names.sort(naturalCompare)).toEqual([
      'a/100.jpg',
      'b/9.jpg',
      'b/10.jpg',
      'cat.1.jpg',
      'cat.2.jpg',
      'cat.10.jpg',
    ]);
  });

  it('is a total order: equal only for equal names, and numbers of any length', () => {
    expect(naturalCompare('a01', 'a1')).not.toBe(0);
    expect(Math.sign(naturalCompare('a01', 'a1'))).toBe(-Math.sign(naturalCompare('a1', 'a01')));
    expect(naturalCompare('x1', 'x1')).toBe(0);
    expect(naturalCompare(`x${'9'.repeat(40)}`, `x1${'0'.repeat(40)}`)).toBeLessThan(0);
    expect(naturalCompare('a', 'ab')).toBeLessThan(0);
  });
});

describe('alphabetCompare()', () => {
  it('puts upper and lower case side by side', () => {
    expect(['dog', 'Cat', 'bird', 'Dog', 'cat'].sort(alphabetCompare)).toEqual([
      'bird',
      'Cat',
      'cat',
      'Dog',
      'dog',
    ]);
  });
});
