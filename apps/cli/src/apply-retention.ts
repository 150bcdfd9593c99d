import { type Store, StoreError } from '@peasy/tracker';
import { prunedWords } from './commands/prune.js';

/** A rule of the database is applied so often at most, by whichever program comes first. */
const EVERY_MS = 3_600_000;

/**
 * Applies the rule that the database keeps, where it has one and its time has come.
 * @returns what it did, in words, or why it could not: no reason for what goes on beside it to end.
 */
export function applyRetention(store: Store): string | undefined {
  try {
    // A little less, so that a timer of an hour is never too early.
    const pruned = store.applyRetention(EVERY_MS - 60_000);
    if (!pruned) return undefined;
    const { snapshots, trashed, purged } = pruned;
    return snapshots + trashed.length + purged > 0 ? prunedWords(pruned) : undefined;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return `The rule of what to keep could not be applied: ${error.message}`;
  }
}

/** Applies it now and every hour. @returns how to end it. */
export function applyRetentionHourly(store: Store, say: (words: string) => void): () => void {
  const apply = () => {
    const words = applyRetention(store);
    if (words) say(words);
  };
  apply();
  const timer = setInterval(apply, EVERY_MS).unref();
  return () => clearInterval(timer);
}
