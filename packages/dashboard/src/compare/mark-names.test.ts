import { describe, expect, it } from 'vitest';
import { markNames } from './mark-names.js';

describe('markNames()', () => {
  const named = (sentence: string, names: readonly string[]) =>
    markNames(sentence, names)
      .filter(({ isName }) => isName)
      .map(({ text }) => text);

  it('finds every name, and the longer of two', () => {
    expect(named('cnn-2 is better than cnn, says cnn.', ['cnn', 'cnn-2'])).toEqual([
      'cnn-2',
      'cnn',
      'cnn',
    ]);
  });
  it('leaves the sentence as it is, put together again', () => {
    const sentence = 'a+b (test) and c/d cannot be told apart.';
    const parts = markNames(sentence, ['a+b (test)', 'c/d', 'on']);
    expect(parts.map(({ text }) => text).join('')).toBe(sentence);
    expect(named(sentence, ['a+b (test)', 'c/d', 'on'])).toEqual(['a+b (test)', 'c/d']);
  });
  it('marks nothing where there is no name', () => {
    expect(markNames('No run is selected.', [])).toEqual([
      { text: 'No run is selected.', isName: false },
    ]);
  });
});
