import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BucketColumns } from '../api/buckets.js';
import { type Column, describeColumn, orderWords } from '../runs/columns.js';
import { leakWarning } from '../runs/leak.js';
import { lookOf, type RunLook } from '../runs/look.js';
import { type RowWindow, rowWindow } from '../runs/row-window.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { renderCell } from './runs-cells.js';
import { runsTableStyles } from './runs-table-styles.js';
import '../elements/plain-notice.js';

/** A row that was ticked, alone or with all from the last one on. */
export interface Tick {
  readonly place: number;
  readonly withRange: boolean;
}

/** Rows of a long table, by place; those that are on their way are undefined. */
export interface Rows {
  readonly total: number;
  readonly at: (place: number) => RunRow | undefined;
}

/** Heights of a row, of a card, and of a card's line of remarks, in pixels, as in the styles. */
const ROW = 34;
const CARD = 128;
const CARD_NOTE = 24;
const GAP = 10;
/** Pixels that the headings take. */
const HEADINGS = 32;
const TICK_WIDTH = 34;
const NOTE_WIDTH = 260;
const NARROW = matchMedia('(max-width: 760px)');

/**
 * Runs, a row each; on a narrow page, a card each. Only the rows in sight are there, however many
 * there are. Arrows, Page Up and Down, Home and End move; Space ticks, with Shift all from the last
 * one; Enter opens.
 * @fires sort - CustomEvent with the column that was asked for as its detail.
 * @fires tick - CustomEvent with a Tick as its detail.
 * @fires open-run - CustomEvent with the id of a run as its detail.
 * @fires sight - CustomEvent with the RowWindow that came into sight as its detail.
 */
export class RunsTable extends LitElement {
  static override styles = [base, controls, runsTableStyles];

  static override properties = {
    rows: { attribute: false },
    columns: { attribute: false },
    looks: { attribute: false },
    curveOf: { attribute: false },
    selected: { attribute: false },
    sort: {},
    descending: { type: Boolean },
    now: { attribute: false },
    current: { state: true },
    window: { state: true },
  };

  declare rows: Rows;
  declare columns: readonly Column[];
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  /** The small curve of a run, once it is there. */
  declare curveOf: (run: RunRow) => BucketColumns | undefined;
  /** Ids of those ticked. */
  declare selected: ReadonlySet<string>;
  declare sort: Column;
  declare descending: boolean;
  /** The time, in milliseconds since 1970. */
  declare now: number;
  /** Place of the row that the keyboard is at. */
  declare private current: number;
  declare private window: RowWindow;

  /** Stays once a note was seen, so that columns do not jump while one scrolls. */
  #hasNotes = false;
  readonly #resizing = new ResizeObserver(() => this.#look());
  readonly #onNarrow = () => this.requestUpdate();

