import { fetchRunIds } from '../api/run-edits.js';
import { navigation } from '../page.js';
import type { Column } from '../runs/columns.js';
import { groupCondition, groupKey } from '../runs/run-groups.js';
import { runsQuery } from '../runs/runs-query.js';
import type { TableAction } from '../runs/table-keys.js';
import type { TableRow } from '../runs/table-rows.js';
import { compareRoute, type RunsRoute, runRoute } from '../state/route.js';
import { MOST_IN_ADDRESS } from '../state/run-selection.js';
import type { RunSource } from '../state/run-source.js';
import { RunTicks } from '../state/run-ticks.js';
import { selection } from './runs-selected.js';
import type { RowAct } from './runs-table-row.js';

/** What the table is of, and what it can be told. */
export interface ActsHost {
  readonly route: RunsRoute;
  readonly shownColumns: readonly Column[];
  /** Brings a row into sight, with the keyboard at it. */
  showRow(place: number): void;
  /** Puts the selected runs into the trash. */
  trash(): Promise<void> | undefined;
}

/** Does what is asked of rows, groups and the selection. All of it rejects where the server refuses. */
export class RunActs {
  readonly #host: ActsHost;
  readonly #source: RunSource;
  readonly #ticks = new RunTicks(
    selection,
    async (query, limit, offset) => (await fetchRunIds(query, limit, offset)).ids,
  );

  constructor(host: ActsHost, source: RunSource) {
    this.#host = host;
    this.#source = source;
  }

  /** Places mean other runs from now on. */
  forget(): void {
    this.#ticks.forget();
  }

  /** What was asked of the selection, or of all that are found. */
  async onSelection({ kind }: TableAction): Promise<void> {
    if (kind === 'trash') await this.#host.trash();
    else if (kind === 'compare') {
      if (selection.ids.length > 1) compare(selection.ids);
    } else if (kind === 'all' || kind === 'none') {
      this.#ticks.forget();
      selection.select(kind === 'all' ? (await fetchRunIds(this.#source.query)).ids : []);
    }
  }

  async onRow({ kind, place, from, withRange = false }: RowAct): Promise<void> {
    const source = this.#source;
    const { rows } = source;
    const row = rows.at(place);
    const over = { rows, segments: source.segments.bind(source) };
    if (kind === 'over') await this.#ticks.range(over, place, from);
    else if (kind === 'toggle') this.#toggle(row, place);
    else if (row?.kind === 'group') await this.#onGroup(kind, row);
    else if (kind === 'open' && row) {
      navigation.go(runRoute(row.run.id, this.#host.route.selected));
    } else if (withRange) await this.#ticks.range(over, place);
    else this.#ticks.toggle(over, place);
  }

  async #onGroup(kind: RowAct['kind'], { group }: TableRow & { kind: 'group' }): Promise<void> {
    const { route, shownColumns: columns } = this.#host;
    const query = runsQuery({ ...route, columns }, groupCondition(route.group, group));
    const { ids } = await fetchRunIds(query, kind === 'compare' ? MOST_IN_ADDRESS : undefined);
    if (kind === 'compare') compare(ids);
    else this.#ticks.toggleAll(ids);
  }

  /** Opens a group or closes it; from a run in it, closes it and goes to its head. */
  #toggle(row: TableRow | undefined, place: number): void {
    const head = this.#source.headOf(place);
    const top = row?.kind === 'group' ? row : this.#source.rows.at(head);
    if (top?.kind !== 'group') return;
    const { route } = this.#host;
    const key = groupKey(top.group);
    const others = route.open.filter((other) => other !== key);
    navigation.go({ ...route, open: top.isOpen ? others : [...others, key] }, { replace: true });
    this.#ticks.forget();
    if (head !== place) this.#host.showRow(head);
  }
}

function compare(ids: readonly string[]): void {
  navigation.go(compareRoute(ids.slice(0, MOST_IN_ADDRESS)));
}
