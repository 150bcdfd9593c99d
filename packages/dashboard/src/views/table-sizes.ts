import { type Column, describeColumn } from '../runs/columns.js';

/** Heights of a row, of a card, and of a card's two lines of remarks, in pixels, as in the styles. */
const ROW = 34;
const CARD = 136;
const CARD_NOTE = 40;
const GAP = 10;
const TICK_WIDTH = 34;
const NOTE_WIDTH = 260;
/** Pixels that the headings take. */
export const HEADINGS = 32;

/** Pages on which rows are cards. */
export const NARROW = matchMedia('(max-width: 760px)');

/** Of a row, in pixels; the head of a group is as high. */
export function rowHeight(hasRemarks: boolean): number {
  if (!NARROW.matches) return ROW;
  return CARD + (hasRemarks ? CARD_NOTE : 0);
}

/** The least that a row takes, in pixels. */
export function leastWidth(columns: readonly Column[], hasRemarks: boolean): number {
  const widths = columns.map((column) => describeColumn(column)!.width);
  if (hasRemarks) widths.push(NOTE_WIDTH);
  return widths.reduce((sum, width) => sum + width + GAP, TICK_WIDTH);
}

/** Tells a table's styles the tracks of its grid, the least pixels that they take, and how high a card is. */
export function setSizes(
  style: CSSStyleDeclaration,
  columns: readonly Column[],
  hasRemarks: boolean,
): void {
  const tracks = columns.map((column) => {
    const { width, grow } = describeColumn(column)!;
    return grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`;
  });
  if (hasRemarks) tracks.push(`minmax(${NOTE_WIDTH}px, 3fr)`);
  style.setProperty('--tracks', `${TICK_WIDTH}px ${tracks.join(' ')}`);
  style.setProperty('--least', `${leastWidth(columns, hasRemarks)}px`);
  style.setProperty('--card', `${rowHeight(hasRemarks)}px`);
}
