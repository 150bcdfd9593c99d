import { html, nothing } from 'lit';
import { type Column, describeColumn, orderWords } from '../runs/columns.js';

/** What the headings show, and whom they tell. */
export interface HeadContext {
  readonly columns: readonly Column[];
  readonly sort: Column;
  readonly descending: boolean;
  readonly hasRemarks: boolean;
  /** How many of the found runs are selected. */
  readonly ticked: 'all' | 'some' | 'none';
  readonly onSort: (column: Column) => void;
  readonly onAll: () => void;
}

/** The row of headings. */
export function renderHead(context: HeadContext) {
  const { columns, hasRemarks, ticked, onAll } = context;
  return html`<div class="row" role="row" aria-rowindex="1">
    <span role="columnheader" class="tick"
      ><label
        ><input
          type="checkbox"
          tabindex="-1"
          aria-label="Select all runs that are found"
          .checked=${ticked === 'all'}
          .indeterminate=${ticked === 'some'}
          @click=${(event: Event) => {
            event.preventDefault();
            onAll();
          }} /></label
    ></span>
    ${columns.map((column) => renderHeading(column, context))}
    ${hasRemarks ? html`<span role="columnheader" class="note">Remarks</span>` : nothing}
  </div>`;
}

function renderHeading(column: Column, { sort, descending, onSort }: HeadContext) {
  const { title, meaning, numeric, orderBy } = describeColumn(column)!;
  const isSorted = column === sort;
  const direction = descending ? 'descending' : 'ascending';
  return html`<span
    role="columnheader"
    class="cell ${column === 'name' ? 'name' : ''} ${numeric ? 'number' : ''}"
    aria-sort=${orderBy ? (isSorted ? direction : 'none') : nothing}
    >${
      orderBy
        ? html`<button
            type="button"
            class="bare"
            tabindex="-1"
            title=${meaning ?? title}
            @click=${() => onSort(column)}
          >
            <span class="clip">${title}</span
            ><span class="arrow" aria-hidden="true"
              >${isSorted ? (descending ? '↓' : '↑') : ''}</span
            >
          </button>`
        : html`<span class="clip" title=${meaning ?? title}>${title}</span>`
    }</span
  >`;
}

/** The headings again, for where there are none, and for the keyboard. */
export function renderSortChoice({ columns, sort, descending, onSort, onAll }: HeadContext) {
  const sortable = columns.filter((column) => describeColumn(column)?.orderBy);
  const choices = sortable.includes(sort) ? sortable : [sort, ...sortable];
  return html`<div class="sort">
    <label>
      Sort by
      <select @change=${(event: Event) => onSort((event.target as HTMLSelectElement).value)}>
        ${choices.map(
          (column) =>
            html`<option value=${column} .selected=${column === sort}>
              ${describeColumn(column)?.title}
            </option>`,
        )}
      </select>
    </label>
    <button type="button" @click=${() => onSort(sort)}>${orderWords(sort, descending)}</button>
    <button type="button" class="bare" @click=${onAll}>All</button>
  </div>`;
}
