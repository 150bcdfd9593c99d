import type { Pruned, PrunePlan, Store } from '@peasy/tracker';
import { KEEPING_TAGS } from '@peasy/tracker/choices';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { addRecordOptions, printJson, type RecordOptions, withStore } from '../open-record.js';
import { formatBytes, formatCount } from '../terminal/format.js';
import { formatTable } from '../terminal/table.js';
import { UserError } from '../user-error.js';
import { addRetentionFlags, type RetentionFlags, ruleOf, wordsOf } from './retention-flags.js';

type PruneFlags = RecordOptions & RetentionFlags & { readonly dryRun?: boolean };

/** `peasy prune` and `peasy retention` */
export function addRetention(program: Command): void {
  const prune = program
    .command('prune')
    .description('drop snapshots, and put old runs into the trash, by a rule; frees the space')
    .addHelpText(
      'after',
      `
Without a rule, the database's own (peasy retention) is applied. Running runs are left alone, and so
are those with a tag ${KEEPING_TAGS.join(' or ')} ("peasy tag RUN keep=yes"). Snapshots go for good; runs go into the trash.
  peasy prune --keep-snapshots 3 --dry-run
  peasy prune --older-than 30d --trash-for 7d`,
    );
  addRetentionFlags(prune).option('--dry-run', 'say what would go, and change nothing');
  addRecordOptions(prune);
  prune.action((flags: PruneFlags) => withStore(flags, (store) => runPrune(store, flags)));

  const retention = program
    .command('retention')
    .description('show or set the rule that the database applies by itself')
    .addHelpText(
      'after',
      `
"peasy serve" applies it when it starts and every hour, "peasy train" at its end.
  peasy retention --keep-snapshots 5 --older-than 90d --trash-for 30d
  peasy retention --off`,
    )
    .option('--off', 'keep everything from now on');
  addRetentionFlags(retention);
  addRecordOptions(retention);
  retention.action((flags: RecordOptions & RetentionFlags & { readonly off?: boolean }) =>
    withStore(flags, (store) => {
      const rule = ruleOf(flags);
      if (rule && flags.off) {
        throw new UserError('Expected --off alone, or a rule without it.', EXIT.usage);
      }
      if (rule || flags.off) store.setRetention(rule);
      const standing = store.retention();
      if (flags.json) return printJson(standing ?? null);
      if (!standing) return console.log('Everything is kept until someone deletes it.');
      const applied = standing.appliedAt?.slice(0, 16).replace('T', ' ');
      console.log(
        `Kept: ${wordsOf(standing)}.${applied ? ` Last applied ${applied} UTC.` : ''} "peasy prune --dry-run" says what would go now.`,
      );
    }),
  );
}

function runPrune(store: Store, flags: PruneFlags): void {
  const rule = ruleOf(flags) ?? store.retention();
  if (!rule) {
    throw new UserError(
      'Expected a rule of what to keep: --keep-snapshots N, --older-than AGE, --trash-for AGE, or one that the database keeps (peasy retention).',
      EXIT.usage,
    );
  }
  if (flags.dryRun) {
    const plan = store.planPrune(rule);
    if (flags.json) printJson(plan);
    else console.log(planWords(plan));
    return;
  }
  const pruned = store.prune(rule);
  if (flags.json) printJson(pruned);
  else console.log(prunedWords(pruned));
}

/** What a prune did, in a sentence. */
export function prunedWords({ snapshots, trashed, purged, bytesFreed }: Pruned): string {
  const done = [
    snapshots > 0 && `dropped ${counted(snapshots, 'snapshot')}`,
    trashed.length > 0 && `put ${counted(trashed.length, 'run')} into the trash`,
    purged > 0 && `deleted ${counted(purged, 'run')} for good`,
  ].filter(Boolean);
  const words = done.length > 0 ? done.join(', ') : 'found nothing to drop';
  return `Pruned: ${words}; freed ${formatBytes(bytesFreed)}.`;
}

function planWords({ snapshots, trash, purge, bytes }: PrunePlan): string {
  const byRun = new Map<string, { name: string; epochs: number[] }>();
  for (const { run, runName, epoch } of snapshots) {
    const row = byRun.get(run) ?? { name: runName, epochs: [] };
    row.epochs.unshift(epoch);
    byRun.set(run, row);
  }
  const rows = [
    ...[...byRun].map(([id, { name, epochs }]) => ({
      ...{ id, name, what: `${counted(epochs.length, 'snapshot')} of epochs ${shortened(epochs)}` },
    })),
    ...trash.map(({ id, name, since }) => ({
      ...{ id, name, what: `into the trash: ended ${since.slice(0, 10)}` },
    })),
    ...purge.map(({ id, name, since }) => ({
      ...{ id, name, what: `for good: in the trash since ${since.slice(0, 10)}` },
    })),
  ];
  if (rows.length === 0) return 'Nothing would go.';
  const table = formatTable(rows, [
    { head: 'run', cell: ({ id }) => id },
    { head: 'name', cell: ({ name }) => name },
    { head: 'what would go', cell: ({ what }) => what },
  ]);
  return `${table}\n\nWould free ${formatBytes(bytes)} of weights and files. Nothing was changed.`;
}

function shortened(epochs: readonly number[]): string {
  const shown = epochs.slice(0, 6).map((epoch) => Number(epoch.toFixed(2)));
  return shown.join(', ') + (epochs.length > shown.length ? ', ...' : '');
}

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`;
}
