import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Column } from '../runs/columns.js';
import type { RunLook } from '../runs/look.js';
import { type RowWindow, rowWindow } from '../runs/row-window.js';
import { type TableAction, tableAction } from '../runs/table-keys.js';
import type { Rows } from '../runs/table-rows.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import type { CurveOf } from './runs-cells.js';
import { notesOf } from './runs-row.js';
import { renderHead, renderSortChoice } from './runs-table-head.js';
import { type Editing, renderTableRow, type TableRowContext } from './runs-table-row.js';
import { runsTableStyles } from './runs-table-styles.js';
import { HEADINGS, leastWidth, NARROW, rowHeight, setSizes } from './table-sizes.js';
import '../elements/plain-notice.js';

/**
 * Runs, a row each; on a narrow page, a card each; in groups below their heads. Only the rows in
 * sight are there, however many there are. runs/table-keys.ts has its keys.
 * @fires sort - CustomEvent with the column that was asked for as its detail.
 * @fires row - CustomEvent with a RowAct (runs-table-row.ts) as its detail.
 * @fires act - CustomEvent with a TableAction that is about the selection as its detail.
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
    ticked: {},
    group: {},
    sort: {},
    descending: { type: Boolean },
    now: { attribute: false },
    current: { state: true },
    window: { state: true },
    editing: { state: true },
  };

  declare rows: Rows;
  declare columns: readonly Column[];
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  declare curveOf: CurveOf;
  /** Ids of those ticked. */
  declare selected: ReadonlySet<string>;
  /** How many of the found runs are. */
  declare ticked: 'all' | 'some' | 'none';
  /** What the rows are grouped by; empty: they are not. */
  declare group: string;
  declare sort: Column;
  declare descending: boolean;
  /** The time, in milliseconds since 1970. */
  declare now: number;
  /** Place of the row that the keyboard is at. */
  declare private current: number;
  declare private window: RowWindow;
  /** The run whose note or tags are being written. */
  declare private editing: Editing | undefined;

  /** Stays once a note was seen, so that columns do not jump while one scrolls. */
  #hasNotes = false;
  /** Remarks have a column where there is room for it: half of one would be read by nobody. */
  #hasRemarks = false;
  readonly #resizing = new ResizeObserver(() => this.#look());
  readonly #onNarrow = () => this.requestUpdate();

  constructor() {
    super();
    this.group = '';
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

  /** Brings a row into sight, with the keyboard at it. */
  moveTo(place: number): void {
    this.current = place;
    const scroller = this.#scroller!;
    const top = place * this.#height;
    const room = scroller.clientHeight - (NARROW.matches ? 0 : HEADINGS) - this.#height;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top > scroller.scrollTop + room) scroller.scrollTop = top - room;
  }

  protected override willUpdate(): void {
    const { total } = this.rows;
    this.current = Math.max(0, Math.min(this.current, total - 1));
    this.window = this.#inSight();
    for (let place = this.window.first; place < this.window.end; place++) {
      const row = this.rows.at(place);
      if (row?.kind === 'run' && notesOf(row.run).length > 0) this.#hasNotes = true;
    }
    this.#hasRemarks = this.#hasNotes && this.#hasRoom;
  }

  protected override render() {
    const { first, end } = this.window;
    const places = Array.from({ length: end - first }, (_, i) => first + i);
    const isThere = this.current >= first && this.current < end;
    const { columns, looks, curveOf, now, selected, group, sort, current, editing } = this;
    const head = {
      ...{ columns, sort, descending: this.descending },
      ...{ hasRemarks: this.#hasRemarks, ticked: this.ticked },
      onSort: (column: Column) => this.#tell('sort', column),
      onAll: () => this.#tell('act', { kind: this.ticked === 'all' ? 'none' : 'all' }),
    };
    const context: TableRowContext = {
      ...{ columns, looks, curveOf, now, selected, group, sort, current, editing },
      hasRemarks: this.#hasRemarks,
      onAct: (act) => this.#tell('row', act),
      onCurrent: (place) => {
        this.current = place;
      },
      onEdit: (next) => this.#edit(next),
    };
    return html`${renderSortChoice(head)}
      <div role="region" aria-label="Runs">
        <div
          class="scroll"
          role=${this.group ? 'treegrid' : 'grid'}
          tabindex="0"
          aria-label="Runs"
          aria-multiselectable="true"
          aria-rowcount=${this.rows.total + 1}
          aria-colcount=${this.columns.length + 1 + Number(this.#hasRemarks)}
          aria-activedescendant=${isThere ? `row-${this.current}` : nothing}
          @scroll=${this.#look}
          @keydown=${this.#onKey}
        >
          <div class="head" role="rowgroup">${renderHead(head)}</div>
          <div class="space" role="rowgroup">
            <div class="shown" role="presentation">
              ${repeat(
                places,
                (place) => place,
                (place) => renderTableRow(this.rows.at(place), place, context),
              )}
            </div>
          </div>
        </div>
      </div>`;
  }

  protected override firstUpdated(): void {
    this.#resizing.observe(this.#scroller!);
  }

  protected override updated(changed: PropertyValues): void {
    // Styles of elements, not in the markup: the page's policy allows no inline ones.
    setSizes(this.style, this.columns, this.#hasRemarks);
    const [space, shown] = this.renderRoot.querySelectorAll<HTMLElement>('.space, .shown');
    space.style.height = `${this.rows.total * this.#height}px`;
    shown.style.transform = `translateY(${this.window.first * this.#height}px)`;
    if (changed.has('window') || changed.has('rows')) this.#tell('sight', this.window);
  }

  readonly #look = (): void => {
    if (!this.#scroller) return;
    const next = this.#inSight();
    const isSame = next.first === this.window.first && next.end === this.window.end;
    if (!isSame || this.#hasRemarks !== (this.#hasNotes && this.#hasRoom)) this.requestUpdate();
  };

  #inSight(): RowWindow {
    const { scrollTop = 0, clientHeight = 600 } = this.#scroller ?? {};
    return rowWindow(scrollTop, clientHeight, this.#height, this.rows.total);
  }

  #onKey(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (target instanceof HTMLInputElement && event.key === ' ') return;
    const page = Math.max(
      1,
      Math.floor((this.#scroller!.clientHeight - HEADINGS) / this.#height) - 1,
    );
    const { current } = this;
    const action = tableAction(event, { current, total: this.rows.total, page });
    if (!action || (target instanceof HTMLButtonElement && action.kind === 'open')) return;
    if (this.#act(action)) event.preventDefault();
  }

  /** Does what a key asks for; answers whether there was something to do. */
  #act(action: TableAction): boolean {
    const { current: place } = this;
    const row = this.rows.at(place);
    switch (action.kind) {
      case 'move':
        this.moveTo(action.to);
        if (action.extend) this.#tell('row', { kind: 'over', place: action.to, from: place });
        return true;
      case 'tick':
        this.#tell('row', { kind: 'tick', place, withRange: action.withRange });
        return true;
      case 'expand':
      case 'collapse': {
        if (!this.group) return false;
        // A run that is on its way is in an open group too.
        const isOpen = row?.kind !== 'group' || row.isOpen;
        if (isOpen !== (action.kind === 'collapse')) return true;
        this.#tell('row', { kind: 'toggle', place });
        return true;
      }
      case 'open':
        this.#tell('row', { kind: row?.kind === 'group' ? 'toggle' : 'open', place });
        return true;
      case 'edit':
        if (row?.kind === 'run') this.editing = { id: row.run.id, what: action.what };
        return row?.kind === 'run';
      default:
        this.#tell('act', action);
        return true;
    }
  }

  #edit(next: Editing | undefined): void {
    this.editing = next;
    if (!next) void this.updateComplete.then(() => this.#scroller?.focus());
  }

  /** On cards the remarks are a line of their own. */
  get #hasRoom(): boolean {
    const room = this.#scroller?.clientWidth ?? 0;
    return NARROW.matches || room >= leastWidth(this.columns, true);
  }

  get #height(): number {
    return rowHeight(this.#hasRemarks);
  }

  get #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroll');
  }

  #tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('runs-table', RunsTable);

declare global {
  interface HTMLElementTagNameMap {
    'runs-table': RunsTable;
  }
}
