import { decodeNumber, isHigherBetter, RUN_STATUSES, type RunStatus } from '@peasy/core';
import type { RunRow } from '@peasy/tracker';
import { type Command, Option } from 'commander';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { formatCount, formatInterval, formatSeconds } from '../terminal/format.js';
import { type Column, formatTable } from '../terminal/table.js';
import { leakWarning } from '../words.js';

interface RunsFlags extends RecordOptions {
  readonly status?: RunStatus;
  readonly experiment?: string;
  readonly config?: string;
  readonly filter?: string;
  readonly sort: string;
  readonly ascending?: boolean;
  readonly limit?: string;
  readonly trash?: boolean;
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
    .option('--trash', 'the deleted ones');
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
      if (flags.json) printJson(runs);
      else printRuns(runs, flags);
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
  for (const run of runs) {
    const warning = run.split && run.metrics.testAccuracy && leakWarning(run.split);
    if (warning) console.log(`${run.name}: ${warning}`);
  }
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
  const best = run.metrics.valAccuracy?.best;
  const n = run.split?.validation ?? 0;
  if (best === null || best === undefined || n === 0) return '-';
  return formatInterval(Math.round(decodeNumber(best) * n), n);
}

function testAccuracy(run: RunRow): string {
  const last = run.metrics.testAccuracy?.last;
  const n = run.split?.test ?? 0;
  if (last === undefined || n === 0) return '-';
  return formatInterval(Math.round(decodeNumber(last) * n), n);
}
