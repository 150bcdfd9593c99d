import type { RetentionRule } from '@peasy/tracker';
import type { Command } from 'commander';
import { EXIT } from '../exit-codes.js';
import { UserError } from '../user-error.js';

/** Flags that make a rule of what to keep. */
export interface RetentionFlags {
  readonly keepSnapshots?: string;
  readonly olderThan?: string;
  readonly trashFor?: string;
}

const DAYS: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, w: 7, y: 365 };

/** Adds `--keep-snapshots`, `--older-than` and `--trash-for`. */
export function addRetentionFlags(command: Command): Command {
  return command
    .option(
      '--keep-snapshots <n>',
      'of each run keep the best snapshot, the newest n, and what a resume starts from',
    )
    .option('--older-than <age>', 'put runs into the trash that ended longer ago: 30d, 12h, 8w, 1y')
    .option('--trash-for <age>', 'delete for good what lay in the trash for longer: 7d');
}

/** The rule that flags make; undefined: none was given. @throws UserError */
export function ruleOf(flags: RetentionFlags): RetentionRule | undefined {
  const rule: RetentionRule = {
    ...(flags.keepSnapshots !== undefined && { keepSnapshots: countOf(flags.keepSnapshots) }),
    ...(flags.olderThan !== undefined && {
      olderThanDays: daysOf('--older-than', flags.olderThan),
    }),
    ...(flags.trashFor !== undefined && { trashDays: daysOf('--trash-for', flags.trashFor) }),
  };
  return Object.keys(rule).length > 0 ? rule : undefined;
}

/** A rule in words: "the best and the newest 3 snapshots of each run; runs for 30 days". */
export function wordsOf({ keepSnapshots, olderThanDays, trashDays }: RetentionRule): string {
  const words = [
    keepSnapshots !== undefined &&
      `of each run the best snapshot, the newest ${keepSnapshots}, and what a resume starts from`,
    olderThanDays !== undefined && `runs for ${daysWords(olderThanDays)} after their end`,
    trashDays !== undefined && `the trash for ${daysWords(trashDays)}`,
  ];
  return words.filter(Boolean).join('; ');
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UserError(
    `Expected --keep-snapshots to be a whole number from 1 up, got ${JSON.stringify(text)}.`,
    EXIT.usage,
  );
}

function daysOf(flag: string, text: string): number {
  const [, number, unit] = /^(\d{1,6}(?:\.\d+)?)([hdwy])$/.exec(text) ?? [];
  if (number !== undefined) return Number(number) * DAYS[unit];
  throw new UserError(
    `Expected ${flag} to be an age such as 12h, 30d, 8w or 1y, got ${JSON.stringify(text)}.`,
    EXIT.usage,
  );
}

function daysWords(days: number): string {
  return days === 1 ? 'a day' : `${Number(days.toFixed(2))} days`;
}
