import type { Tensor } from '@peasy/core';
import { formatSignificant } from '../format/number.js';
import { coloursFor, placeIn, type ValuePalette, type ValueRange } from '../inside/colour-scale.js';
import type { Field } from '../inside/receptive-field.js';
import { type CellColours, cellColours } from './cell-colours.js';

/** A picture of cells with its title, its scale and words below it, to be saved as a drawing. */
export interface Plate {
  readonly title: string;
  /** Colours, row by row; undefined: nothing is drawn there. */
  readonly cells: readonly (readonly (string | undefined)[])[];
  /** Numbers in the cells, of the same sizes. */
  readonly numbers?: readonly (readonly CellNumber[])[];
  /** What is marked, in cells. */
  readonly marks?: readonly Field[];
  readonly scale?: { readonly range: ValueRange; readonly palette: ValuePalette };
  readonly notes: readonly string[];
}

export interface CellNumber {
  readonly text: string;
  readonly ink: string;
}

/** Colours of the page that the drawing is made in. */
export interface PlateColours {
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly mark: string;
}

/** An SVG file, and how large it is in pixels. */
export interface PlatesFile {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const SIDE = 288;
const GAP = 28;
const TOP = 56;
const LINE = 16;
/** Letters of the notes that fit below a picture. */
const LETTERS = 48;

/** Plates side by side under a heading, as an SVG file that needs nothing else. */
export function drawPlates(
  heading: string,
  plates: readonly Plate[],
  colours: PlateColours,
): PlatesFile {
  const notes = plates.map((plate) => plate.notes.flatMap((note) => brokenLines(note, LETTERS)));
  const lines = Math.max(...notes.map(({ length }) => length));
  const width = GAP + plates.length * (SIDE + GAP);
  const height = TOP + 24 + SIDE + 34 + lines * LINE + 8;
  const drawn = plates.map((plate, i) => plateAt(GAP + i * (SIDE + GAP), plate, notes[i], colours));
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif">
<rect width="100%" height="100%" fill="${colours.surface}"/>
<text x="${GAP}" y="34" font-size="16" font-weight="600" fill="${colours.ink}">${escaped(heading)}</text>
${drawn.join('\n')}
</svg>`;
  return { text, width, height };
}

/** Colours of maps: of one channel by a scale, of three as they are, of more as tiles. */
export function cellsOf(
  { shape, values }: Tensor,
  range: ValueRange,
  palette: ValuePalette,
  coloured = false,
): (string | undefined)[][] {
  const [height, width, channels] = shape;
  const at = (y: number, x: number, channel: number) =>
    values[(y * width + x) * channels + channel];
  if (coloured) {
    const byte = (value: number) =>
      Math.max(0, Math.min(255, Math.round((value / range.to) * 255)));
    return grid(
      height,
      width,
      (y, x) => `rgb(${[0, 1, 2].map((c) => byte(at(y, x, c))).join(' ')})`,
    );
  }
  const table = coloursFor(range, palette);
  const columns = Math.ceil(Math.sqrt(channels));
  const rows = Math.ceil(channels / columns);
  // One empty cell between tiles.
  return grid(rows * (height + 1) - 1, columns * (width + 1) - 1, (row, column) => {
    const [y, x] = [row % (height + 1), column % (width + 1)];
    const channel = Math.floor(row / (height + 1)) * columns + Math.floor(column / (width + 1));
    if (y === height || x === width || channel >= channels) return undefined;
    const value = at(y, x, channel);
    if (Number.isNaN(value)) return undefined;
    const place = placeIn(range, value) * 3;
    return `rgb(${table[place]} ${table[place + 1]} ${table[place + 2]})`;
  });
}

/** A kernel as cells with its numbers in them. */
export function kernelCells(
  rows: readonly (readonly number[])[],
): Pick<Plate, 'cells' | 'numbers' | 'scale'> {
  const reach = Math.max(...rows.flat().map(Math.abs)) || 1;
  const range = { from: -reach, to: reach };
  const painted = rows.map((row) =>
    row.map((value): CellColours & { text: string } => ({
      ...cellColours(range, 'colour', value),
      text: formatSignificant(value, 3),
    })),
  );
  return {
    cells: painted.map((row) => row.map(({ ground }) => ground)),
    numbers: painted.map((row) => row.map(({ text, ink }) => ({ text, ink }))),
    scale: { range, palette: 'colour' },
  };
}

function plateAt(left: number, plate: Plate, notes: readonly string[], colours: PlateColours) {
  const { cells, numbers, marks, scale, title } = plate;
  const [rows, columns] = [cells.length, cells[0].length];
  const zoom = SIDE / Math.max(rows, columns);
  const below = TOP + 24 + rows * zoom;
  const parts = [
    words(left, TOP + 10, title, { size: 13, weight: 600, ink: colours.ink }),
    `<rect x="${left}" y="${TOP + 24}" width="${round(columns * zoom)}" height="${round(rows * zoom)}" fill="none" stroke="${colours.soft}" stroke-width="1"/>`,
    `<g transform="translate(${left} ${TOP + 24}) scale(${round(zoom)})" shape-rendering="crispEdges">${cells.map(rowRects).join('')}${(marks ?? []).map((field) => markRects(field, zoom, colours.mark)).join('')}</g>`,
    ...(numbers ?? []).flatMap((row, y) =>
      row.map(
        ({ text, ink }, x) =>
          `<text x="${round(left + (x + 0.5) * zoom)}" y="${round(TOP + 24 + (y + 0.5) * zoom + 5)}" font-size="${zoom > 60 ? 15 : 12}" text-anchor="middle" fill="${ink}">${escaped(text)}</text>`,
      ),
    ),
    ...(scale ? [scaleAt(left, below + 12, scale, colours)] : []),
    ...notes.map((note, i) =>
      words(left, below + 42 + i * LINE, note, { size: 11, weight: 400, ink: colours.soft }),
    ),
  ];
  return parts.join('');
}

/** Neighbours of one colour as one rectangle. */
function rowRects(row: readonly (string | undefined)[], y: number): string {
  let text = '';
  for (let x = 0; x < row.length; ) {
    let end = x + 1;
    while (end < row.length && row[end] === row[x]) end++;
    if (row[x]) text += `<rect x="${x}" y="${y}" width="${end - x}" height="1" fill="${row[x]}"/>`;
    x = end;
  }
  return text;
}

function markRects({ top, left, bottom, right }: Field, zoom: number, colour: string): string {
  const box = `x="${left}" y="${top}" width="${right - left + 1}" height="${bottom - top + 1}" fill="none"`;
  // A dark edge under the bright one is seen on every colour.
  return `<rect ${box} stroke="#000" stroke-width="${round(3 / zoom)}"/><rect ${box} stroke="${colour}" stroke-width="${round(1.5 / zoom)}"/>`;
}

function scaleAt(
  left: number,
  top: number,
  { range, palette }: NonNullable<Plate['scale']>,
  { soft }: PlateColours,
): string {
  const table = coloursFor(range, palette);
  const [steps, width] = [64, 96];
  const rects = Array.from({ length: steps }, (_, i) => {
    const at = Math.round((i / (steps - 1)) * 255) * 3;
    return `<rect x="${left + 52 + (i * width) / steps}" y="${top - 7}" width="${width / steps}" height="8" fill="rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})"/>`;
  });
  const style = { size: 11, weight: 400, ink: soft };
  return `${words(left, top, formatSignificant(range.from, 3), style)}<g shape-rendering="crispEdges">${rects.join('')}</g>${words(left + 52 + width + 8, top, formatSignificant(range.to, 3), style)}`;
}

function words(
  x: number,
  y: number,
  text: string,
  { size, weight, ink }: { readonly size: number; readonly weight: number; readonly ink: string },
): string {
  return `<text x="${x}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${ink}">${escaped(text)}</text>`;
}

function brokenLines(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most)
      lines.splice(-1, 1, `${last} ${word}`);
    else lines.push(word);
  }
  return lines;
}

function grid<Cell>(
  rows: number,
  columns: number,
  cellAt: (row: number, column: number) => Cell,
): Cell[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => cellAt(row, column)),
  );
}

const round = (value: number) => Number(value.toFixed(3));

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
