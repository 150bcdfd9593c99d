import type { RunRow } from '@peasy/tracker/api';
import { type BucketColumns, type BucketQuery, fetchBuckets } from '../api/buckets.js';
import { RunBatch } from '../api/run-batch.js';
import { type Cached, VersionedCache } from './versioned-cache.js';

/** So many queries are kept: one step back out of a zoom is there at once, a long session is not. */
const KEPT = 12;

/** Metrics of runs in buckets, by query, up to date with each run's version. */
export class CurveStore {
  readonly #batch = new RunBatch<BucketQuery, BucketColumns>(fetchBuckets);
  /** The query used last is the last one. */
  readonly #byQuery = new Map<string, VersionedCache<readonly BucketColumns[]>>();
  readonly #onChange: () => void;

  /** `onChange` is called when something was loaded. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** What is known now; loads in the background where that is of an older version. */
  get(run: RunRow, query: BucketQuery): Cached<readonly BucketColumns[]> {
    const name = JSON.stringify(query);
    const cache = this.#byQuery.get(name) ?? new VersionedCache(this.#onChange);
    this.#byQuery.delete(name);
    this.#byQuery.set(name, cache);
    for (const oldest of this.#byQuery.keys()) {
      if (this.#byQuery.size <= KEPT) break;
      this.#byQuery.delete(oldest);
    }
    return cache.get(run.id, run.version, () => this.#batch.load(run.id, query));
  }

  /** Forgets problems, so that what failed is asked for again. */
  retry(): void {
    for (const cache of this.#byQuery.values()) cache.retry();
  }
}
