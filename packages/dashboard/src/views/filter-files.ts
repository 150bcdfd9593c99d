import type { Network, Tensor } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import type { SavedPicture } from '../elements/save-pictures.js';
import { epochText } from '../format/epoch.js';
import type { ValuePalette, ValueRange } from '../inside/colour-scale.js';
import type { FilterPicture, FilterShape } from '../inside/filter-pictures.js';
import { framesPicture } from '../inside/paint-frames.js';
import { type SheetBlock, sheetLookOf, sheetPicture } from '../inside/sheet-picture.js';
import { stacked } from '../inside/tensor-files.js';

/** Side of a filter's picture in a file, in pixels at least. */
const SIDE = 96;
const ROW = 8;

/** Whose filters they are, and in whose colours the files are. */
export interface FilterOwner extends HTMLElement {
  readonly run: RunDetail;
  readonly network: Network;
  readonly snapshot: SnapshotRow;
}

/** A layer's weights, and its filters as pictures. */
export interface FilterLayer {
  readonly kernel: Tensor;
  readonly shape: FilterShape;
  readonly pictures: readonly FilterPicture[];
}

/** A layer's filters as one sheet, and its weights. */
export function layerFiles(
  owner: FilterOwner,
  layer: string,
  { kernel, pictures }: FilterLayer,
): readonly SavedPicture[] {
  const blocks = () => pictures.map((picture, i) => filterBlock(picture, String(i)));
  const axes =
    kernel.shape.length === 4 ? ['row', 'column', 'channel', 'filter'] : ['input', 'unit'];
  return [
    {
      label: 'all filters',
      name: `${stemOf(owner)}-${layer}-filters`,
      picture: () => sheetOf(owner, layer, rowsOf(blocks(), ROW)),
      numbers: () => ({ tensor: kernel, axes: axes.map((name) => ({ name })) }),
    },
  ];
}

/** A filter's picture with its weights. */
export function weightsFile(
  owner: FilterOwner,
  title: string,
  { picture, filter }: { readonly picture: FilterPicture; readonly filter: Tensor },
): SavedPicture {
  return {
    label: 'weights',
    name: `${stemOf(owner)}-${title}-weights`,
    picture: () => sheetOf(owner, title, [[filterBlock(picture, 'weights')]]),
    numbers: () => ({
      tensor: filter,
      axes: ['row', 'column', 'channel'].map((name) => ({ name })),
    }),
  };
}

/** Pictures of one size, `[height, width, channels]`, each with its word, as a strip and as numbers. */
export function stripFile(
  owner: FilterOwner,
  { title, label, axis }: { readonly title: string; readonly label: string; readonly axis: string },
  pictures: readonly { readonly word: string; readonly tensor: Tensor }[],
  paint: { readonly range: ValueRange; readonly palette: ValuePalette; readonly coloured: boolean },
): SavedPicture {
  return {
    label,
    name: `${stemOf(owner)}-${title}-${label}`,
    picture: () => {
      const blocks = pictures.map(({ word, tensor }): SheetBlock => {
        const zoom = Math.max(1, Math.ceil(SIDE / tensor.shape[0]));
        const { range, palette, coloured } = paint;
        const look = { columns: 1, zoom, ranges: [range], palette, coloured };
        return { picture: framesPicture(tensor, look), words: [word] };
      });
      return sheetOf(owner, `${title}, ${label}`, [blocks]);
    },
    numbers: () => ({
      tensor: stacked(pictures.map(({ tensor }) => tensor)),
      axes: [
        { name: axis, places: pictures.map(({ word }) => word) },
        ...['row', 'column', 'channel'].map((name) => ({ name })),
      ],
    }),
  };
}

function stemOf({ run, snapshot }: FilterOwner): string {
  return `${run.name}-epoch-${epochText(snapshot.epoch)}`;
}

function sheetOf(owner: FilterOwner, title: string, rows: readonly (readonly SheetBlock[])[]) {
  const { run, snapshot } = owner;
  const heading = `${run.name}, epoch ${epochText(snapshot.epoch)}; ${title}`;
  return sheetPicture(heading, rows, sheetLookOf(owner));
}

function filterBlock({ height, width, words }: FilterPicture, word: string): SheetBlock {
  const zoom = Math.max(1, Math.ceil(SIDE / Math.max(height, width)));
  const picture = new ImageData(width * zoom, height * zoom);
  const pixels = new Uint32Array(picture.data.buffer);
  for (let y = 0; y < height * zoom; y++) {
    for (let x = 0; x < width * zoom; x++) {
      pixels[y * width * zoom + x] = words[Math.floor(y / zoom) * width + Math.floor(x / zoom)];
    }
  }
  return { picture, words: [word] };
}

function rowsOf<One>(all: readonly One[], most: number): readonly (readonly One[])[] {
  const rows = Math.ceil(all.length / most);
  return Array.from({ length: rows }, (_, row) => all.slice(row * most, (row + 1) * most));
}
