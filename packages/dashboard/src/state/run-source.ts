import { fetchRuns } from '../api/client.js';
import { fetchGroups } from '../api/run-edits.js';
import { groupMetric, groupName } from '../runs/run-groups.js';
import { filterQuery, type RunsQuery, runsQuery } from '../runs/runs-query.js';
import type { Rows, Segment } from '../runs/table-rows.js';
import { GroupedRuns } from './grouped-runs.js';
import { Observers } from './observers.js';
import type { RunsRoute } from './route.js';
import { RunPages } from './run-pages.js';

/** The rows of the table of runs, flat or in groups, as its address asks for them. */
export class RunSource extends Observers {
  readonly #pages = new RunPages(fetchRuns);
  readonly #groups = new GroupedRuns((query) => {
    const { by, metric, rest } = JSON.parse(query) as Record<'by' | 'metric' | 'rest', string>;
    return fetchGroups(by, metric, rest);
  }, fetchRuns);
  #isGrouped = false;
  /** The runs that are found, without groups. */
  query: RunsQuery = '';

  constructor() {
    super();
    this.#pages.subscribe(() => !this.#isGrouped && this.notify());
    this.#groups.subscribe(() => this.#isGrouped && this.notify());
  }

  want(route: RunsRoute): void {
    this.query = runsQuery(route);
    this.#isGrouped = route.group !== '';
    if (!this.#isGrouped) {
      this.#groups.close();
      this.#pages.want(this.query);
      return;
    }
    const asked = {
      by: groupName(route.group),
      metric: groupMetric(route.sort).name,
      rest: new URLSearchParams(filterQuery(route.filter)).toString(),
    };
    const runsOf = (condition: string) => runsQuery(route, condition);
    this.#groups.want({ by: route.group, groups: JSON.stringify(asked), runsOf }, route.open);
  }

  get rows(): Rows {
    if (this.#isGrouped) {
      return { total: this.#groups.total, at: (place) => this.#groups.at(place) };
    }
    const at = (place: number) => {
      const run = this.#pages.row(place);
      return run && ({ kind: 'run', run, isNested: false } as const);
    };
    return { total: this.#pages.total ?? 0, at };
  }

  /** How many runs are found; undefined until the first answer. */
  get found(): number | undefined {
    return this.#isGrouped ? this.#groups.runs : this.#pages.total;
  }

  /** How many groups they are in. */
  get groupCount(): number | undefined {
    return this.#isGrouped ? this.#groups.count : undefined;
  }

  /** Tells one list that is shown from another: what is at its top is another row then. */
  get shown(): string | undefined {
    return this.#isGrouped ? this.#groups.shown : this.#pages.query;
  }

  get problem(): Error | undefined {
    return this.#isGrouped ? this.#groups.problem : this.#pages.problem;
  }

  ensure(from: number, to: number): Promise<void> {
    return this.#isGrouped ? this.#groups.ensure(from, to) : this.#pages.ensure(from, to);
  }

  refresh(from: number, to: number): void {
    if (this.#isGrouped) this.#groups.refresh(from, to);
    else this.#pages.refresh(from, to);
  }

  /** The place of the group that a row is in. */
  headOf(place: number): number {
    return this.#isGrouped ? this.#groups.headOf(place) : place;
  }

  segments(from: number, to: number): readonly Segment[] {
    if (this.#isGrouped) return this.#groups.segments(from, to);
    return [{ query: this.query, offset: from, limit: to - from + 1 }];
  }
}
