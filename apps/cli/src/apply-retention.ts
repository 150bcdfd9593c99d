import { type Store, StoreError } from '@peasy/tracker/record';
import { prunedWords } from './commands/prune.js';

/** A rule of the database is applied so often at most, by whichever program comes first. */
const EVERY_MS = 3_600_000;

/**
 * Applies the rule that the database keeps, where it has one and its time has come.
 * @returns what it did, in words, or why it could not: no reason for what goes on beside it to end.
 */
export async function applyRetention(
  store: Store,
  stop?: AbortSignal,
): Promise<string | undefined> {
  try {
    // A little less, so that a timer of an hour is never too early.
    const pruned = await store.applyRetention(EVERY_MS - 60_000, stop);
    if (!pruned) return undefined;
    const { snapshots, trashed, purged } = pruned;
    return snapshots + trashed.length + purged > 0 ? prunedWords(pruned) : undefined;
  } catch (error) {
    if (stop?.aborted) return undefined;
    if (!(error instanceof StoreError)) throw error;
    return `The rule of what to keep could not be applied: ${error.message}`;
  }
}

/** Applies it now and every hour, with turns for what else is to do. @returns what ends it, halfway if need be. */
export function applyRetentionHourly(
  store: Store,
  say: (words: string) => void,
): () => Promise<void> {
  const stop = new AbortController();
  const apply = async () => {
    const words = await applyRetention(store, stop.signal);
    if (words) say(words);
  };
  let under = apply();
  const timer = setInterval(() => {
    under = under.then(apply);
  }, EVERY_MS).unref();
  return async () => {
    clearInterval(timer);
    stop.abort();
    await under;
  };
}
