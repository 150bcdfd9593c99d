import type { Rows, Segment } from '../runs/table-rows.js';
import type { RunSelection } from './run-selection.js';

/** What ticks are made over. */
export interface Ticked {
  readonly rows: Rows;
  /** The runs between two places, as the server lists them. */
  segments(from: number, to: number): readonly Segment[];
}

/** Asks for ids of a query's runs, by their places. */
export type FetchIds = (query: string, limit: number, offset: number) => Promise<readonly string[]>;

/**
 * Ticks by place: one, or all from where the last one was. A range that is drawn further, or back,
 * takes the place of the one before; what was selected beside it stays. Rows that are not read yet
 * are asked for by their places.
 */
export class RunTicks {
  readonly #selection: RunSelection;
  readonly #fetchIds: FetchIds;
  /** Where a range begins, and what was selected beside it. */
  #anchor: { readonly place: number; readonly beside: readonly string[] } | undefined;
  /** Counts ranges: an answer that was overtaken changes nothing. */
  #asked = 0;

  constructor(selection: RunSelection, fetchIds: FetchIds) {
    this.#selection = selection;
    this.#fetchIds = fetchIds;
  }

  /** Places mean other runs from now on. */
  forget(): void {
    this.#anchor = undefined;
    this.#asked++;
  }

  /** Takes a run in, or out where it was in. */
  toggle(over: Ticked, place: number): void {
    const row = over.rows.at(place);
    if (row?.kind !== 'run') return;
    this.#asked++;
    const { ids } = this.#selection;
    this.#anchor = { place, beside: ids.filter((id) => id !== row.run.id) };
    this.#selection.toggle(row.run.id);
  }

  /** Takes in all from the last tick to a place; from `from` where there was none. */
  async range(over: Ticked, place: number, from = place): Promise<void> {
    this.#anchor ??= { place: from, beside: this.#selection.ids };
    const { place: start, beside } = this.#anchor;
    const asked = ++this.#asked;
    const ids = await this.#between(over, Math.min(start, place), Math.max(start, place));
    if (asked === this.#asked) this.#selection.select([...beside, ...ids]);
  }

  /** Takes in many at once, or out where all of them were in. */
  toggleAll(ids: readonly string[]): void {
    this.forget();
    const { set } = this.#selection;
    const wanted = new Set(ids);
    if (ids.every((id) => set.has(id))) {
      this.#selection.select(this.#selection.ids.filter((id) => !wanted.has(id)));
    } else this.#selection.select([...this.#selection.ids, ...ids]);
  }

  async #between(over: Ticked, first: number, last: number): Promise<readonly string[]> {
    const there: string[] = [];
    for (let place = first; place <= last; place++) {
      const row = over.rows.at(place);
      if (!row) {
        const parts = over
          .segments(first, last)
          .map(({ query, limit, offset }) => this.#fetchIds(query, limit, offset));
        return (await Promise.all(parts)).flat();
      }
      if (row.kind === 'run') there.push(row.run.id);
    }
    return there;
  }
}
