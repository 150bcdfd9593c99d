import type { Store } from '../store/store.js';

/** A note and tags of a run; what is left out stays, a tag that is null is taken off. */
export interface RunMarks {
  readonly note?: string | undefined;
  readonly tags?: Readonly<Record<string, string | null>> | undefined;
}

/** Changes note and tags of a run. Call it within a write, for all of it or nothing. */
export function markRun(store: Store, id: string, { note, tags = {} }: RunMarks): void {
  if (note !== undefined) store.setNote(id, note);
  const set = Object.entries(tags).filter((tag): tag is [string, string] => tag[1] !== null);
  if (set.length > 0) store.setTags(id, Object.fromEntries(set));
  for (const [key, value] of Object.entries(tags)) if (value === null) store.removeTag(id, key);
}
