import type { RunDetail, RunRow } from '@peasy/tracker/api';
import { bestValidation, testAccuracy } from '../runs/accuracy.js';

/** Mean and spread of a value over runs. */
export interface Spread {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation; NaN of a single run. */
  readonly deviation: number;
}

/** Runs that differ in their seed alone. */
export interface SeedGroup {
  readonly runs: readonly RunRow[];
  readonly seeds: readonly string[];
  readonly test: Spread | undefined;
  readonly validation: Spread | undefined;
}

/** The seed of weights, order and dropout; that of a split changes the photos, and makes another experiment. */
const SEED = 'seed';
/** What does not change a result, or is told by others. */
const BESIDE = new Set([SEED, 'experiment', 'snapshots.schedule', 'snapshots.every', 'keepGoing']);

/** Mean, sample standard deviation and count. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n: values.length, mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** Groups of two runs and more that have the same config and split but for the seed, the largest first. */
export function seedGroups(
  runs: readonly RunRow[],
  details: ReadonlyMap<string, RunDetail>,
): readonly SeedGroup[] {
  const groups = new Map<string, RunRow[]>();
  for (const run of runs) {
    const params = details.get(run.id)?.params;
    if (params?.[SEED] === undefined) continue;
    const kept = Object.entries(params).filter(([key]) => !BESIDE.has(key));
    const key = JSON.stringify([run.dataset, run.split?.digest, kept.sort()]);
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()]
    .map((of) => ({
      runs: of,
      seeds: of.map(({ id }) => details.get(id)!.params[SEED]),
      test: spreadOf(of.flatMap((run) => testAccuracy(run)?.value ?? [])),
      validation: spreadOf(of.flatMap((run) => bestValidation(run)?.value ?? [])),
    }))
    .filter(({ seeds }) => new Set(seeds).size > 1)
    .sort((a, b) => b.runs.length - a.runs.length);
}
