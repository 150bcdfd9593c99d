import type { RunRow } from '@peasy/tracker/api';
import type { RunPage } from '../api/client.js';
import type { RunsQuery } from '../runs/runs-query.js';
import { Observers } from './observers.js';

/** Rows that are asked for at once. */
export const PAGE_SIZE = 50;

/** What one query found so far. */
interface Listing {
  readonly query: RunsQuery;
  total: number;
  readonly pages: Map<number, readonly RunRow[]>;
  readonly asked: Set<number>;
}

/** Asks for a page of a query. */
export type FetchPage = (query: RunsQuery, limit: number, offset: number) => Promise<RunPage>;

/**
 * The rows of a long table, read in pages as they come into sight. While the first page of another
 * query comes, the rows of the last one stay, so that nothing flickers.
 */
export class RunPages extends Observers {
  readonly #fetch: FetchPage;
  #shown: Listing | undefined;
  #wanted: Listing | undefined;
  #problem: { readonly query: RunsQuery; readonly error: Error } | undefined;

  constructor(fetch: FetchPage) {
    super();
    this.#fetch = fetch;
  }

  /** How many rows there are; undefined until the first answer. */
  get total(): number | undefined {
    return this.#shown?.total;
  }

  /** The query whose rows are shown. */
  get query(): RunsQuery | undefined {
    return this.#shown?.query;
  }

  /** Why there is no answer to the wanted query. */
  get problem(): Error | undefined {
    return this.#problem?.query === this.#wanted?.query ? this.#problem?.error : undefined;
  }

  /** The row at a place; undefined while it comes. */
  row(place: number): RunRow | undefined {
    return this.#shown?.pages.get(Math.floor(place / PAGE_SIZE))?.[place % PAGE_SIZE];
  }

  /** Wants the rows of a query; the same one again changes nothing. */
  want(query: RunsQuery): void {
    if (this.#wanted?.query === query) return;
    this.#wanted = { query, total: 0, pages: new Map(), asked: new Set() };
    void this.#load(this.#wanted, 0);
  }

  /** Makes the rows of some places come, both ends included. */
  async ensure(from: number, to: number): Promise<void> {
    const listing = this.#shown;
    if (!listing || listing !== this.#wanted) return;
    const pages: Promise<void>[] = [];
    const last = Math.floor(Math.min(to, listing.total - 1) / PAGE_SIZE);
    for (let page = Math.floor(Math.max(0, from) / PAGE_SIZE); page <= last; page++) {
      if (!listing.asked.has(page)) pages.push(this.#load(listing, page));
    }
    await Promise.all(pages);
  }

  /** Reads the pages that hold some places anew, in place, and forgets the others. */
  refresh(from: number, to: number): void {
    const listing = this.#wanted;
    if (!listing) return;
    const [first, last] = [Math.floor(Math.max(0, from) / PAGE_SIZE), Math.floor(to / PAGE_SIZE)];
    for (const page of listing.pages.keys()) {
      if (page >= first && page <= last) continue;
      listing.pages.delete(page);
      listing.asked.delete(page);
    }
    for (let page = first; page <= last; page++) void this.#load(listing, page);
  }

  async #load(listing: Listing, page: number): Promise<void> {
    listing.asked.add(page);
    try {
      const { runs, total } = await this.#fetch(listing.query, PAGE_SIZE, page * PAGE_SIZE);
      listing.total = total;
      listing.pages.set(page, runs);
      if (listing === this.#wanted) {
        this.#shown = listing;
        this.#problem = undefined;
      }
    } catch (reason) {
      listing.asked.delete(page);
      const error = reason instanceof Error ? reason : new Error(String(reason));
      this.#problem = { query: listing.query, error };
    }
    if (listing === this.#wanted) this.notify();
  }
}
