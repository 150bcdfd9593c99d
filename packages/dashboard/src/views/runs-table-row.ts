import { html, nothing } from 'lit';
import { groupMetric } from '../runs/run-groups.js';
import type { TableRow } from '../runs/table-rows.js';
import { renderGroup } from './runs-group-row.js';
import { type RowContext, renderEditor, renderRun } from './runs-row.js';

/** What was done to the row at a place: it was ticked (with all from the last one on, where `withRange`), moved over, opened, closed, or its group is to be compared. */
export interface RowAct {
  readonly kind: 'tick' | 'over' | 'open' | 'toggle' | 'compare';
  readonly place: number;
  /** Where the keyboard was before. */
  readonly from?: number;
  readonly withRange?: boolean;
}

/** A run whose note or tags are being written. */
export interface Editing {
  readonly id: string;
  readonly what: 'note' | 'tags';
}

/** What a row of the table shows beside itself, and whom it tells. */
export interface TableRowContext extends RowContext {
  readonly selected: ReadonlySet<string>;
  /** What the rows are grouped by; empty: they are not. */
  readonly group: string;
  readonly sort: string;
  /** Place of the row that the keyboard is at. */
  readonly current: number;
  readonly editing: Editing | undefined;
  readonly onAct: (act: RowAct) => void;
  readonly onCurrent: (place: number) => void;
  readonly onEdit: (editing: Editing | undefined) => void;
}

/** A row at its place: a run, the head of a group, or one that is on its way. */
export function renderTableRow(row: TableRow | undefined, place: number, context: TableRowContext) {
  const { group, selected, current, onEdit } = context;
  const isSelected = row?.kind === 'run' && selected.has(row.run.id);
  const classes = [
    ...['row', isSelected ? 'selected' : '', place === current ? 'current' : ''],
    ...[
      row?.kind === 'group' ? 'of-group' : '',
      row?.kind === 'run' && row.isNested ? 'nested' : '',
    ],
  ];
  return html`<div
    class=${classes.filter(Boolean).join(' ')}
    role="row"
    id="row-${place}"
    aria-rowindex=${place + 2}
    aria-selected=${row?.kind === 'group' ? nothing : isSelected}
    aria-level=${group ? (row?.kind === 'group' ? 1 : 2) : nothing}
    aria-expanded=${row?.kind === 'group' ? row.isOpen : nothing}
    @click=${(event: MouseEvent) => onClick(event, place, context)}
    @dblclick=${(event: MouseEvent) => onDoubleClick(event, row, context)}
    @done=${() => onEdit(undefined)}
  >
    ${renderCells(row, place, isSelected, context)}
  </div>`;
}

function renderCells(
  row: TableRow | undefined,
  place: number,
  isSelected: boolean,
  context: TableRowContext,
) {
  if (!row) return html`<span role="gridcell" class="coming">…</span>`;
  const { editing, onAct } = context;
  if (row.kind === 'group') {
    return renderGroup(row.group, row.isOpen, {
      ...{ by: context.group, metric: groupMetric(context.sort) },
      onToggle: () => onAct({ kind: 'toggle', place }),
      onTick: () => onAct({ kind: 'tick', place }),
      onCompare: () => onAct({ kind: 'compare', place }),
    });
  }
  if (editing?.id === row.run.id) return renderEditor(row.run, editing.what);
  return renderRun(row.run, isSelected, context, (event) =>
    onAct({ kind: 'tick', place, withRange: event.shiftKey }),
  );
}

function onClick(event: MouseEvent, place: number, { onCurrent, onAct }: TableRowContext): void {
  onCurrent(place);
  const [target] = event.composedPath();
  const isPlain = !(target instanceof Element) || !target.closest('a, button, label, input');
  if (event.shiftKey && isPlain) onAct({ kind: 'tick', place, withRange: true });
}

/** A note or tags that are shown are written where they stand. */
function onDoubleClick(
  event: MouseEvent,
  row: TableRow | undefined,
  { onEdit }: TableRowContext,
): void {
  const [target] = event.composedPath();
  const cell = target instanceof Element ? target.closest('.cell.note, .cell.tags') : null;
  if (!cell || row?.kind !== 'run') return;
  onEdit({ id: row.run.id, what: cell.classList.contains('note') ? 'note' : 'tags' });
}
