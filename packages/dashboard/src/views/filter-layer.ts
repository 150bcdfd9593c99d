import type { Tensor } from '@peasy/core';
import { SHEET_GAP } from '../elements/filter-sheet.js';
import type { ValuePalette, ValueRange } from '../inside/colour-scale.js';
import {
  type FilterPicture,
  type FilterShape,
  filterOf,
  filterPicture,
  pictureSize,
  weightRange,
} from '../inside/filter-pictures.js';
import { type FilterFacts, isTwin } from '../inside/filter-statistics.js';
import { remember } from '../inside/remember.js';
import type { FilterOrder } from '../state/microscope-route.js';

/** Sides of a filter's picture on the sheet, in pixels: at least, and at most, of one picture or of tiles. */
const LEAST_SIDE = 32;
const MOST_SIDE = 48;
const MOST_SIDE_OF_TILES = 128;
/** Rows that the sheet has where its pictures may be large. */
const ROWS = 2;

/** How a layer's filters lie on a sheet. */
export interface SheetGrid {
  /** Canvas pixels a weight, so that the sheet has few rows as long as its pictures can be seen. */
  readonly zoom: number;
  readonly gap: number;
  readonly columns: number;
}

export function sheetGrid(shape: FilterShape, filters: number, room: number): SheetGrid {
  const { height, width } = pictureSize(shape);
  const isTiles = width > shape.width;
  const share = room / Math.ceil(filters / ROWS) - SHEET_GAP;
  const most = isTiles ? MOST_SIDE_OF_TILES : MOST_SIDE;
  const side = Math.max(LEAST_SIDE, Math.min(most, share));
  const zoom = Math.max(1, Math.floor(side / Math.max(height, width)));
  const gap = isTiles ? Math.max(SHEET_GAP, 3 * zoom) : SHEET_GAP;
  const fitting = Math.floor(room / (width * zoom + gap));
  return { zoom, gap, columns: Math.max(1, Math.min(filters, fitting)) };
}

/** Filters that something is so of. */
export function placesWhere(
  facts: readonly FilterFacts[],
  is: (one: FilterFacts) => boolean,
): readonly number[] {
  return facts.flatMap((one, i) => (is(one) ? [i] : []));
}

/** Pairs of twins, each once, the most alike first. */
export function twinPairs(
  facts: readonly FilterFacts[],
): readonly { readonly a: number; readonly b: number; readonly cosine: number }[] {
  const pairs = new Map<string, { a: number; b: number; cosine: number }>();
  for (const [i, fact] of facts.entries()) {
    if (!isTwin(fact)) continue;
    const { filter, cosine } = fact.nearest!;
    const [a, b] = [Math.min(i, filter), Math.max(i, filter)];
    pairs.set(`${a} ${b}`, { a, b, cosine });
  }
  return [...pairs.values()].sort((one, other) => other.cosine - one.cosine);
}

/** Filters by number, or the largest first; by number as long as nothing is known of them. */
export function orderOf(
  filters: number,
  order: FilterOrder,
  facts: readonly FilterFacts[] | undefined,
): readonly number[] {
  const all = Array.from({ length: filters }, (_, i) => i);
  if (order === 'number' || !facts) return all;
  return all.sort((a, b) => facts[b][order] - facts[a][order] || a - b);
}

/** A layer's filters as pictures, the same objects each time, and the range of its weights. */
export const picturesOf = remember(
  (
    kernel: Tensor,
    key: string,
  ): { readonly pictures: readonly FilterPicture[]; readonly range: ValueRange } => {
    const [shape, own, palette] = JSON.parse(key) as [FilterShape, boolean, ValuePalette];
    const range = weightRange(kernel.values);
    const pictures = Array.from({ length: kernel.shape.at(-1)! }, (_, i) => {
      const filter = filterOf(kernel, i, shape);
      return filterPicture(filter, shape, own ? weightRange(filter.values) : range, palette);
    });
    return { pictures, range };
  },
);
