import type { QueryAnswer, QueryCell } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { rowWindow } from '../runs/row-window.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';
import { cellText } from './query-client.js';

/** Pixels of a row; the window over the rows is computed from it. */
const ROW = 30;
/** Letters that a column is wide at least and at most. */
const [NARROWEST, WIDEST] = [6, 36];
/** Rows whose letters are counted for the widths. */
const COUNTED = 500;

/** The rows of an answer: only those in sight are in the page, so that ten thousand scroll as lightly as ten. */
export class AnswerRows extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      :host {
        display: block;
      }
      .scroll {
        max-height: 560px;
        overflow: auto;
      }
      table {
        table-layout: fixed;
      }
      tr {
        height: ${ROW}px;
      }
      th,
      td {
        padding-block: 0;
        vertical-align: middle;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      thead th {
        position: sticky;
        top: 0;
        z-index: 1;
        background: var(--surface);
        vertical-align: middle;
      }
      .room td {
        padding: 0;
        border: 0;
      }
      .null {
        color: var(--ink-soft);
        font-style: italic;
      }
    `,
  ];

  static override properties = {
    answer: { attribute: false },
    numbers: { attribute: false },
    seen: { state: true },
  };

  declare answer: QueryAnswer;
  /** Columns that have numbers, by their places. */
  declare numbers: readonly number[];
  /** What the scroller shows. */
  declare private seen: { readonly top: number; readonly height: number };

  constructor() {
    super();
    this.seen = { top: 0, height: 560 };
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('answer')) this.seen = { top: 0, height: this.seen.height };
  }

  protected override render() {
    const { columns, rows } = this.answer;
    const { first, end } = rowWindow(this.seen.top, this.seen.height, ROW, rows.length);
    const look = (place: number) => (this.numbers.includes(place) ? 'number' : '');
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Rows" @scroll=${this.#scroll}>
      <table aria-rowcount=${rows.length + 1}>
        <colgroup>${columns.map(() => html`<col />`)}</colgroup>
        <thead>
          <tr aria-rowindex="1">
            ${columns.map((name, i) => html`<th scope="col" class=${look(i)} title=${name}>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${first > 0 ? this.#renderRoom('above') : nothing}
          ${rows.slice(first, end).map(
            (row, i) =>
              html`<tr aria-rowindex=${first + i + 2}>
                ${row.map((cell, column) => renderCell(cell, look(column)))}
              </tr>`,
          )}
          ${end < rows.length ? this.#renderRoom('below') : nothing}
        </tbody>
      </table>
    </div>`;
  }

  /** Holds the place of rows that are out of sight. */
  #renderRoom(side: 'above' | 'below') {
    return html`<tr class="room ${side}" aria-hidden="true">
      <td colspan=${this.answer.columns.length}></td>
    </tr>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const { rows } = this.answer;
    const { first, end } = rowWindow(this.seen.top, this.seen.height, ROW, rows.length);
    this.#setHeight('.above', first * ROW);
    this.#setHeight('.below', (rows.length - end) * ROW);
    if (!changed.has('answer')) return;
    this.renderRoot.querySelector('.scroll')!.scrollTop = 0;
    const widths = this.answer.columns.map((_, i) => widthOf(this.answer, i));
    this.renderRoot.querySelectorAll('col').forEach((column, i) => {
      column.style.width = `${widths[i]}ch`;
    });
    // Columns of a table without a width of its own would follow the rows that are in sight.
    const all = widths.reduce((sum, width) => sum + width, 0);
    this.renderRoot.querySelector('table')!.style.width = `${all}ch`;
  }

  #setHeight(rows: string, pixels: number): void {
    const row = this.renderRoot.querySelector<HTMLElement>(rows);
    if (row) row.style.height = `${pixels}px`;
  }

  #scroll({ target }: Event): void {
    const { scrollTop, clientHeight } = target as HTMLElement;
    this.seen = { top: scrollTop, height: clientHeight };
  }
}

function widthOf({ columns, rows }: QueryAnswer, column: number): number {
  const longest = rows
    .slice(0, COUNTED)
    .reduce((most, row) => Math.max(most, (cellText(row[column]) ?? 'NULL').length), 0);
  return Math.min(WIDEST, Math.max(NARROWEST, columns[column].length, longest)) + 4;
}

function renderCell(cell: QueryCell, look: string) {
  const text = cellText(cell);
  return html`<td class="${look} ${text === undefined ? 'null' : ''}" title=${text ?? 'NULL'}>${text ?? 'NULL'}</td>`;
}

customElements.define('answer-rows', AnswerRows);

declare global {
  interface HTMLElementTagNameMap {
    'answer-rows': AnswerRows;
  }
}
