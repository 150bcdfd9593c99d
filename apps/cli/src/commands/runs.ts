import { groupBySeed, isHigherBetter, RUN_STATUSES, type RunStatus, spreadOf } from '@peasy/core';
import type { RunRow, Store } from '@peasy/tracker';
import { type Command, Option } from 'commander';
import { bestValidationMeasured, type Measured, testMeasured, withMeasured } from '../measured.js';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { splitWarnings } from '../split-words.js';
import { formatCount, formatInterval, formatSeconds } from '../terminal/format.js';
import { type Column, formatTable } from '../terminal/table.js';

interface RunsFlags extends RecordOptions {
  readonly status?: RunStatus;
  readonly experiment?: string;
  readonly config?: string;
  readonly filter?: string;
  readonly sort: string;
  readonly ascending?: boolean;
  readonly limit?: string;
  readonly trash?: boolean;
  readonly seeds?: boolean;
}

/** `peasy runs` */
export function addRuns(program: Command): void {
  const command = program
    .command('runs')
    .description('list the runs')
    .addOption(new Option('--status <status>', 'only these').choices(RUN_STATUSES))
    .option('--experiment <name>', 'only of this experiment')
    .option('--config <name>', 'only of this config')
    .option('--filter <text>', 'only those whose name has this text')
    .option(
      '--sort <key>',
      'startedAt, name, status, seconds, parameters, ..., or a metric such as valAccuracy, by its best',
      'startedAt',
    )
    .option('--ascending', 'smallest or oldest first')
    .option('--limit <n>', 'at most so many')
    .option('--trash', 'the deleted ones')
    .option('--seeds', 'below, means over the runs that differ in their seed alone');
  addRecordOptions(command);
  command.action((flags: RunsFlags) =>
    withStore(flags, (store) => {
      const runs = store.listRuns({
        status: flags.status,
        experiment: flags.experiment,
        config: flags.config,
        nameContains: flags.filter,
        sort: flags.sort,
        descending: flags.ascending ? false : isBestFirst(flags.sort),
        limit: flags.limit === undefined ? undefined : Number(flags.limit),
        trash: flags.trash ?? false,
      });
      if (flags.json) printJson(runs.map(withMeasured));
      else {
        printRuns(runs, flags);
        if (flags.seeds && runs.length > 0) printSeeds(store, runs);
      }
    }),
  );
}

function printRuns(runs: readonly RunRow[], flags: RunsFlags): void {
  if (runs.length === 0) {
    const filtered = flags.status ?? flags.experiment ?? flags.config ?? flags.filter;
    const empty = flags.trash
      ? 'The trash is empty.'
      : 'No runs yet. Train a first one: peasy train --config cnn';
    console.log(filtered === undefined ? empty : 'No run fits the filter.');
    return;
  }
  console.log(formatTable(runs, COLUMNS));
  for (const line of warningLines(runs)) console.log(line);
}

/** What has to be said of the accuracies above, once for all the runs that it is true of. */
function warningLines(runs: readonly RunRow[]): string[] {
  const names = new Map<string, string[]>();
  for (const run of runs) {
    if (!run.split || !(testMeasured(run) ?? bestValidationMeasured(run))) continue;
    for (const words of splitWarnings(run.split)) {
      names.set(words, [...(names.get(words) ?? []), run.name]);
    }
  }
  return [...names].map(([words, of]) => `${namesWords(of)}: ${words}`);
}

/** "a, b, c and 4 more" */
function namesWords(names: readonly string[], most = 4): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

/** Means over runs that differ in their seed alone. */
function printSeeds(store: Store, runs: readonly RunRow[]): void {
  const groups = groupBySeed(runs, ({ id, dataset, split }) => ({
    ...{ dataset, splitDigest: split?.digest },
    params: store.getRun(id).params,
  }));
  if (groups.length === 0) {
    console.log('\nNo two of these runs differ in their seed alone.');
    return;
  }
  console.log('\nMeans over seeds, ± the standard deviation between the runs:');
  const rows = groups.map((of) => ({ of, n: of[0].split }));
  console.log(
    formatTable(rows, [
      { head: 'runs', cell: ({ of }) => namesWords(of.map(({ name }) => name)) },
      { head: 'seeds', align: 'right', cell: ({ of }) => formatCount(of.length) },
      {
        head: 'best val. accuracy',
        cell: ({ of, n }) => spreadWords(of.map(bestValidationMeasured), n?.validation),
      },
      { head: 'test accuracy', cell: ({ of, n }) => spreadWords(of.map(testMeasured), n?.test) },
    ]),
  );
}

/** "0.874 ± 0.004 (3 runs, n = 2,400 each)" */
function spreadWords(measured: readonly (Measured | undefined)[], n = 0): string {
  const spread = spreadOf(measured.flatMap((one) => (one ? [one.accuracy] : [])));
  if (!spread) return '-';
  const band = Number.isNaN(spread.deviation) ? '' : ` ± ${spread.deviation.toFixed(4)}`;
  return `${spread.mean.toFixed(4)}${band} (${formatCount(spread.n)} ${spread.n === 1 ? 'run' : 'runs'}, n = ${formatCount(n)} each)`;
}

/** Newest, largest and best come first; words by alphabet, losses and times from below. */
function isBestFirst(sort: string): boolean {
  return !['name', 'experiment', 'config', 'status'].includes(sort) && isHigherBetter(sort);
}

const COLUMNS: readonly Column<RunRow>[] = [
  { head: 'id', cell: (run) => run.id },
  { head: 'name', cell: (run) => run.name },
  { head: 'status', cell: (run) => run.status },
  { head: 'dataset', cell: (run) => run.dataset ?? '-' },
  {
    head: 'epochs',
    align: 'right',
    cell: (run) => `${Math.floor(run.epochs)}/${run.epochsPlanned ?? '-'}`,
  },
  { head: 'best val. accuracy', cell: bestValidation },
  { head: 'test accuracy', cell: testAccuracy },
  {
    head: 'parameters',
    align: 'right',
    cell: (run) => (run.parameters === null ? '-' : formatCount(run.parameters)),
  },
  { head: 'time', align: 'right', cell: (run) => formatSeconds(run.seconds) },
  { head: 'started', cell: (run) => run.startedAt.slice(0, 16).replace('T', ' ') },
];

function bestValidation(run: RunRow): string {
  const best = bestValidationMeasured(run);
  return best ? formatInterval(best.correct, best.n) : '-';
}

function testAccuracy(run: RunRow): string {
  const test = testMeasured(run);
  return test ? formatInterval(test.correct, test.n) : '-';
}
