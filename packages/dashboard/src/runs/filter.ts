import type { RunRow } from '@peasy/tracker/api';

/** Runs in which every word of the text is found: name, id, experiment, config, state, photos, engine or a tag. */
export function filterRuns(runs: readonly RunRow[], text: string): readonly RunRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const haystack = searchText(run);
    return words.every((word) => haystack.includes(word));
  });
}

function searchText(run: RunRow): string {
  const tags = Object.entries(run.tags).map(([key, value]) => `${key}=${value}`);
  return [
    run.name,
    run.id,
    run.experiment,
    run.config,
    run.status,
    run.dataset,
    run.engine,
    run.message,
    ...tags,
  ]
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase();
}
