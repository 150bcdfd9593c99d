import { html, LitElement, nothing } from 'lit';
import { ApiProblem } from '../api/client.js';
import { countOf, formatCount } from '../format/number.js';
import { clock, navigation, store } from '../page.js';
import { type Column, startsDescending } from '../runs/columns.js';
import type { RunLook } from '../runs/look.js';
import type { RowWindow } from '../runs/row-window.js';
import { savedColumns } from '../runs/saved-columns.js';
import type { TableAction } from '../runs/table-keys.js';
import { Observe } from '../state/observe.js';
import type { RunsRoute } from '../state/route.js';
import { RunSource } from '../state/run-source.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { RunActs } from './runs-acts.js';
import { curvesOf } from './runs-curves.js';
import { isFilterKey } from './runs-page-keys.js';
import { selection } from './runs-selected.js';
import { runsViewStyles } from './runs-view-styles.js';
import './empty-state.js';
import './runs-bulk.js';
import './runs-table.js';
import './runs-tools.js';
import type { RowAct } from './runs-table-row.js';

/** Milliseconds between two looks at a list in which runs change. */
const REFRESH_MS = 500;
/** Milliseconds between two looks at where a scroll is: pages that fly by are not asked for. */
const SCROLL_MS = 40;
/** More columns than anyone reads make a page heavy. */
const MOST_COLUMNS = 100;

/** All runs as a table: filtered, sorted and grouped by the server, live; ticked ones are compared, tagged, noted or trashed. */
export class RunsView extends LitElement {
  static override styles = [base, controls, runsViewStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    notice: { state: true },
  };

  /** What the address asks for. */
  declare route: RunsRoute;
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  declare private notice: string;

  readonly #source = new RunSource();
  readonly #acts = new RunActs(this, this.#source);
  /** Those of the route, or of the last visit, as far as they are shown. */
  shownColumns: readonly Column[] = [];
  #shown: string | undefined;
  #sight: RowWindow = { first: 0, end: 0 };
  #seenChanges = 0;
  #scrolling: ReturnType<typeof setTimeout> | undefined;
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.notice = '';
    new Observe(this, store, clock, this.#source, selection);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#onKey);
    clearTimeout(this.#refreshing);
    clearTimeout(this.#scrolling);
    this.#scrolling = undefined;
    this.#refreshing = undefined;
  }

  showRow(place: number): void {
    this.#table?.moveTo(place);
  }

  trash(): Promise<void> | undefined {
    return this.renderRoot.querySelector('runs-bulk')?.trash();
  }

  protected override willUpdate(): void {
    const columns = this.route.columns ?? savedColumns();
    this.shownColumns = columns.slice(0, MOST_COLUMNS);
    this.#source.want({ ...this.route, columns: this.shownColumns });
    if (store.changes === this.#seenChanges) return;
    this.#seenChanges = store.changes;
    this.#refreshing ??= setTimeout(() => {
      this.#refreshing = undefined;
      this.#source.refresh(this.#sight.first, this.#sight.end);
    }, REFRESH_MS);
  }

  protected override render() {
    const { route } = this;
    const { found, problem } = this.#source;
    const words = problem instanceof ApiProblem ? problem.message : '';
    if (found === undefined && !route.filter && !route.group) {
      return html`<h1>Runs</h1>
        <p class="soft" role="status">${words || 'Reading the runs…'}</p>`;
    }
    if (found === 0 && !route.filter && !words) return html`<empty-state></empty-state>`;
    return html`<header>
        <h1>Runs</h1>
        <p class="soft" role="status">${this.#countWords(found)}</p>
        <runs-bulk
          .selected=${selection.ids}
          .found=${found}
          @clear=${() => this.#act({ kind: 'none' })}
          @all=${() => this.#act({ kind: 'all' })}
        ></runs-bulk>
      </header>
      <runs-tools
        .route=${route}
        .columns=${this.shownColumns}
        .problem=${words}
        .notice=${this.notice || this.#columnNotice()}
        @change=${({ detail }: CustomEvent<Partial<RunsRoute>>) =>
          this.#go(detail, detail.group === undefined)}
      ></runs-tools>
      ${this.#renderTable(found)}`;
  }

  #renderTable(found: number | undefined) {
    if (found === 0) {
      return html`<p class="nothing">
        No run of ${formatCount(store.total)} is found by ${this.route.filter}.
        <button type="button" @click=${() => this.#go({ filter: '' })}>Clear the filter</button>
      </p>`;
    }
    if (found === undefined) return nothing;
    const { sort, descending, group } = this.route;
    const selected = selection.set;
    return html`<runs-table
      .rows=${this.#source.rows}
      .columns=${this.shownColumns}
      .looks=${this.looks}
      .curveOf=${curvesOf(this.shownColumns)}
      .selected=${selected}
      .ticked=${selected.size === 0 ? 'none' : selected.size >= found ? 'all' : 'some'}
      .group=${group}
      .sort=${sort}
      .descending=${descending}
      .now=${Date.now()}
      @sort=${this.#sort}
      @row=${({ detail }: CustomEvent<RowAct>) => this.#attempt(() => this.#acts.onRow(detail))}
      @act=${({ detail }: CustomEvent<TableAction>) => this.#act(detail)}
      @sight=${this.#onSight}
    ></runs-table>`;
  }

  protected override updated(): void {
    const { shown } = this.#source;
    if (shown === this.#shown) return;
    if (this.#shown !== undefined) this.#table?.toTop();
    this.#shown = shown;
    this.#acts.forget();
  }

  #countWords(found: number | undefined): string {
    if (found === undefined) return this.#source.problem ? '' : 'reading…';
    const running = store.newest.filter(({ status }) => status === 'running').length;
    const { groupCount } = this.#source;
    const count = this.route.filter
      ? `${formatCount(found)} of ${formatCount(store.total)}`
      : formatCount(found);
    const parts = [
      count,
      ...(groupCount === undefined ? [] : [countOf(groupCount, 'group')]),
      ...(running > 0 ? [`${running} running`] : []),
    ];
    return parts.join(', ');
  }

  #columnNotice(): string {
    const asked = this.route.columns?.length ?? 0;
    if (asked <= MOST_COLUMNS) return '';
    return `The first ${MOST_COLUMNS} of ${formatCount(asked)} columns are shown.`;
  }

  #sort({ detail: sort }: CustomEvent<Column>): void {
    const descending = sort === this.route.sort ? !this.route.descending : startsDescending(sort);
    this.#go({ sort, descending });
  }

  /** Filtering and sorting are no steps for Back: it leads out of the table, not through its letters. */
  #go(changes: Partial<RunsRoute>, replace = true): void {
    navigation.go({ ...this.route, ...changes }, { replace });
  }

  #onSight({ detail }: CustomEvent<RowWindow>): void {
    this.#sight = detail;
    this.#scrolling ??= setTimeout(() => {
      this.#scrolling = undefined;
      void this.#source.ensure(this.#sight.first, this.#sight.end);
    }, SCROLL_MS);
  }

  #act(action: TableAction): Promise<void> {
    return this.#attempt(() => this.#acts.onSelection(action));
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.notice = '';
    } catch (error) {
      this.notice = (error as Error).message;
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (!isFilterKey(event)) return;
    event.preventDefault();
    this.renderRoot.querySelector('runs-tools')?.toFilter();
  };

  get #table() {
    return this.renderRoot.querySelector('runs-table');
  }
}

customElements.define('runs-view', RunsView);

declare global {
  interface HTMLElementTagNameMap {
    'runs-view': RunsView;
  }
}
