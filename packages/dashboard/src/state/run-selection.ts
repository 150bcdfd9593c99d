import { Observers } from './observers.js';

/** An address has so many selected runs at most: those that Compare takes. */
export const MOST_IN_ADDRESS = 50;

const KEY = 'peasy.runs.selected';

/** Selected runs of which the address has the first. */
interface Large {
  /** What the address has, as one text. */
  readonly head: string;
  readonly ids: readonly string[];
}

/**
 * The selected runs, any number of them. The address has up to fifty; of more it has the first
 * fifty, and this tab keeps all for as long as the address has just those.
 */
export class RunSelection extends Observers {
  readonly #read: () => readonly string[];
  readonly #write: (ids: readonly string[]) => void;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  #large: Large | undefined;
  #set: { readonly of: readonly string[]; readonly ids: ReadonlySet<string> } | undefined;

  /** `read` and `write` are those of the address; `storage` outlives a reload. */
  constructor(
    read: () => readonly string[],
    write: (ids: readonly string[]) => void,
    storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
  ) {
    super();
    this.#read = read;
    this.#write = write;
    this.#storage = storage;
    try {
      this.#large = (JSON.parse(storage.getItem(KEY) ?? 'null') as Large | null) ?? undefined;
    } catch {
      this.#large = undefined;
    }
  }

  /** All selected ids, each once. */
  get ids(): readonly string[] {
    const inAddress = this.#read();
    return this.#large?.head === inAddress.join() ? this.#large.ids : inAddress;
  }

  /** The same, to ask whether one is among them. */
  get set(): ReadonlySet<string> {
    const { ids } = this;
    const isKnown = this.#set?.of.length === ids.length && this.#set.of.join() === ids.join();
    if (!this.#set || !isKnown) this.#set = { of: ids, ids: new Set(ids) };
    return this.#set.ids;
  }

  /** Selects these and no others. */
  select(wanted: Iterable<string>): void {
    const ids = [...new Set(wanted)];
    const head = ids.slice(0, MOST_IN_ADDRESS);
    this.#large = ids.length > head.length ? { head: head.join(), ids } : undefined;
    try {
      if (this.#large) this.#storage.setItem(KEY, JSON.stringify(this.#large));
      else this.#storage.removeItem(KEY);
    } catch {
      // A browser that keeps nothing has them until a reload.
    }
    this.#write(head);
    this.notify();
  }

  /** Takes a run in, or out where it was in. */
  toggle(id: string): void {
    const { ids } = this;
    this.select(this.set.has(id) ? ids.filter((other) => other !== id) : [...ids, id]);
  }
}