  constructor() {
    super();
    this.current = 0;
    this.window = { first: 0, end: 0 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    NARROW.addEventListener('change', this.#onNarrow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    NARROW.removeEventListener('change', this.#onNarrow);
    this.#resizing.disconnect();
  }

  /** Shows the first row. */
  toTop(): void {
    this.current = 0;
    this.#scroller?.scrollTo({ top: 0 });
  }

  protected override willUpdate(): void {
    const { total } = this.rows;
    this.current = Math.max(0, Math.min(this.current, total - 1));
    const scroller = this.#scroller;
    this.window = rowWindow(
      scroller?.scrollTop ?? 0,
      scroller?.clientHeight ?? 600,
      this.#height,
      total,
    );
    for (let place = this.window.first; place < this.window.end; place++) {
      const run = this.rows.at(place);
      if (run && notesOf(run).length > 0) this.#hasNotes = true;
    }
  }

  protected override render() {
    const { first, end } = this.window;
    const places = Array.from({ length: end - first }, (_, i) => first + i);
    const isThere = this.current >= first && this.current < end;
    return html`${this.#renderSortChoice()}
      <div role="region" aria-label="Runs">
        <div
          class="scroll"
          role="grid"
          tabindex="0"
          aria-label="Runs"
          aria-multiselectable="true"
          aria-rowcount=${this.rows.total + 1}
          aria-colcount=${this.columns.length + 1 + Number(this.#hasNotes)}
          aria-activedescendant=${isThere ? `row-${this.current}` : nothing}
          @scroll=${this.#look}
          @keydown=${this.#onKey}
        >
          <div class="head" role="rowgroup">
            <div class="row" role="row" aria-rowindex="1">
              <span role="columnheader" class="tick"><span class="out-of-sight">Select</span></span>
              ${this.columns.map((column) => this.#renderHeading(column))}
              ${this.#hasNotes ? html`<span role="columnheader" class="note">Remarks</span>` : nothing}
            </div>
          </div>
          <div class="space" role="rowgroup">
            <div class="shown" role="presentation">
              ${repeat(
                places,
                (place) => place,
                (place) => this.#renderRow(place),
              )}
            </div>
          </div>
        </div>
      </div>`;
  }

  #renderHeading(column: Column) {
    const { title, meaning, numeric, orderBy } = describeColumn(column)!;
    const isSorted = column === this.sort;
    const direction = this.descending ? 'descending' : 'ascending';
    return html`<span
      role="columnheader"
      class="cell ${numeric ? 'number' : ''}"
      aria-sort=${orderBy ? (isSorted ? direction : 'none') : nothing}
      >${
        orderBy
          ? html`<button
              type="button"
              class="bare"
              tabindex="-1"
              title=${meaning ?? title}
              @click=${() => this.#tell('sort', column)}
            >
              <span class="clip">${title}</span
              ><span class="arrow" aria-hidden="true"
                >${isSorted ? (this.descending ? '↓' : '↑') : ''}</span
              >
            </button>`
          : html`<span class="clip" title=${meaning ?? title}>${title}</span>`
      }</span
    >`;
  }

  /** The headings again, for where there are none, and for the keyboard. */
  #renderSortChoice() {
    const sortable = this.columns.filter((column) => describeColumn(column)?.orderBy);
    const choices = sortable.includes(this.sort) ? sortable : [this.sort, ...sortable];
    return html`<div class="sort">
      <label>
        Sort by
        <select
          @change=${(event: Event) => this.#tell('sort', (event.target as HTMLSelectElement).value)}
        >
          ${choices.map(
            (column) =>
              html`<option value=${column} .selected=${column === this.sort}>
                ${describeColumn(column)?.title}
              </option>`,
          )}
        </select>
      </label>
      <button type="button" @click=${() => this.#tell('sort', this.sort)}>
        ${orderWords(this.sort, this.descending)}
      </button>
    </div>`;
  }

  #renderRow(place: number) {
    const run = this.rows.at(place);
    const isSelected = run !== undefined && this.selected.has(run.id);
    const classes = `row ${isSelected ? 'selected' : ''} ${place === this.current ? 'current' : ''}`;
    return html`<div
      class=${classes}
      role="row"
      id="row-${place}"
      aria-rowindex=${place + 2}
      aria-selected=${isSelected}
      @click=${() => {
        this.current = place;
      }}
    >
      ${run ? this.#renderRun(run, place, isSelected) : html`<span role="gridcell" class="coming">…</span>`}
    </div>`;
  }

