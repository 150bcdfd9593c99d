import { describe, expect, it } from 'vitest';
import { pairAnswers, parseTestAnswers, type TestAnswers } from './test-answers.js';

/** Answers on photos named by letters; those in `wrong` are answered wrongly. */
function answers(photos: string, wrong: string): TestAnswers {
  const names = [...photos];
  return {
    photos: names,
    labels: names.map(() => 1),
    predictions: names.map((name) => (wrong.includes(name) ? 0 : 1)),
  };
}

describe('pairAnswers()', () => {
  it('counts where only one is right, on the photos of both, whatever their order', () => {
    const paired = pairAnswers(answers('abcdefgh', 'abx'), answers('hgfedcbaz', 'bdefghz'));
    expect(paired).toMatchObject({ common: 8, onlyFirst: 5, onlySecond: 1, method: 'exact' });
    // Exact, two-sided: 2 (C(6,0) + C(6,1)) / 2^6.
    expect(paired.pValue).toBeCloseTo((2 * 7) / 64, 12);
  });

  it('counts a photo once that is there twice, and nothing where none is common', () => {
    expect(pairAnswers(answers('aab', 'a'), answers('ab', ''))).toMatchObject({
      common: 2,
      onlySecond: 1,
    });
    expect(pairAnswers(answers('ab', ''), answers('cd', ''))).toMatchObject({
      common: 0,
      pValue: 1,
    });
  });
});

describe('parseTestAnswers()', () => {
  it('reads what was written, and nothing else', () => {
    const written = answers('ab', 'b');
    expect(parseTestAnswers(JSON.stringify(written))).toEqual(written);
    for (const other of [
      '',
      'null',
      '{}',
      '[1]',
      '{"photos":["a"],"labels":[1],"predictions":[]}',
      '{"photos":[1],"labels":[1],"predictions":[1]}',
    ]) {
      expect(parseTestAnswers(other)).toBeUndefined();
    }
  });
});
