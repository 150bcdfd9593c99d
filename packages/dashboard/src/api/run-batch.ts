/** Asks for something of several runs at once. */
export type FetchOfRuns<Query, Item> = (
  runs: readonly string[],
  query: Query,
) => Promise<readonly Item[]>;

/**
 * Asks run by run, and sends what is asked in one turn as one request for each query: twenty runs
 * beside each other cost one request.
 */
export class RunBatch<Query, Item extends { readonly run: string }> {
  readonly #fetch: FetchOfRuns<Query, Item>;
  readonly #waiting = new Map<string, { runs: Set<string>; answer: Promise<readonly Item[]> }>();

  constructor(fetch: FetchOfRuns<Query, Item>) {
    this.#fetch = fetch;
  }

  /** What the query finds of one run. Rejects when the request that it went with does. */
  async load(run: string, query: Query): Promise<readonly Item[]> {
    const name = JSON.stringify(query);
    const batch = this.#waiting.get(name) ?? this.#open(name, query);
    batch.runs.add(run);
    const items = await batch.answer;
    return items.filter((one) => one.run === run);
  }

  #open(name: string, query: Query) {
    const runs = new Set<string>();
    const answer = Promise.resolve().then(() => {
      this.#waiting.delete(name);
      return this.#fetch([...runs], query);
    });
    const batch = { runs, answer };
    this.#waiting.set(name, batch);
    return batch;
  }
}
