/** A list of those who want to know. */
export class Observers {
  readonly #callbacks = new Set<() => void>();

  /** Calls back on every change, until the returned function is called. */
  subscribe(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  notify(): void {
    for (const callback of this.#callbacks) callback();
  }
}
