import { Observers } from '../state/observers.js';
import { type Cached, VersionedCache } from '../state/versioned-cache.js';

/** Answers that are kept. */
const MOST_KEPT = 600;

/** Computed answers by key, each computed when it is first asked for. */
export class Answers extends Observers {
  #known = new VersionedCache<unknown>(() => this.notify());
  readonly #shown = new Map<string, unknown>();
  #asked = new Set<string>();

  /** What is known; starts to compute it where it is not. */
  get<Answer>(key: string, compute: () => Promise<Answer>): Cached<Answer> {
    this.#asked.add(key);
    if (this.#asked.size > MOST_KEPT) {
      this.#known = new VersionedCache(() => this.notify());
      this.#asked = new Set([key]);
    }
    return this.#known.get(key, 0, compute) as Cached<Answer>;
  }

  /**
   * The same, but with the answer that stood in a place of the page until the new one is there, so
   * that nothing flickers while a slider is dragged. `isOld` says so.
   */
  standing<Answer>(
    where: string,
    key: string,
    compute: () => Promise<Answer>,
  ): Cached<Answer> & { readonly isOld: boolean } {
    const now = this.get(key, compute);
    if (now.value !== undefined) this.#shown.set(where, now.value);
    if (now.value !== undefined || now.problem) return { ...now, isOld: false };
    return { value: this.#shown.get(where) as Answer | undefined, isOld: true };
  }
}
