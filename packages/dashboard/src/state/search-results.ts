import type { RunRow } from '@peasy/tracker/api';
import { filterRuns } from '../runs/filter.js';
import {
  compareRoute,
  formatAddress,
  microscopeRoute,
  runRoute,
  runsRoute,
  toolRoute,
} from './route.js';

import { TOOLS, type ToolName } from './tools.js';

/** Something that the search leads to. */
export interface SearchResult {
  readonly kind: 'view' | 'run';
  readonly label: string;
  /** A run's id; empty for views. */
  readonly run: string;
  readonly address: string;
}

/** Views and runs that a text means: views whose name has it, then runs that have all its words; those whose name begins with it first. */
export function searchResults(
  text: string,
  runs: readonly RunRow[],
  selected: readonly string[],
): readonly SearchResult[] {
  const wanted = text.trim().toLowerCase();
  const views = viewsOf(runs, selected).filter(({ label }) => label.toLowerCase().includes(wanted));
  const found = filterRuns(runs, wanted).map(
    (run): SearchResult => ({
      kind: 'run',
      label: run.name,
      run: run.id,
      address: formatAddress(runRoute(run.id, selected)),
    }),
  );
  const begins = (result: SearchResult) => result.label.toLowerCase().startsWith(wanted);
  return [...views, ...found.filter(begins), ...found.filter((result) => !begins(result))];
}

function viewsOf(runs: readonly RunRow[], selected: readonly string[]): readonly SearchResult[] {
  const view = (label: string, address: string): SearchResult => ({
    kind: 'view',
    label,
    run: '',
    address,
  });
  const compare = formatAddress(compareRoute(selected));
  return [
    view('Runs', formatAddress(runsRoute(selected))),
    view(selected.length > 0 ? `Compare the ${selected.length} selected` : 'Compare', compare),
    view('Microscope', formatAddress(microscopeRoute(selected))),
    ...(Object.keys(TOOLS) as ToolName[]).map((tool) =>
      view(TOOLS[tool], formatAddress(toolRoute(tool, selected))),
    ),
    ...(runs.length > 0 ? [view('Latest run', formatAddress(runRoute('latest', selected)))] : []),
  ];
}
