/** What is known of a cached thing. Either may be there, or both: an old value and why there is no newer one. */
export interface Cached<Value> {
  readonly value?: Value;
  readonly problem?: Error;
}

interface Entry<Value> {
  cached: Cached<Value>;
  /** Version that the value, or the problem, belongs to. */
  version: number;
  wanted: number;
  loading: boolean;
}

/**
 * Keeps loaded things by key and asks again when a newer version is wanted, one request a key at a
 * time. Meanwhile the old value stays, so that a page has something to show and nothing flickers.
 */
export class VersionedCache<Value> {
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #onChange: () => void;

  /** `onChange` is called after every load, good or bad. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** What is known now; loads in the background where that is older than `version`. */
  get(key: string, version: number, load: () => Promise<Value>): Cached<Value> {
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { cached: {}, version: Number.NEGATIVE_INFINITY, wanted: version, loading: false };
      this.#entries.set(key, entry);
    }
    entry.wanted = Math.max(entry.wanted, version);
    if (!entry.loading && entry.wanted > entry.version) void this.#load(entry, load);
    return entry.cached;
  }

  /** Puts in a value that came another way. An older one than is known changes nothing. */
  put(key: string, version: number, value: Value): void {
    const entry = this.#entries.get(key);
    if (entry && entry.version >= version) return;
    if (entry) Object.assign(entry, { cached: { value }, version });
    else this.#entries.set(key, { cached: { value }, version, wanted: version, loading: false });
  }

  /** Forgets problems, so that what failed is asked for again. */
  retry(): void {
    for (const entry of this.#entries.values()) {
      if (entry.cached.problem) entry.version = Number.NEGATIVE_INFINITY;
    }
  }

  async #load(entry: Entry<Value>, load: () => Promise<Value>): Promise<void> {
    const version = entry.wanted;
    entry.loading = true;
    try {
      const value = await load();
      if (version >= entry.version) entry.cached = { value };
    } catch (reason) {
      const problem = reason instanceof Error ? reason : new Error(String(reason));
      entry.cached = { ...entry.cached, problem };
    }
    entry.version = Math.max(entry.version, version);
    entry.loading = false;
    this.#onChange();
  }
}
