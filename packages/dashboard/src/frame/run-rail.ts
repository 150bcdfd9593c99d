import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { formatCount, formatSignificant } from '../format/number.js';
import { navigation, store } from '../page.js';
import {
  type Accuracy,
  formatAccuracy,
  formatBounds,
  formatSampleSize,
  lastValidation,
} from '../runs/accuracy.js';
import { validationLeakWarning } from '../runs/leak.js';
import type { RunLook } from '../runs/look.js';
import { lastOf } from '../runs/metric.js';
import { findRun } from '../runs/reference.js';
import { Observe } from '../state/observe.js';
import { compareRoute, formatAddress, runRoute } from '../state/route.js';
import { toggled, withRange } from '../state/selection.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { runRailStyles } from './run-rail-styles.js';
import { selectedIds, selectRuns } from './select-runs.js';
import '../elements/run-mark.js';
import '../elements/run-status.js';

/** The view beside the list comes first: rows below the edge of the page follow so much later, some at a time. */
const BELOW_AFTER_MS = 1000;
const AT_A_TIME = 30;
/** The least height of a row, in pixels. */
const ROW = 40;

/** What a row of the list shows beside its run. */
interface RowState {
  readonly isSelected: boolean;
  /** Whether the Tab key reaches it. */
  readonly isCurrent: boolean;
  /** Whether it is pointed at. */
  readonly isLit: boolean;
  /** Whether its page is shown. */
  readonly isOpen: boolean;
}

/**
 * All runs by the side of every view: colour, name, last validation accuracy with its interval, state. A tick takes a
 * run into the selection; with Shift, all from the last one. Up and down move, Space ticks, Enter opens.
 * @fires highlight - CustomEvent with the id of the run that is pointed at, or null.
 */
export class RunRail extends LitElement {
  static override styles = [base, controls, runRailStyles];

  static override properties = {
    looks: { attribute: false },
    highlighted: { attribute: false },
    current: { state: true },
    rendered: { state: true },
  };

  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  /** The run that is pointed at elsewhere. */
  declare highlighted: string | undefined;
  /** The run that the Tab key reaches. */
  declare private current: string | undefined;
  /** Rows of the list that are there so far. */
  declare private rendered: number;
  /** Where a range begins. */
  #anchor: string | undefined;
  #isWaiting = false;

  constructor() {
    super();
    this.looks = new Map();
    this.rendered = Math.ceil(innerHeight / ROW);
    new Observe(this, store, navigation);
  }

  protected override updated(): void {
    if (this.rendered >= store.newest.length || this.#isWaiting) return;
    this.#isWaiting = true;
    const wait = Math.max(50, BELOW_AFTER_MS - performance.now());
    setTimeout(() => {
      this.#isWaiting = false;
      this.rendered += AT_A_TIME;
    }, wait);
  }

  protected override render() {
    const selected = selectedIds();
    const { newest: runs, total } = store;
    const current = runs.find(({ id }) => id === this.current) ?? runs[0];
    const { route } = navigation;
    const open = route.view === 'run' ? findRun(store.runs, route.run) : undefined;
    const address = route.selected.join(',');
    return html`<nav aria-label="All runs">
      <div class="head">
        <h2>
          Runs
          <span class="soft"
            >${runs.length < total ? `${formatCount(runs.length)} of ${formatCount(total)}` : runs.length}</span
          >
        </h2>
      </div>
      <ul @keydown=${this.#onKey}>
        ${repeat(
          runs.slice(0, this.rendered),
          ({ id }) => id,
          (run) => {
            const state = {
              isSelected: selected.includes(run.id),
              isCurrent: run === current,
              isLit: this.highlighted === run.id,
              isOpen: run === open,
            };
            const look = this.looks.get(run.id);
            // The list hears of whatever moves on the page; only rows that changed are rendered.
            return guard([run, look, ...Object.values(state), address], () =>
              this.#renderRun(run, look, state),
            );
          },
        )}
      </ul>
      ${store.loaded && runs.length === 0 ? html`<p class="none">No run yet.</p>` : nothing}
      ${selected.length > 0 ? this.#renderSelection(selected) : nothing}
    </nav>`;
  }

  #renderSelection(selected: readonly string[]) {
    return html`<div class="selection">
      ${
        selected.length > 1
          ? html`<a class="button solid" href=${formatAddress(compareRoute(selected))}
              >Compare ${selected.length}</a
            >`
          : html`<span class="soft">1 selected</span>`
      }
      <button type="button" @click=${() => selectRuns([])}>Clear</button>
    </div>`;
  }

