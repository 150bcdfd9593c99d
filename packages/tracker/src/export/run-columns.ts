import type { ExportedRun } from './exported-run.js';

/** A cell of a table of runs. */
export type RunCell = string | number | boolean | null;

/** All that is known of a run but its points, by column: "name", "params.seed", "metrics.loss.last"... */
export function runColumns(run: ExportedRun): Map<string, RunCell> {
  const cells = new Map<string, RunCell>();
  for (const [name, value] of Object.entries(run)) {
    if (!PREFIXED.has(name)) cells.set(name, asCell(value));
  }
  for (const [prefix, depth] of PREFIXED) {
    const values = run[prefix as keyof ExportedRun] as Readonly<Record<string, unknown>> | null;
    for (const [key, value] of Object.entries(values ?? {})) {
      if (depth === 1) cells.set(`${prefix}.${key}`, asCell(value));
      else {
        for (const [part, cell] of Object.entries(value as object)) {
          cells.set(`${prefix}.${key}.${part}`, asCell(cell));
        }
      }
    }
  }
  return cells;
}

/** What becomes columns of its own, and how deep it goes. */
const PREFIXED: ReadonlyMap<string, 1 | 2> = new Map([
  ['params', 1],
  ['tags', 1],
  ['environment', 1],
  ['split', 1],
  ['metrics', 2],
]);

/** Lists and networks as JSON. */
function asCell(value: unknown): RunCell {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : (value as RunCell);
}

/** The columns of several runs together: those that all may have first, in the order in which they come. */
export function columnNames(runs: readonly ReadonlyMap<string, RunCell>[]): string[] {
  const names = new Set<string>();
  for (const run of runs) for (const name of run.keys()) names.add(name);
  const plain = [...names].filter((name) => !name.includes('.'));
  return [...plain, ...[...names].filter((name) => name.includes('.')).sort()];
}
