import { mcnemar } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import { testEvaluation } from '../testing/test-evaluation.js';
import { allPairs } from './pairs.js';
import { holm, sharedTest } from './shared-test.js';

const evaluation = (run: string, right: (at: number) => boolean) =>
  testEvaluation(
    run,
    Array.from({ length: 40 }, (_, at) => ({ hash: `p${at}`, right: right(at) })),
  );

describe('allPairs()', () => {
  const shared = sharedTest([
    evaluation('all', () => true),
    evaluation('even', (at) => at % 2 === 0),
    evaluation('few', (at) => at < 8),
  ]);
  const pairs = allPairs(shared);

  it('counts the photos that only one of two names right, either way round', () => {
    expect(pairs[0][1]).toMatchObject({ onlyFirst: 20, onlySecond: 0 });
    expect(pairs[1][0]).toMatchObject({ onlyFirst: 0, onlySecond: 20 });
    expect(pairs[1][2]).toMatchObject({ onlyFirst: 16, onlySecond: 4 });
    expect(pairs[2][2]).toBeUndefined();
  });

  it('corrects the chances over all pairs by Holm', () => {
    const expected = holm(
      [mcnemar(20, 0), mcnemar(32, 0), mcnemar(16, 4)].map((one) => one.pValue),
    );
    expect([pairs[0][1], pairs[0][2], pairs[2][1]].map((one) => one?.adjusted)).toEqual(expected);
  });
});
