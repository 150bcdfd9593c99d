import { type McNemarResult, mcnemar } from '@peasy/core';
import { holm, type SharedTest } from './shared-test.js';
import { isRight } from './test-evaluation.js';

/** One run beside another on the shared photos. */
export interface Pair extends McNemarResult {
  /** Photos that only the first, and only the second, names right. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** The p value after Holm's correction over all pairs. */
  readonly adjusted: number;
}

/** McNemar's test of every two runs: `pairs[a][b]`, undefined beside itself. */
export function allPairs({
  evaluations,
  places,
}: SharedTest): readonly (readonly (Pair | undefined)[])[] {
  const right = evaluations.map((evaluation, i) =>
    Uint8Array.from(places[i], (place) => (isRight(evaluation, place) ? 1 : 0)),
  );
  const found: { readonly a: number; readonly b: number; readonly pair: Omit<Pair, 'adjusted'> }[] =
    [];
  for (let a = 0; a < right.length; a++) {
    for (let b = a + 1; b < right.length; b++) {
      let onlyFirst = 0;
      let onlySecond = 0;
      for (let i = 0; i < right[a].length; i++) {
        if (right[a][i] > right[b][i]) onlyFirst++;
        else if (right[a][i] < right[b][i]) onlySecond++;
      }
      found.push({ a, b, pair: { ...mcnemar(onlyFirst, onlySecond), onlyFirst, onlySecond } });
    }
  }
  const adjusted = holm(found.map(({ pair }) => pair.pValue));
  const pairs = right.map(() => new Array<Pair | undefined>(right.length));
  found.forEach(({ a, b, pair }, i) => {
    const { onlyFirst, onlySecond } = pair;
    pairs[a][b] = { ...pair, adjusted: adjusted[i] };
    pairs[b][a] = {
      ...{ ...pair, adjusted: adjusted[i] },
      ...{ onlyFirst: onlySecond, onlySecond: onlyFirst },
    };
  });
  return pairs;
}
