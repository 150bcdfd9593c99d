import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { COLUMN_DESCRIPTIONS, COLUMNS, type Column, orderWords } from '../runs/columns.js';
import { leakWarning } from '../runs/leak.js';
import type { RunLook } from '../runs/look.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { renderCell } from './runs-cells.js';
import { runsTableStyles } from './runs-table-styles.js';
import '../elements/plain-notice.js';

/** A run that was ticked, alone or with all from the last one on. */
export interface Tick {
  readonly id: string;
  readonly withRange: boolean;
}

/**
 * Runs, a row each; on a narrow page, a card each.
 * @fires sort - CustomEvent with the column that was asked for as its detail.
 * @fires tick - CustomEvent with a Tick as its detail.
 */
export class RunsTable extends LitElement {
  static override styles = [base, controls, runsTableStyles];

  static override properties = {
    runs: { attribute: false },
    looks: { attribute: false },
    selected: { attribute: false },
    sort: {},
    descending: { type: Boolean },
    now: { attribute: false },
  };

  /** The runs, in the order to show. */
  declare runs: readonly RunRow[];
  /** Looks by run id. */
  declare looks: ReadonlyMap<string, RunLook>;
  /** Ids of those ticked. */
  declare selected: readonly string[];
  declare sort: Column;
  declare descending: boolean;
  /** The time, in milliseconds since 1970. */
  declare now: number;

  protected override render() {
    return html`${this.#renderSortChoice()}
      <div class="scroll" role="region" aria-label="Runs" tabindex="0">
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" class="tick"><span class="out-of-sight">Select</span></th>
              ${COLUMNS.map((column) => this.#renderHeading(column))}
            </tr>
          </thead>
          ${repeat(
            this.runs,
            ({ id }) => id,
            (run) => this.#renderRun(run),
          )}
        </table>
      </div>`;
  }

  #renderHeading(column: Column) {
    const { title, meaning, numeric } = COLUMN_DESCRIPTIONS[column];
    const isSorted = column === this.sort;
    const direction = this.descending ? 'descending' : 'ascending';
    return html`<th
      role="columnheader"
      class="${column} ${numeric ? 'number' : ''}"
      aria-sort=${isSorted ? direction : 'none'}
    >
      <button
        type="button"
        class="bare"
        title=${meaning ?? title}
        @click=${() => this.#tell('sort', column)}
      >
        ${title}<span class="arrow" aria-hidden="true"
          >${isSorted ? (this.descending ? '↓' : '↑') : ''}</span
        >
      </button>
    </th>`;
  }

  /** The headings again, for where there are none. */
  #renderSortChoice() {
    return html`<div class="sort">
      <label>
        Sort by
        <select
          @change=${(event: Event) => this.#tell('sort', (event.target as HTMLSelectElement).value)}
        >
          ${COLUMNS.map(
            (column) =>
              html`<option value=${column} .selected=${column === this.sort}>
                ${COLUMN_DESCRIPTIONS[column].title}
              </option>`,
          )}
        </select>
      </label>
      <button type="button" @click=${() => this.#tell('sort', this.sort)}>
        ${orderWords(this.sort, this.descending)}
      </button>
    </div>`;
  }

  #renderRun(run: RunRow) {
    const isSelected = this.selected.includes(run.id);
    const notes = [run.status === 'failed' ? run.message : null, leakWarning(run.split)].filter(
      (note) => note !== null && note !== undefined,
    );
    const look = this.looks.get(run.id);
    return html`<tbody role="rowgroup" class=${isSelected ? 'selected' : ''}>
      <tr role="row">
        <td role="cell" class="tick">
          <label
            ><input
              type="checkbox"
              aria-label="Select ${run.name}"
              .checked=${isSelected}
              @click=${(event: MouseEvent) =>
                this.#tell('tick', { id: run.id, withRange: event.shiftKey })}
          /></label>
        </td>
        ${COLUMNS.map((column) => {
          const { title, numeric } = COLUMN_DESCRIPTIONS[column];
          return html`<td
            role=${column === 'name' ? 'rowheader' : 'cell'}
            class="${column} ${numeric ? 'number' : ''}"
            data-label=${title}
            >${renderCell(column, run, look, this.now)}</td
          >`;
        })}
      </tr>
      ${
        notes.length > 0
          ? html`<tr role="row" class="notes">
              <td role="cell"></td>
              <td role="cell" colspan=${COLUMNS.length}>
                ${notes.map((note) => html`<plain-notice inline>${note}</plain-notice>`)}
              </td>
            </tr>`
          : nothing
      }
    </tbody>`;
  }

  #tell(name: 'sort' | 'tick', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

customElements.define('runs-table', RunsTable);

declare global {
  interface HTMLElementTagNameMap {
    'runs-table': RunsTable;
  }
}
