import type { RunRow } from '@peasy/tracker/api';

/** The word that stands for the run started last. */
export const LATEST = 'latest';

/**
 * The run that an address means: an id, a name, `latest`, or a prefix that only one id has.
 * `runs` are newest first.
 */
export function findRun(runs: readonly RunRow[], reference: string): RunRow | undefined {
  if (reference === LATEST) return runs[0];
  const exact =
    runs.find((run) => run.id === reference) ?? runs.find((run) => run.name === reference);
  if (exact || reference === '') return exact;
  const starting = runs.filter((run) => run.id.startsWith(reference));
  return starting.length === 1 ? starting[0] : undefined;
}

/** The runs that references mean, in their order and each once; and the references that mean none. */
export function findRuns(
  runs: readonly RunRow[],
  references: readonly string[],
): { readonly found: readonly RunRow[]; readonly missing: readonly string[] } {
  const found = new Map<string, RunRow>();
  const missing: string[] = [];
  for (const reference of references) {
    const run = findRun(runs, reference);
    if (run) found.set(run.id, run);
    else missing.push(reference);
  }
  return { found: [...found.values()], missing };
}