  #renderRun(run: RunRow, look: RunLook | undefined, state: RowState) {
    const { isSelected, isCurrent, isLit, isOpen } = state;
    const tabindex = isCurrent ? 0 : -1;
    return html`<li
      class="${isSelected ? 'selected' : ''} ${isLit ? 'lit' : ''}"
      data-id=${run.id}
      @mouseenter=${() => this.#highlight(run.id)}
      @mouseleave=${() => this.#highlight(undefined)}
      @focusin=${() => this.#focus(run.id)}
    >
      <label>
        <input
          type="checkbox"
          tabindex=${tabindex}
          aria-label="Select ${run.name}"
          .checked=${isSelected}
          @click=${(event: MouseEvent) => this.#tick(run.id, event.shiftKey)}
        />
      </label>
      <a
        tabindex=${tabindex}
        href=${formatAddress(runRoute(run.id, navigation.route.selected))}
        aria-current=${isOpen ? 'page' : 'false'}
        title=${run.name}
        @click=${(event: MouseEvent) => this.#clickLink(event, run.id)}
      >
        <run-mark .look=${look}></run-mark>
        <span class="words"
          ><span class="name">${run.name}</span><run-status compact .status=${run.status}></run-status
          >${renderLastValidation(run)}</span
        >
      </a>
    </li>`;
  }

  #tick(id: string, withShift: boolean): void {
    const order = store.newest.map((run) => run.id);
    const selected = selectedIds();
    selectRuns(withShift ? withRange(selected, order, this.#anchor, id) : toggled(selected, id));
    this.#anchor = id;
  }

  #clickLink(event: MouseEvent, id: string): void {
    if (!event.shiftKey) return;
    event.preventDefault();
    this.#tick(id, true);
  }

  #onKey(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (!(target instanceof HTMLElement)) return;
    const order = store.newest.map((run) => run.id);
    const at = order.indexOf(this.current ?? '');
    if (event.key === ' ' && target instanceof HTMLAnchorElement && at >= 0) {
      event.preventDefault();
      this.#tick(order[at], event.shiftKey);
      return;
    }
    const next = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: order.length - 1 }[event.key];
    if (next === undefined || next < 0 || next >= order.length) return;
    event.preventDefault();
    if (event.shiftKey) {
      this.#anchor ??= order[at];
      selectRuns(withRange(selectedIds(), order, this.#anchor, order[next]));
    }
    const kind = target instanceof HTMLInputElement ? 'input' : 'a';
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${order[next]}"] ${kind}`)?.focus();
  }

  #focus(id: string): void {
    this.current = id;
    this.#highlight(id);
  }

  #highlight(id: string | undefined): void {
    this.dispatchEvent(new CustomEvent('highlight', { detail: id }));
  }
}

/**
 * The last validation accuracy with its interval and n, struck out where photos behind it were trained on; a bare number
 * where nobody knows how many photos it is of.
 */
function renderLastValidation(run: RunRow) {
  const value = lastOf(run, 'valAccuracy');
  if (value === undefined) return nothing;
  const accuracy = lastValidation(run);
  return html`<span class="value" title=${accuracy ? formatBounds(accuracy) : nothing}
    ><span class="out-of-sight">validation accuracy </span>${
      accuracy
        ? renderAccuracy(accuracy, validationLeakWarning(run.split))
        : formatSignificant(value, 3)
    }</span
  >`;
}

function renderAccuracy(accuracy: Accuracy, leak: string | undefined) {
  return html`<span class=${leak ? 'leaking' : ''}>${formatAccuracy(accuracy)}</span>
    <span class="count">${formatSampleSize(accuracy)}</span
    >${leak ? html` <span class="leaks" title=${leak}>leaks</span>` : nothing}<span
      class="out-of-sight"
    >
      (${formatBounds(accuracy)})</span
    >`;
}

customElements.define('run-rail', RunRail);

declare global {
  interface HTMLElementTagNameMap {
    'run-rail': RunRail;
  }
}
