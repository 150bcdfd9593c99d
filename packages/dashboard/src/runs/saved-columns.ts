import { type Column, isColumn, USUAL_COLUMNS } from './columns.js';

const KEY = 'peasy.runs.columns';

/** The columns that were chosen last in this browser, or the usual ones. */
export function savedColumns(): readonly Column[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    const columns = Array.isArray(saved) ? saved.filter((one) => isColumn(String(one))) : [];
    return columns.length > 0 ? columns : USUAL_COLUMNS;
  } catch {
    return USUAL_COLUMNS;
  }
}

/** Keeps a choice of columns for the next visit. */
export function saveColumns(columns: readonly Column[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(columns));
  } catch {
    // A browser that keeps nothing still shows them: they are in the address.
  }
}
