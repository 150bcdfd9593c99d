/** Columns of a panel, as in assembly/panels.ts. */
export const PANEL = 8;

/** Floats of a matrix [rows, columns] in panels: the last panel is filled up. */
export function panelFloats(rows: number, columns: number): number {
  return Math.ceil(columns / PANEL) * PANEL * rows;
}

/** Writes a row-major matrix [rows, columns] as [columns / 8][rows][8], the last panel filled up with zeros. */
export function toPanels(
  values: Float32Array,
  rows: number,
  columns: number,
  target: Float32Array,
): void {
  target.fill(0);
  forEachPanelRow(rows, columns, (row, first, count, at) => {
    const from = row * columns + first;
    for (let lane = 0; lane < count; lane++) target[at + lane] = values[from + lane];
  });
}

/** The inverse of toPanels. */
export function fromPanels(panels: Float32Array, rows: number, columns: number): Float32Array {
  const values = new Float32Array(rows * columns);
  forEachPanelRow(rows, columns, (row, first, count, at) => {
    const to = row * columns + first;
    for (let lane = 0; lane < count; lane++) values[to + lane] = panels[at + lane];
  });
  return values;
}

function forEachPanelRow(
  rows: number,
  columns: number,
  visit: (row: number, firstColumn: number, count: number, at: number) => void,
): void {
  let at = 0;
  for (let first = 0; first < columns; first += PANEL) {
    const count = Math.min(PANEL, columns - first);
    for (let row = 0; row < rows; row++) {
      visit(row, first, count, at);
      at += PANEL;
    }
  }
}
