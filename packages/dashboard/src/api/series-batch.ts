import type { Series } from '@peasy/tracker/api';

type FetchSeries = (runs: readonly string[], keys: readonly string[]) => Promise<readonly Series[]>;

/**
 * Asks for series run by run, and sends what is asked in one turn as one request for each set of
 * keys: eight runs beside each other cost one request.
 */
export class SeriesBatch {
  readonly #fetch: FetchSeries;
  readonly #waiting = new Map<string, { runs: Set<string>; answer: Promise<readonly Series[]> }>();

  constructor(fetch: FetchSeries) {
    this.#fetch = fetch;
  }

  /** The named series of one run. Rejects when the request that it went with does. */
  async load(run: string, keys: readonly string[]): Promise<readonly Series[]> {
    const name = keys.join();
    const batch = this.#waiting.get(name) ?? this.#open(name, keys);
    batch.runs.add(run);
    const series = await batch.answer;
    return series.filter((one) => one.run === run);
  }

  #open(name: string, keys: readonly string[]) {
    const runs = new Set<string>();
    const answer = Promise.resolve().then(() => {
      this.#waiting.delete(name);
      return this.#fetch([...runs], keys);
    });
    const batch = { runs, answer };
    this.#waiting.set(name, batch);
    return batch;
  }
}
