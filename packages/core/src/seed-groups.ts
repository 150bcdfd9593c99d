/** What decides whether runs differ in their seed alone. */
export interface SeededRun {
  readonly dataset: string | null;
  /** Digest of the split; undefined: it says of none. */
  readonly splitDigest: string | undefined;
  readonly params: Readonly<Record<string, string>>;
}

/** Mean and spread of a value over runs. */
export interface Spread {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation; NaN of a single run. */
  readonly deviation: number;
}

/** The seed of weights, order and dropout; that of a split changes the photos, and makes another experiment. */
export const SEED_PARAM = 'seed';

/** What does not change a result, or is told by others: the digest tells how the photos were divided. */
const BESIDE = new Set([
  SEED_PARAM,
  'experiment',
  'snapshots.schedule',
  'snapshots.every',
  'keepGoing',
  'split.keepNearDuplicatesTogether',
]);

/** Groups of two runs and more that have the same config and split but for the seed, the largest first. */
export function groupBySeed<T>(
  runs: readonly T[],
  of: (run: T) => SeededRun | undefined,
): (readonly T[])[] {
  const groups = new Map<string, { runs: T[]; seeds: Set<string> }>();
  for (const run of runs) {
    const seeded = of(run);
    if (seeded?.params[SEED_PARAM] === undefined) continue;
    const { dataset, splitDigest, params } = seeded;
    const kept = Object.entries(params).filter(([key]) => !BESIDE.has(key));
    const key = JSON.stringify([dataset, splitDigest, kept.sort()]);
    const group = groups.get(key) ?? { runs: [], seeds: new Set() };
    group.runs.push(run);
    group.seeds.add(params[SEED_PARAM]);
    groups.set(key, group);
  }
  return [...groups.values()]
    .filter(({ seeds }) => seeds.size > 1)
    .map((group) => group.runs)
    .sort((a, b) => b.length - a.length);
}

/** Mean, sample standard deviation and count; undefined of nothing. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n: values.length, mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}
