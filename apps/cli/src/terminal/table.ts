/** One column of a table: its head, its cells' text, and on which side they stand. */
export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'left' | 'right';
}

/** Rows as lines of aligned columns, two spaces between, heads first. Widths count characters, without colour codes. */
export function formatTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = [
    columns.map(({ head }) => head),
    ...rows.map((row) => columns.map((c) => c.cell(row))),
  ];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => visibleLength(line[i]))));
  return cells
    .map((line) =>
      line
        .map((text, i) => pad(text, widths[i], columns[i].align ?? 'left'))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(width - visibleLength(text));
  return align === 'right' ? space + text : text + space;
}

function visibleLength(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with ESC.
  return [...text.replace(/\x1b\[[0-9;]*m/g, '')].length;
}
