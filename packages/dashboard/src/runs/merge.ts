import type { RunRow } from '@peasy/tracker/api';

/**
 * The list of runs after some were asked for again: newer versions replace, unknown runs come in,
 * trashed and `gone` ones leave. Newest first. An answer that was overtaken by a newer one changes nothing.
 */
export function mergeRuns(
  current: readonly RunRow[],
  changed: readonly RunRow[],
  gone: readonly string[] = [],
): readonly RunRow[] {
  const byId = new Map(current.map((run) => [run.id, run]));
  for (const run of changed) {
    const known = byId.get(run.id);
    if (!known || run.version >= known.version) byId.set(run.id, run);
  }
  for (const id of gone) byId.delete(id);
  return newestFirst([...byId.values()].filter((run) => run.trashedAt === null));
}

/** Runs by start, the last one first. */
export function newestFirst(runs: readonly RunRow[]): readonly RunRow[] {
  return [...runs].sort(
    (a, b) => b.startedAt.localeCompare(a.startedAt) || b.id.localeCompare(a.id),
  );
}
