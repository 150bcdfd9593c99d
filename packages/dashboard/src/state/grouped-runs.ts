import type { RunGroup, RunGroupList } from '@peasy/tracker/api';
import { groupCondition, groupKey } from '../runs/run-groups.js';
import type { RunsQuery } from '../runs/runs-query.js';
import type { Segment, TableRow } from '../runs/table-rows.js';
import { Observers } from './observers.js';
import { type FetchPage, RunPages } from './run-pages.js';

/** Which groups, and how the runs in them are listed. */
export interface GroupedQuery {
  readonly by: string;
  /** What the server is asked for the groups; the same text means the same groups. */
  readonly groups: string;
  /** The query of the runs of a group, by the comparison that finds them. */
  readonly runsOf: (condition: string) => RunsQuery;
}

interface OpenGroup {
  readonly pages: RunPages;
  readonly query: RunsQuery;
  readonly stop: () => void;
}

/** Where the head of a group stands, and how many rows of runs follow it. */
interface Placed {
  readonly group: RunGroup;
  readonly start: number;
  readonly open: OpenGroup | undefined;
  readonly rows: number;
}

/** Groups of runs as rows of one long table: each has a head, and where it is open its runs below it, read as they come into sight. */
export class GroupedRuns extends Observers {
  readonly #fetchGroups: (query: string) => Promise<RunGroupList>;
  readonly #fetchPage: FetchPage;
  #wanted: GroupedQuery | undefined;
  #groups: readonly RunGroup[] | undefined;
  #opened: readonly string[] = [];
  readonly #open = new Map<string, OpenGroup>();
  #placed: readonly Placed[] | undefined;
  #problem: Error | undefined;
  /** What the groups that are shown were asked by. */
  shown: string | undefined;

  constructor(fetchGroups: (query: string) => Promise<RunGroupList>, fetchPage: FetchPage) {
    super();
    this.#fetchGroups = fetchGroups;
    this.#fetchPage = fetchPage;
  }

  /** How many groups there are; undefined until the first answer. */
  get count(): number | undefined {
    return this.#groups?.length;
  }

  /** How many runs are in them. */
  get runs(): number | undefined {
    return this.#groups?.reduce((sum, { count }) => sum + count, 0);
  }

  /** How many rows there are, heads and runs. */
  get total(): number {
    const last = this.#layout().at(-1);
    return last ? last.start + 1 + last.rows : 0;
  }

  get problem(): Error | undefined {
    return this.#problem;
  }

  /** Wants the groups of a query, and those of these keys open. */
  want(query: GroupedQuery, opened: readonly string[]): void {
    const before = this.#wanted;
    this.#wanted = query;
    this.#opened = opened;
    this.#placed = undefined;
    if (before?.groups !== query.groups) void this.#load(query);
    this.#openAll();
  }

  /** The row at a place; undefined while it comes. */
  at(place: number): TableRow | undefined {
    const found = this.#placeOf(place);
    if (!found) return undefined;
    const { group, open, start } = found;
    if (place === start) return { kind: 'group', group, isOpen: open !== undefined };
    const run = open?.pages.row(place - start - 1);
    return run && { kind: 'run', run, isNested: true };
  }

  /** The place of the head above a row. */
  headOf(place: number): number {
    return this.#placeOf(place)?.start ?? place;
  }

  /** Makes the rows of some places come, both ends included. */
  async ensure(from: number, to: number): Promise<void> {
    await Promise.all(
      this.#within(from, to).map(({ open, first, last }) => open.pages.ensure(first, last)),
    );
  }

  /** Reads the groups and the rows of some places anew, in place. */
  refresh(from: number, to: number): void {
    if (this.#wanted) void this.#load(this.#wanted);
    const seen = new Map(this.#within(from, to).map((part) => [part.open, part]));
    for (const open of this.#open.values()) {
      const { first, last } = seen.get(open) ?? { first: 0, last: 0 };
      open.pages.refresh(first, last);
    }
  }

  /** The runs between two places, both included; heads are none. */
  segments(from: number, to: number): readonly Segment[] {
    return this.#within(from, to).map(({ open, first, last }) => ({
      query: open.query,
      offset: first,
      limit: last - first + 1,
    }));
  }

  /** Lets go of what it listens to. */
  close(): void {
    for (const { stop } of this.#open.values()) stop();
    this.#open.clear();
    this.#placed = undefined;
  }

  #within(from: number, to: number) {
    return this.#layout().flatMap(({ open, start, rows }) => {
      const first = Math.max(0, from - start - 1);
      const last = Math.min(rows, to - start) - 1;
      return open && last >= first ? [{ open, first, last }] : [];
    });
  }

  #layout(): readonly Placed[] {
    if (this.#placed) return this.#placed;
    let start = 0;
    this.#placed = (this.#groups ?? []).map((group) => {
      const open = this.#open.get(groupKey(group));
      const rows = open ? (open.pages.total ?? group.count) : 0;
      const placed = { group, start, open, rows };
      start += 1 + rows;
      return placed;
    });
    return this.#placed;
  }

  #placeOf(place: number): Placed | undefined {
    const all = this.#layout();
    let [low, high] = [0, all.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (all[middle].start <= place) low = middle;
      else high = middle - 1;
    }
    return all[low];
  }

  /** Opens what is to be open, and lets go of the rest. */
  #openAll(): void {
    const query = this.#wanted;
    if (!query) return;
    const wanted = new Map((this.#groups ?? []).map((group) => [groupKey(group), group]));
    for (const [key, { stop }] of this.#open) {
      if (this.#opened.includes(key) && wanted.has(key)) continue;
      stop();
      this.#open.delete(key);
    }
    for (const key of this.#opened) {
      const group = wanted.get(key);
      if (!group) continue;
      const runs = query.runsOf(groupCondition(query.by, group));
      const before = this.#open.get(key);
      const pages = before?.pages ?? new RunPages(this.#fetchPage);
      const stop =
        before?.stop ??
        pages.subscribe(() => {
          this.#placed = undefined;
          this.notify();
        });
      this.#open.set(key, { pages, stop, query: runs });
      pages.want(runs);
    }
    this.#placed = undefined;
  }

  async #load(query: GroupedQuery): Promise<void> {
    const isSame = () => this.#wanted?.groups === query.groups;
    try {
      const { groups } = await this.#fetchGroups(query.groups);
      if (!isSame()) return;
      this.#groups = groups;
      this.shown = query.groups;
      this.#problem = undefined;
      this.#openAll();
    } catch (reason) {
      if (!isSame()) return;
      this.#problem = reason instanceof Error ? reason : new Error(String(reason));
    }
    this.notify();
  }
}
