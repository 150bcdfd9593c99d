import type { RunColumnList, RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { ApiProblem, fetchRuns } from '../api/client.js';
import { fetchColumns } from '../api/run-edits.js';
import { countOf, formatCount } from '../format/number.js';
import { selectRuns } from '../frame/select-runs.js';
import { clock, navigation, store } from '../page.js';
import { type Column, startsDescending } from '../runs/columns.js';
import type { RunLook } from '../runs/look.js';
import { findRun } from '../runs/reference.js';
import type { RowWindow } from '../runs/row-window.js';
import { runsQuery } from '../runs/runs-query.js';
import { saveColumns, savedColumns } from '../runs/saved-columns.js';
import { Observe } from '../state/observe.js';
import { type RunsRoute, runRoute } from '../state/route.js';
import { RunPages } from '../state/run-pages.js';
import { toggled } from '../state/selection.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { runsViewStyles } from './runs-view-styles.js';
import './empty-state.js';
import './runs-bulk.js';
import './runs-columns.js';
import './runs-groups.js';
import './runs-table.js';
import type { Rows, Tick } from './runs-table.js';

/** Milliseconds after the last letter before the list is asked for. */
const TYPING_MS = 150;
/** Milliseconds between two looks at a list in which runs change. */
const REFRESH_MS = 500;
/** Milliseconds between two looks at where a scroll is: pages that fly by are not asked for. */
const SCROLL_MS = 40;
/** An address holds so many. */
const MOST_SELECTED = 200;
/** A small curve has as many points as pixels say something. */
const SPARK = { keys: ['valAccuracy'], x: 'epoch', buckets: 40 } as const;

/** All runs as a table: filtered, sorted and grouped by the server, live; ticked ones are compared, tagged or trashed. */
export class RunsView extends LitElement {
  static override styles = [base, controls, runsViewStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    keys: { state: true },
    notice: { state: true },
  };

  /** What the address asks for. */
  declare route: RunsRoute;
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  /** Keys of params and metrics, once they were asked for. */
  declare private keys: RunColumnList | undefined;
  declare private notice: string;

  readonly #pages = new RunPages(fetchRuns);
  #rows: Rows = { total: 0, at: () => undefined };
  #shownQuery: string | undefined;
  #columns: readonly Column[] = [];
  #sight: RowWindow = { first: 0, end: 0 };
  #anchor: number | undefined;
  #seenChanges = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #scrolling: ReturnType<typeof setTimeout> | undefined;
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.notice = '';
    new Observe(this, store, clock, this.#pages);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
    clearTimeout(this.#refreshing);
    clearTimeout(this.#scrolling);
    this.#scrolling = undefined;
    this.#refreshing = undefined;
  }

  protected override willUpdate(): void {
    this.#columns = this.route.columns ?? savedColumns();
    this.#pages.want(runsQuery({ ...this.route, columns: this.#columns }));
    this.#rows = { total: this.#pages.total ?? 0, at: (place) => this.#pages.row(place) };
    if (store.changes !== this.#seenChanges) {
      this.#seenChanges = store.changes;
      this.#refreshing ??= setTimeout(() => {
        this.#refreshing = undefined;
        this.#pages.refresh(this.#sight.first, this.#sight.end);
      }, REFRESH_MS);
    }
  }

  protected override render() {
    const { route } = this;
    const { total, problem } = this.#pages;
    const words = problem instanceof ApiProblem ? problem.message : undefined;
    if (total === undefined && !route.filter) {
      return html`<h1>Runs</h1>
        <p class="soft" role="status">${words ?? 'Reading the runs…'}</p>`;
    }
    if (total === 0 && !route.filter && !words) return html`<empty-state></empty-state>`;
    return html`<header>
        <h1>Runs</h1>
        <p class="soft" role="status">${words === undefined || total !== undefined ? this.#countWords(total) : nothing}</p>
        <runs-bulk .selected=${this.#selected()} @clear=${() => selectRuns([])}></runs-bulk>
      </header>
      <div class="tools">
        <input
          type="search"
          aria-label="Filter runs"
          aria-describedby="problem"
          aria-invalid=${words !== undefined}
          placeholder="Words, or best.valAccuracy > 0.8 AND params.seed = '1'"
          spellcheck="false"
          .value=${route.filter}
          @input=${this.#filter}
        />
        ${this.#renderGroupChoice()}
        <runs-columns
          .columns=${this.#columns}
          .keys=${this.keys}
          @open=${this.#readKeys}
          @choose=${this.#chooseColumns}
        ></runs-columns>
      </div>
      <p id="problem" class="problem" role="status">${words ?? this.notice}</p>
      ${route.group && !words ? this.#renderGroups() : this.#renderTable(total)}`;
  }

  #renderGroupChoice() {
    const { group } = this.route;
    const params = (this.keys?.params ?? []).map((key) => `params.${key}`);
    const choices = [...new Set(['config', ...(group ? [group] : []), ...params])];
    return html`<label class="group"
      >Group by
      <select
        @focus=${this.#readKeys}
        @change=${(event: Event) =>
          this.#go({ group: (event.target as HTMLSelectElement).value }, false)}
      >
        <option value="" .selected=${group === ''}>nothing</option>
        ${choices.map(
          (choice) =>
            html`<option value=${choice} .selected=${choice === group}>
              ${choice.replace(/^params\./, '')}
            </option>`,
        )}
      </select></label
    >`;
  }

  #renderGroups() {
    return html`<runs-groups
      .by=${this.route.group}
      .filter=${this.route.filter}
      .version=${store.changes}
      @show=${({ detail: filter }: CustomEvent<string>) => this.#go({ filter, group: '' }, false)}
    ></runs-groups>`;
  }

  #renderTable(total: number | undefined) {
    if (total === 0) {
      return html`<p class="nothing">
        No run is found by this filter.
        <button type="button" @click=${() => this.#go({ filter: '' })}>Show all</button>
      </p>`;
    }
    if (total === undefined) return nothing;
    const { sort, descending } = this.route;
    return html`<runs-table
      .rows=${this.#rows}
      .columns=${this.#columns}
      .looks=${this.looks}
      .curveOf=${(run: RunRow) => this.#curveOf(run)}
      .selected=${new Set(this.#selected())}
      .sort=${sort}
      .descending=${descending}
      .now=${Date.now()}
      @sort=${this.#sort}
      @tick=${this.#tick}
      @open-run=${({ detail: id }: CustomEvent<string>) =>
        navigation.go(runRoute(id, this.route.selected))}
      @sight=${({ detail }: CustomEvent<RowWindow>) => {
        this.#sight = detail;
        this.#scrolling ??= setTimeout(() => {
          this.#scrolling = undefined;
          void this.#pages.ensure(this.#sight.first, this.#sight.end);
        }, SCROLL_MS);
      }}
    ></runs-table>`;
  }

  protected override updated(): void {
    const { query } = this.#pages;
    if (query === this.#shownQuery) return;
    if (this.#shownQuery !== undefined) this.renderRoot.querySelector('runs-table')?.toTop();
    this.#shownQuery = query;
    this.#anchor = undefined;
  }

  #curveOf(run: RunRow) {
    if (!run.metrics.valAccuracy) return undefined;
    return store.buckets(run, SPARK).value?.[0];
  }

  #countWords(found: number | undefined): string {
    if (found === undefined) return this.#pages.problem ? '' : 'reading…';
    const running = store.newest.filter(({ status }) => status === 'running').length;
    const count = this.route.filter
      ? `${formatCount(found)} of ${formatCount(store.total)}`
      : formatCount(found);
    return running > 0 ? `${count}, ${running} running` : count;
  }

  /** Ids of the selected runs; what is not read yet stays as the address has it. */
  #selected(): readonly string[] {
    const refs = navigation.route.selected.map((ref) => findRun(store.runs, ref)?.id ?? ref);
    return [...new Set(refs)];
  }

  #filter(event: InputEvent): void {
    const filter = (event.target as HTMLInputElement).value;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#go({ filter }), TYPING_MS);
  }

  #sort({ detail: sort }: CustomEvent<Column>): void {
    const descending = sort === this.route.sort ? !this.route.descending : startsDescending(sort);
    this.#go({ sort, descending });
  }

  #chooseColumns({ detail: columns }: CustomEvent<readonly Column[]>): void {
    saveColumns(columns);
    this.#go({ columns });
  }

  async #readKeys(): Promise<void> {
    try {
      this.keys = await fetchColumns();
    } catch (error) {
      this.notice = error instanceof ApiProblem ? error.message : '';
    }
  }

  /** Filtering and sorting are no steps for Back: it leads out of the table, not through its letters. */
  #go(changes: Partial<RunsRoute>, replace = true): void {
    navigation.go({ ...this.route, ...changes }, { replace });
  }

  async #tick({ detail: { place, withRange } }: CustomEvent<Tick>): Promise<void> {
    const run = this.#pages.row(place);
    if (!run) return;
    const from = withRange ? (this.#anchor ?? place) : place;
    this.#anchor = place;
    const before = this.#selected();
    if (!withRange) return this.#select(toggled(before, run.id));
    const [first, last] = [Math.min(from, place), Math.max(from, place)];
    await this.#pages.ensure(first, Math.min(last, first + MOST_SELECTED));
    const between: string[] = [];
    for (let at = first; at <= Math.min(last, first + MOST_SELECTED); at++) {
      const id = this.#pages.row(at)?.id;
      if (id) between.push(id);
    }
    this.#select([...new Set([...before, ...between])]);
  }

  #select(ids: readonly string[]): void {
    this.notice =
      ids.length > MOST_SELECTED
        ? `${countOf(MOST_SELECTED, 'run')} at most can be selected; the first ${MOST_SELECTED} are.`
        : '';
    selectRuns(ids.slice(0, MOST_SELECTED));
  }
}

customElements.define('runs-view', RunsView);

declare global {
  interface HTMLElementTagNameMap {
    'runs-view': RunsView;
  }
}
