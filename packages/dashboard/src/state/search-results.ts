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

/** What the search can do beside leading somewhere. */
export const COMMANDS = {
  light: 'Theme: light',
  dark: 'Theme: dark',
  auto: 'Theme: as the system',
  keys: 'Show the keys',
  link: 'Copy a link to this view',
  clear: 'Clear the selection',
} as const;
export type CommandName = keyof typeof COMMANDS;

/** Something that the search leads to, or does. */
export interface SearchResult {
  readonly kind: 'view' | 'command' | 'run';
  readonly label: string;
  /** A run's id; else empty. */
  readonly run: string;
  /** Where it leads; of a command, its name. */
  readonly address: string;
}

/**
 * Views, commands and runs that a text means: views whose name has it, then runs that have all its
 * words, those whose name begins with it first, then commands.
 */
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
  const commands = commandsOf(selected).filter(({ label }) => label.toLowerCase().includes(wanted));
  return [
    ...views,
    // With no text all runs are listed, and what comes after them is never seen.
    ...(wanted === '' ? commands : []),
    ...found.filter(begins),
    ...found.filter((result) => !begins(result)),
    ...(wanted === '' ? [] : commands),
  ];
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

/** Nothing is cleared where nothing is selected. */
function commandsOf(selected: readonly string[]): readonly SearchResult[] {
  return (Object.keys(COMMANDS) as CommandName[])
    .filter((name) => name !== 'clear' || selected.length > 0)
    .map((name) => ({ kind: 'command', label: COMMANDS[name], run: '', address: name }));
}
