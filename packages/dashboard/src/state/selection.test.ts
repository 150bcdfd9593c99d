import { describe, expect, it } from 'vitest';
import { toggled, withRange } from './selection.js';

describe('toggled()', () => {
  it('takes in at the end, and out', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  });
});

describe('withRange()', () => {
  const order = ['a', 'b', 'c', 'd'];
  it('takes in both ends and what lies between, either way', () => {
    expect(withRange(['x'], order, 'b', 'd')).toEqual(['x', 'b', 'c', 'd']);
    expect(withRange([], order, 'd', 'b')).toEqual(['b', 'c', 'd']);
  });
  it('takes in the one alone where the range has no start', () => {
    expect(withRange([], order, undefined, 'c')).toEqual(['c']);
    expect(withRange([], order, 'gone', 'c')).toEqual(['c']);
  });
});
