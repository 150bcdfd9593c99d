/** A cell of a grid that is drawn. */
export interface GridCell {
  /** How dark it is, 0 to 1. */
  readonly share: number;
  /** What stands in it, a line each, the first one larger. */
  readonly lines: readonly string[];
}

/** A table as a drawing: names of rows and columns, shaded cells. */
export interface Grid {
  readonly title: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly GridCell[])[];
}

/** Colours of the page that a grid is drawn in. */
export interface GridColours {
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
}

const LETTER = 6.6;
const TITLE = 34;
/** Names of columns beyond this many letters stand upright, so that cells stay small. */
const LONGEST_LEVEL = 12;
const LONGEST = 40;

/** Draws a grid as an SVG file of its own. */
export function gridSvg({ title, rows, columns, cells }: Grid, colours: GridColours): string {
  const lines = Math.max(0, ...cells.flat().map((cell) => cell.lines.length));
  const cellWidth = lines === 0 ? 18 : 76;
  const cellHeight = lines === 0 ? 18 : 16 + lines * 15;
  const left = 16 + widthOf(rows) + 8;
  const isUpright = lines === 0 || columns.some((name) => name.length > LONGEST_LEVEL);
  const top = TITLE + (isUpright ? widthOf(columns) + 10 : 22);
  const width = Math.max(left + columns.length * cellWidth + 16, title.length * LETTER + 32);
  const height = top + rows.length * cellHeight + 16;
  const parts = [
    `<rect width="${width}" height="${height}" fill="${colours.surface}"/>`,
    text(16, 22, title, colours.ink, 'start', 13),
    ...columns.map((name, i) => {
      const x = left + (i + 0.5) * cellWidth;
      return isUpright
        ? text(
            x + 4,
            top - 8,
            short(name),
            colours.soft,
            'start',
            11,
            ` transform="rotate(-90 ${x + 4} ${top - 8})"`,
          )
        : text(x, top - 8, name, colours.soft, 'middle', 11);
    }),
  ];
  rows.forEach((name, row) => {
    const y = top + row * cellHeight;
    parts.push(text(left - 8, y + cellHeight / 2 + 4, short(name), colours.soft, 'end', 11));
    cells[row].forEach(({ share, lines: words }, column) => {
      const x = left + column * cellWidth;
      parts.push(
        `<rect x="${x}" y="${y}" width="${cellWidth}" height="${cellHeight}" fill="${colours.ink}" fill-opacity="${(share * 0.32).toFixed(3)}" stroke="${colours.soft}" stroke-opacity="0.35"/>`,
        ...words.map((word, i) =>
          text(x + cellWidth / 2, y + 20 + i * 15, word, colours.ink, 'middle', i === 0 ? 13 : 10),
        ),
      );
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, Helvetica, Arial, sans-serif">${parts.join('')}</svg>`;
}

function widthOf(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => short(name).length)) * LETTER;
}

function short(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

function text(
  x: number,
  y: number,
  words: string,
  fill: string,
  anchor: string,
  size: number,
  more = '',
): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${more}>${escaped(words)}</text>`;
}

/** Words as they stand in XML. */
export function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
