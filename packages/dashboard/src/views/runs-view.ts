import { html, LitElement } from 'lit';
import { selectedIds, selectRuns } from '../frame/select-runs.js';
import { clock, navigation, store } from '../page.js';
import { type Column, sortRuns, startsDescending } from '../runs/columns.js';
import { filterRuns } from '../runs/filter.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import { compareRoute, formatAddress, type RunsRoute } from '../state/route.js';
import { toggled, withRange } from '../state/selection.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { runsViewStyles } from './runs-view-styles.js';
import './empty-state.js';
import './runs-table.js';
import type { Tick } from './runs-table.js';

/** All runs as a table: filtered, sorted, live; two or more of them go on to Compare. */
export class RunsView extends LitElement {
  static override styles = [base, controls, runsViewStyles];

  static override properties = { route: { attribute: false }, looks: { attribute: false } };

  /** What the address asks for. */
  declare route: RunsRoute;
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;

  #anchor: string | undefined;

  constructor() {
    super();
    new Observe(this, store, clock);
  }

  protected override render() {
    if (!store.loaded) {
      return html`<h1>Runs</h1>
        <p class="soft" role="status">${store.problem ?? 'Reading the runs…'}</p>`;
    }
    if (store.runs.length === 0) return html`<empty-state></empty-state>`;
    const { route } = this;
    const shown = sortRuns(filterRuns(store.runs, route.filter), route.sort, route.descending);
    const selected = selectedIds();
    return html`<header>
        <h1>Runs</h1>
        <p class="soft" role="status">${this.#countWords(shown.length)}</p>
        <div class="tools">
          <input
            type="search"
            aria-label="Filter runs"
            placeholder="Filter: name, config, status, photos"
            .value=${route.filter}
            @input=${this.#filter}
          />
          ${this.#renderCompare(selected)}
        </div>
      </header>
      ${
        shown.length === 0
          ? html`<p class="nothing">
              No run has all of these words.
              <button type="button" @click=${() => this.#go({ filter: '' })}>Show all</button>
            </p>`
          : html`<runs-table
              .runs=${shown}
              .looks=${this.looks}
              .selected=${selected}
              .sort=${route.sort}
              .descending=${route.descending}
              .now=${Date.now()}
              @sort=${this.#sort}
              @tick=${(event: CustomEvent<Tick>) =>
                this.#tick(
                  event.detail,
                  shown.map(({ id }) => id),
                )}
            ></runs-table>`
      }`;
  }

  #renderCompare(selected: readonly string[]) {
    if (selected.length < 2) {
      const more = selected.length === 0 ? 'Tick two runs to compare them' : 'Tick one more';
      return html`<span class="hint soft">${more}</span>`;
    }
    return html`<a class="button solid" href=${formatAddress(compareRoute(selected))}
      >Compare ${selected.length} runs</a
    >`;
  }

  #countWords(shown: number): string {
    const all = store.runs.length;
    const running = store.runs.filter(({ status }) => status === 'running').length;
    const count = shown === all ? `${all}` : `${shown} of ${all}`;
    return running > 0 ? `${count}, ${running} running` : count;
  }

  #filter(event: InputEvent): void {
    this.#go({ filter: (event.target as HTMLInputElement).value });
  }

  #sort({ detail: sort }: CustomEvent<Column>): void {
    const descending = sort === this.route.sort ? !this.route.descending : startsDescending(sort);
    this.#go({ sort, descending });
  }

  /** Filtering and sorting are no steps for Back: it leads out of the table, not through its letters. */
  #go(changes: Partial<RunsRoute>): void {
    navigation.go({ ...this.route, ...changes }, { replace: true });
  }

  #tick({ id, withRange: isRange }: Tick, order: readonly string[]): void {
    const selected = selectedIds();
    selectRuns(isRange ? withRange(selected, order, this.#anchor, id) : toggled(selected, id));
    this.#anchor = id;
  }
}

customElements.define('runs-view', RunsView);

declare global {
  interface HTMLElementTagNameMap {
    'runs-view': RunsView;
  }
}
