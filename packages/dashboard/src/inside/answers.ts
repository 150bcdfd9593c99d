import { Observers } from '../state/observers.js';
import type { Cached } from '../state/versioned-cache.js';

/** Answers that are kept. */
const MOST_KEPT = 600;

/** Computed answers by key, each computed when it is first asked for. */
export class Answers extends Observers {
  readonly #known = new Map<string, Cached<unknown>>();
  readonly #shown = new Map<string, unknown>();
  /** Places of the page that an answer is being computed for. */
  readonly #busy = new Set<string>();

  /** What is known; starts to compute it where it is not. */
  get<Answer>(key: string, compute: () => Promise<Answer>): Cached<Answer> {
    const known = this.#known.get(key);
    if (known) return known as Cached<Answer>;
    void this.#compute(key, key, compute);
    return {};
  }

  /**
   * The same, but with the answer that stood in a place of the page until the new one is there, so
   * that nothing flickers. While a slider is dragged only what is asked for last is computed.
   * `isOld`: it is the answer to an earlier question.
   */
  standing<Answer>(
    where: string,
    key: string,
    compute: () => Promise<Answer>,
  ): Cached<Answer> & { readonly isOld: boolean } {
    const known = this.#known.get(key) as Cached<Answer> | undefined;
    if (known?.value !== undefined) this.#shown.set(where, known.value);
    if (known?.value !== undefined || known?.problem) return { ...known, isOld: false };
    // Who is told of the end of the one under way asks again.
    if (!this.#busy.has(where)) void this.#compute(where, key, compute);
    return { value: this.#shown.get(where) as Answer | undefined, isOld: true };
  }

  async #compute(where: string, key: string, compute: () => Promise<unknown>): Promise<void> {
    this.#busy.add(where);
    if (where === key) this.#known.set(key, {});
    try {
      this.#keep(key, { value: await compute() });
    } catch (reason) {
      const problem = reason instanceof Error ? reason : new Error(String(reason));
      this.#keep(key, { problem });
    }
    this.#busy.delete(where);
    this.notify();
  }

  #keep(key: string, answer: Cached<unknown>): void {
    this.#known.delete(key);
    this.#known.set(key, answer);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= MOST_KEPT) break;
      this.#known.delete(oldest);
    }
  }
}
