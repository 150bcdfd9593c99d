import { groupBySeed, SEED_PARAM, type Spread, spreadOf } from '@peasy/core';
import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { bestValidation, testAccuracy } from '../runs/accuracy.js';

export { type Spread, spreadOf };

/** Runs that differ in their seed alone. */
export interface SeedGroup {
  readonly runs: readonly RunRow[];
  readonly seeds: readonly string[];
  readonly test: Spread | undefined;
  readonly validation: Spread | undefined;
}

/** Groups of two runs and more that have the same config and split but for the seed, the largest first. */
export function seedGroups(
  runs: readonly RunRow[],
  details: ReadonlyMap<string, RunDetail>,
): readonly SeedGroup[] {
  const groups = groupBySeed(runs, ({ id, dataset, split }) => {
    const params = details.get(id)?.params;
    return params && { dataset, splitDigest: split?.digest, params };
  });
  return groups.map((of) => ({
    runs: of,
    seeds: of.map(({ id }) => details.get(id)!.params[SEED_PARAM]),
    test: spreadOf(of.flatMap((run) => testAccuracy(run)?.value ?? [])),
    validation: spreadOf(of.flatMap((run) => bestValidation(run)?.value ?? [])),
  }));
}
