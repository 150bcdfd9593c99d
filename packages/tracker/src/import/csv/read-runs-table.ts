import { valueOfText } from '../../export/value-text.js';
import { StoreError } from '../../store/store-error.js';
import { exportedFacts } from '../exported-facts.js';
import type { RunFacts } from '../imported-run.js';
import type { SourceNotes } from '../source.js';
import { numberIn } from './cells.js';
import { readTable } from './read-table.js';

/** Columns whose cells are JSON. */
const JSON_COLUMNS = new Set([
  ...['classes', 'network', 'snapshots', 'artifacts', 'textParams', 'datasets'],
]);
/** Columns whose cells are numbers. */
const NUMBERS = new Set(['parameters', 'multiplyAdds', 'seconds', 'epochs', 'epochsPlanned']);
/** Prefixes of columns that belong together: "params.seed". The rest of the name may have dots. */
const PREFIXES = new Set(['params', 'tags', 'environment', 'split']);

/** `runs.csv` of `peasy export`: what each run says of itself, by its id. @throws StoreError saying which line is wrong. */
export async function readRunsTable(
  file: string,
  notes: SourceNotes,
): Promise<Map<string, RunFacts>> {
  const runs = new Map<string, RunFacts>();
  let names: readonly string[] | undefined;
  for await (const { line, cells } of readTable(file, true)) {
    if (!names) {
      names = cells.map((cell) => cell ?? '');
      continue;
    }
    const where = `line ${line} of ${file}`;
    const facts = exportedFacts(runOf(names, cells, where), where, notes);
    runs.set(facts.id, facts);
  }
  return runs;
}

function runOf(
  names: readonly string[],
  cells: readonly (string | null)[],
  where: string,
): Record<string, unknown> {
  const run: Record<string, unknown> = {};
  const groups = new Map<string, [string, unknown][]>();
  for (const [place, name] of names.entries()) {
    const cell = cells[place];
    if (cell === null || cell === undefined) continue;
    const dot = name.indexOf('.');
    const prefix = name.slice(0, Math.max(0, dot));
    if (PREFIXES.has(prefix)) {
      const entries = groups.get(prefix) ?? [];
      groups.set(prefix, entries);
      entries.push([name.slice(dot + 1), inGroup(prefix, name, cell)]);
    } else if (JSON_COLUMNS.has(name)) run[name] = jsonIn(cell, name, where);
    else if (NUMBERS.has(name)) run[name] = numberIn(cell) ?? cell;
    else if (name === 'hasHeartbeat') run[name] = cell === 'true';
    else run[name] = cell;
  }
  // Any key may be one, "__proto__" too.
  for (const [prefix, entries] of groups) run[prefix] = Object.fromEntries(entries);
  return run;
}

function inGroup(prefix: string, name: string, cell: string): unknown {
  if (prefix === 'environment') return valueOfText(cell);
  const isText = prefix !== 'split' || name === 'split.kind' || name === 'split.digest';
  return isText ? cell : (numberIn(cell) ?? cell);
}

function jsonIn(cell: string, name: string, where: string): unknown {
  try {
    return JSON.parse(cell);
  } catch (error) {
    throw new StoreError(
      'invalid',
      `Expected the column "${name}" in ${where} to be JSON, got ${JSON.stringify(cell.slice(0, 100))}.`,
      { cause: error },
    );
  }
}
