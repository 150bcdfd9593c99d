import type { RetentionRule, StandingRule } from '../api/types.js';
import type { Connection } from './connection.js';
import { StoreError } from './store-error.js';

interface RetentionRow {
  readonly keep_snapshots: number | null;
  readonly older_than_days: number | null;
  readonly trash_days: number | null;
  readonly applied_at: number | null;
}

/** Checks a rule: it says something, and with sensible numbers. @throws StoreError */
export function checkRule(rule: RetentionRule): RetentionRule {
  const { keepSnapshots, olderThanDays, trashDays } = rule;
  if (keepSnapshots === undefined && olderThanDays === undefined && trashDays === undefined) {
    throw new StoreError(
      'invalid',
      'Expected a rule of what to keep: keepSnapshots, olderThanDays, trashDays, or several of them.',
    );
  }
  if (keepSnapshots !== undefined && !(Number.isSafeInteger(keepSnapshots) && keepSnapshots > 0)) {
    throw new StoreError(
      'invalid',
      `Expected keepSnapshots to be a whole number from 1 up, got ${keepSnapshots}.`,
    );
  }
  for (const [name, days] of Object.entries({ olderThanDays, trashDays })) {
    if (days === undefined || (Number.isFinite(days) && days >= 0)) continue;
    throw new StoreError('invalid', `Expected ${name} to be days, from 0 up, got ${days}.`);
  }
  return rule;
}

/** The rule that the record applies by itself, or undefined. */
export function readRule(connection: Connection): StandingRule | undefined {
  const row = connection.attempt(() =>
    connection.prepare<RetentionRow>('SELECT * FROM retention').get(),
  );
  if (!row) return undefined;
  const { keep_snapshots, older_than_days, trash_days, applied_at } = row;
  return {
    ...(keep_snapshots !== null && { keepSnapshots: keep_snapshots }),
    ...(older_than_days !== null && { olderThanDays: older_than_days }),
    ...(trash_days !== null && { trashDays: trash_days }),
    appliedAt: applied_at === null ? null : new Date(applied_at).toISOString(),
  };
}

/** Sets the rule that the record applies by itself from now on; undefined: none. @throws StoreError */
export function writeRule(connection: Connection, rule: RetentionRule | undefined): void {
  if (rule) checkRule(rule);
  connection.write(() => {
    connection.prepare('DELETE FROM retention').run();
    if (!rule) return;
    connection
      .prepare(
        `INSERT INTO retention (id, keep_snapshots, older_than_days, trash_days, changed_at)
         VALUES (1, ?, ?, ?, ?)`,
      )
      .run(
        rule.keepSnapshots ?? null,
        rule.olderThanDays ?? null,
        rule.trashDays ?? null,
        Date.now(),
      );
  });
}

/**
 * Takes the turn to apply the rule: of several programs that have the record open, one gets it.
 * @returns the rule, or undefined when there is none or it was applied less than `everyMs` ago.
 */
export function takeTurn(connection: Connection, everyMs: number): RetentionRule | undefined {
  const now = Date.now();
  const taken = connection.attempt(
    () =>
      connection
        .prepare(
          'UPDATE retention SET applied_at = ? WHERE applied_at IS NULL OR applied_at NOT BETWEEN ? AND ?',
        )
        .run(now, now - everyMs, now).changes,
  );
  return taken > 0 ? readRule(connection) : undefined;
}
