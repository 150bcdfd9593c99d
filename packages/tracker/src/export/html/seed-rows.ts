import { groupBySeed, spreadOf } from '@peasy/core';
import type { RunDetail } from '../../api/types.js';
import { bestValidationOf, count, type Measured, testOf } from './measured.js';

/** Means over the runs that differ in their seed alone, a row each: the runs, test, validation. */
export function seedRows(
  runs: readonly RunDetail[],
): [string, string | undefined, string | undefined][] {
  const groups = groupBySeed(runs, ({ dataset, split, params }) => ({
    ...{ dataset, params, splitDigest: split?.digest },
  }));
  return groups.map((of) => [
    of.map(({ name }) => name).join(', '),
    bandText(of.map(testOf)),
    bandText(of.map(bestValidationOf)),
  ]);
}

/** "0.874 ± 0.004 over 3 seeds (n = 2,400 each)": mean and standard deviation between the runs. */
function bandText(measured: readonly (Measured | undefined)[]): string | undefined {
  const there = measured.filter((one) => one !== undefined);
  const spread = spreadOf(there.map(({ value }) => value));
  if (!spread) return undefined;
  const band = spread.n > 1 ? ` ± ${spread.deviation.toFixed(4)}` : '';
  return `${spread.mean.toFixed(4)}${band} over ${spread.n} ${spread.n === 1 ? 'seed' : 'seeds'} (n = ${count(there[0].n)} each)`;
}
