import type { RunRow } from '@peasy/tracker/api';
import { html, nothing } from 'lit';
import { type Column, describeColumn } from '../runs/columns.js';
import { leakWarning, validationLeakWarning } from '../runs/leak.js';
import { lookOf, type RunLook } from '../runs/look.js';
import { type CurveOf, renderCell } from './runs-cells.js';
import '../elements/plain-notice.js';
import './runs-row-editor.js';

/** What all rows of a table have in common. */
export interface RowContext {
  readonly columns: readonly Column[];
  readonly looks: ReadonlyMap<string, RunLook>;
  readonly curveOf: CurveOf;
  readonly now: number;
  /** Whether there is a column of remarks. */
  readonly hasRemarks: boolean;
}

/** The cells of a run: its tick, its columns, its remarks. */
export function renderRun(
  run: RunRow,
  isSelected: boolean,
  { columns, looks, curveOf, now, hasRemarks }: RowContext,
  onTick: (event: MouseEvent) => void,
) {
  const notes = notesOf(run);
  // Most runs of a long list are known to nothing but this table.
  const look = looks.get(run.id) ?? lookOf(run);
  return html`<span role="gridcell" class="tick"
      ><label
        ><input
          type="checkbox"
          tabindex="-1"
          aria-label="Select ${run.name}"
          .checked=${isSelected}
          @click=${onTick}
      /></label></span
    >${columns.map((column) => {
      const { title, numeric } = describeColumn(column)!;
      return html`<span
        role=${column === 'name' ? 'rowheader' : 'gridcell'}
        class="cell ${/^\w+$/.test(column) ? column : 'keyed'} ${numeric ? 'number' : ''}"
        data-label=${title}
        >${renderCell(column, run, look, curveOf, now)}${column === 'name' && notes.length > 0 ? renderMark(notes, hasRemarks) : nothing}</span
      >`;
    })}${
      hasRemarks
        ? html`<span role="gridcell" class="note remarks"
            >${notes.map(
              (note) => html`<plain-notice inline title=${note}>${note}</plain-notice>`,
            )}</span
          >`
        : nothing
    }`;
}

/** The note or the tags of a run as they are being written, in place of its row. */
export function renderEditor(run: RunRow, what: 'note' | 'tags') {
  return html`<span role="gridcell" class="editor"
    ><runs-row-editor .run=${run} .what=${what}></runs-row-editor
  ></span>`;
}

/** A sign beside the name; it has the words too where no column of remarks has them. */
function renderMark(notes: readonly string[], areSaid: boolean) {
  return html`<plain-notice
    inline
    class="mark"
    aria-hidden=${areSaid ? 'true' : nothing}
    title=${notes.join('\n')}
    >${areSaid ? nothing : html`<span class="out-of-sight">${notes.join(' ')}</span>`}</plain-notice
  >`;
}

/** What has to be said about a run: why it failed, what its accuracy is not. */
export function notesOf(run: RunRow): readonly string[] {
  const notes = [
    run.status === 'failed' ? run.message : null,
    leakWarning(run.split),
    validationLeakWarning(run.split),
  ];
  return notes.filter((note): note is string => note !== null && note !== undefined);
}