  #renderRun(run: RunRow, place: number, isSelected: boolean) {
    // Most runs of a long list are known to nothing but this table.
    const notes = notesOf(run);
    const look = this.looks.get(run.id) ?? lookOf(run);
    return html`<span role="gridcell" class="tick"
        ><label
          ><input
            type="checkbox"
            tabindex="-1"
            aria-label="Select ${run.name}"
            .checked=${isSelected}
            @click=${(event: MouseEvent) =>
              this.#tell('tick', { place, withRange: event.shiftKey })}
        /></label></span
      >${this.columns.map((column) => {
        const { title, numeric } = describeColumn(column)!;
        const curve = column === 'curve' ? this.curveOf(run) : undefined;
        return html`<span
          role=${column === 'name' ? 'rowheader' : 'gridcell'}
          class="cell ${/^\w+$/.test(column) ? column : 'keyed'} ${numeric ? 'number' : ''}"
          data-label=${title}
          >${renderCell(column, run, look, curve, this.now)}${column === 'name' && notes.length > 0 ? renderMark(notes) : nothing}</span
        >`;
      })}${
        this.#hasNotes
          ? html`<span role="gridcell" class="note"
              >${notes.map(
                (note) => html`<plain-notice inline title=${note}>${note}</plain-notice>`,
              )}</span
            >`
          : nothing
      }`;
  }

  protected override firstUpdated(): void {
    this.#resizing.observe(this.#scroller!);
  }

  protected override updated(changed: PropertyValues): void {
    // Styles of elements, not in the markup: the page's policy allows no inline ones.
    const described = this.columns.map((column) => describeColumn(column)!);
    const tracks = described.map(({ width, grow }) =>
      grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`,
    );
    if (this.#hasNotes) tracks.push(`minmax(${NOTE_WIDTH}px, 3fr)`);
    const least =
      TICK_WIDTH +
      described.reduce((sum, { width }) => sum + width, this.#hasNotes ? NOTE_WIDTH : 0) +
      GAP * tracks.length;
    this.style.setProperty('--tracks', `${TICK_WIDTH}px ${tracks.join(' ')}`);
    this.style.setProperty('--least', `${least}px`);
    this.style.setProperty('--card', `${this.#height}px`);
    const [space, shown] = this.renderRoot.querySelectorAll<HTMLElement>('.space, .shown');
    space.style.height = `${this.rows.total * this.#height}px`;
    shown.style.transform = `translateY(${this.window.first * this.#height}px)`;
    if (changed.has('window') || changed.has('rows')) this.#tell('sight', this.window);
  }

  readonly #look = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    const next = rowWindow(
      scroller.scrollTop,
      scroller.clientHeight,
      this.#height,
      this.rows.total,
    );
    if (next.first !== this.window.first || next.end !== this.window.end) this.requestUpdate();
  };

  #onKey(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    const isTicking = target instanceof HTMLInputElement && event.key === ' ';
    if (isTicking || event.altKey || event.ctrlKey || event.metaKey) return;
    const run = this.rows.at(this.current);
    const page = Math.max(
      1,
      Math.floor((this.#scroller!.clientHeight - HEADINGS) / this.#height) - 1,
    );
    const next = {
      ArrowUp: this.current - 1,
      ArrowDown: this.current + 1,
      PageUp: this.current - page,
      PageDown: this.current + page,
      Home: 0,
      End: this.rows.total - 1,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      if (event.shiftKey && !this.selected.has(run?.id ?? '')) this.#tick(this.current, false);
      this.#moveTo(Math.max(0, Math.min(next, this.rows.total - 1)));
      if (event.shiftKey) this.#tick(this.current, true);
    } else if (event.key === ' ') {
      event.preventDefault();
      this.#tick(this.current, event.shiftKey);
    } else if (event.key === 'Enter' && run && !(target instanceof HTMLButtonElement)) {
      event.preventDefault();
      this.#tell('open-run', run.id);
    }
  }

  #moveTo(place: number): void {
    this.current = place;
    const scroller = this.#scroller!;
    const headings = NARROW.matches ? 0 : HEADINGS;
    const top = place * this.#height;
    const room = scroller.clientHeight - headings - this.#height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
  }

  #tick(place: number, withRange: boolean): void {
    this.#tell('tick', { place, withRange });
  }

  /** Of a row, in pixels. */
  get #height(): number {
    if (!NARROW.matches) return ROW;
    return CARD + (this.#hasNotes ? CARD_NOTE : 0);
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroll');
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** A sign beside the name; the words are in the remarks, which may be out of sight. */
function renderMark(notes: readonly string[]) {
  return html`<plain-notice inline class="mark" aria-hidden="true" title=${notes.join('\n')}>
  </plain-notice>`;
}

/** What has to be said about a run: why it failed, what its accuracy is not. */
function notesOf(run: RunRow): readonly string[] {
  const notes = [run.status === 'failed' ? run.message : null, leakWarning(run.split)];
  return notes.filter((note): note is string => note !== null && note !== undefined);
}

customElements.define('runs-table', RunsTable);

declare global {
  interface HTMLElementTagNameMap {
    'runs-table': RunsTable;
  }
}
