import {
  type CheckedLayer,
  CONVOLUTION_CANDIDATES,
  candidateMap,
  checkFilter,
  type FilterCheck,
  mapOf,
} from '@peasy/core';
import { formatSignificant } from '../format/number.js';
import { rangeOf, type ValuePalette, type ValueRange } from '../inside/colour-scale.js';
import { inputPicture, outputOf, outputPicture } from './bench-pictures.js';
import type { BenchWork } from './bench-work.js';
import type { LabState } from './lab-state.js';
import type { LabSubject } from './lab-subject.js';
import { cellsOf, kernelCells, type Plate } from './plates.js';
import type { Saved } from './save-plates.js';
import { slideWindow } from './slide.js';
import { flipWords } from './words.js';

type Rows = readonly (readonly string[])[];

/** The names of the candidates, as they are shown. */
export const CANDIDATE_NAMES = {
  convolve2d: 'convolve2d',
  correlate2d: 'correlate2d',
  correlate2dFlipped: 'correlate2d, kernel flipped',
} as const;

/** What can be saved of the bench: photo, kernel and output as they are shown, and every sum. */
export function benchFiles(work: BenchWork, state: LabState): Saved {
  return {
    name: `lab-${fileWord(work.kernel)}`,
    heading: `${work.kernel}: ${state.flips ? 'convolution' : 'correlation'}`,
    plates: () => benchPlates(work, state),
    rows: () => benchRows(work),
  };
}

function benchPlates(work: BenchWork, state: LabState): readonly Plate[] {
  const { slide, title, names } = work;
  const output = outputOf(slide);
  const last = output.length * output[0].length - 1;
  const upTo = Math.min(state.place, last);
  const at = [Math.floor(upTo / output[0].length), upTo % output[0].length] as const;
  const input = inputPicture(work, at, 0);
  const drawn = outputPicture(slide, { upTo, marked: at }, state, 0);
  const window = slideWindow(slide, ...at);
  const isAlone = slide.kernels.length === 1;
  // Of many channels the one that weighs most there is written out.
  const heaviest = window.channels.reduce(
    (so, { sum }, i) => (Math.abs(sum) > Math.abs(window.channels[so].sum) ? i : so),
    0,
  );
  const kernel = rowsOf(window.channels[heaviest].kernel, window.size);
  return [
    {
      title,
      cells: cellsOf(input.tensor, input.range, input.palette, input.coloured),
      marks:
        input.columns === 1
          ? input.outlines.flatMap(({ field, isQuiet }) => (isQuiet ? [] : [field]))
          : [],
      ...(input.coloured ? {} : { scale: input }),
      notes: [
        `Window at row ${at[0]}, column ${at[1]}`,
        ...(input.coloured ? ['Red, green and blue, 0 to 1'] : []),
      ],
    },
    {
      title: `The kernel${isAlone ? '' : ` over ${names[heaviest]}`}${slide.flips ? ', flipped' : ''}`,
      ...kernelCells(kernel),
      marks: [cornerOf(slide.flips ? window.size - 1 : 0)],
      notes: [flipWords(slide.flips)],
    },
    {
      title: `The output, ${output.length} × ${output[0].length}`,
      cells: cellsOf(drawn.tensor, drawn.range, drawn.palette),
      marks: drawn.outlines.map(({ field }) => field),
      scale: drawn,
      notes: [
        `Sum at row ${at[0]}, column ${at[1]}: ${formatSignificant(window.sum, 4)}`,
        `${state.absolute ? 'Absolute values' : 'With sign'}; padding ${slide.padding}${slide.padding === 'same' ? `, beyond the edge ${slide.boundary}` : ''}; stride ${slide.stride}`,
      ],
    },
  ];
}

/** A row a place: the sums by channel, or of one channel all that is multiplied. */
function benchRows({ slide, names, own }: BenchWork): Rows {
  const output = outputOf(slide);
  const { size } = slideWindow(slide, 0, 0);
  const isAlone = slide.kernels.length === 1;
  const cells = (what: string) =>
    Array.from({ length: size * size }, (_, i) => `${what} ${Math.floor(i / size)} ${i % size}`);
  const head = [
    ...['row', 'column', 'window top', 'window left'],
    ...(isAlone
      ? [...cells('input'), ...cells('kernel'), ...cells('product')]
      : names.map((name) => `sum of ${name}`)),
    ...['bias', 'sum'],
    ...(own ? ["layer's own output"] : []),
  ];
  const rows = output.flatMap((row, y) =>
    row.map((_, x) => {
      const { top, left, channels, sum } = slideWindow(slide, y, x);
      const [{ inputs, kernel, products }] = channels;
      const parts = isAlone
        ? [...inputs, ...kernel, ...products]
        : channels.map((channel) => channel.sum);
      return [y, x, top, left, ...parts, slide.bias, sum, ...(own ? [own[y][x]] : [])].map(String);
    }),
  );
  return [head, ...rows];
}

/** What the proof is of, and what it has come to. */
export interface Proof {
  readonly subject: LabSubject;
  readonly checked: CheckedLayer;
  readonly photo: string | undefined;
  readonly palette: ValuePalette;
  /** In words. */
  readonly verdict: string;
  /** Every filter of the layer, where they were asked for. */
  readonly all: readonly FilterCheck[] | undefined;
}

/** What can be saved of the proof: the four maps, and their numbers. */
export function proofFiles(proof: Proof): Saved {
  const { subject, checked, verdict } = proof;
  const { run, filter, snapshot } = subject;
  const of = `${run?.name}, ${checked.layer.name}, filter ${filter}`;
  return {
    name: `proof-${fileWord(of)}`,
    heading: `${of}, epoch ${snapshot?.epoch}. ${verdict}`,
    plates: () => proofPlates(proof),
    rows: () => proofRows(proof),
    json: () => ({
      run: run?.id,
      name: run?.name,
      layer: checked.layer.name,
      epoch: snapshot?.epoch,
      photo: proof.photo,
      ...checkFilter(checked, filter),
      maps: Object.fromEntries(proofMaps(checked, filter).map(({ key, rows }) => [key, rows])),
      ...(proof.all && { filters: proof.all }),
    }),
  };
}

/** The layer's own map of a filter, and what the three candidates come to. */
export function proofMaps(checked: CheckedLayer, filter: number) {
  return [
    { key: 'own', name: "The layer's own output", rows: mapOf(checked.output, filter) },
    ...CONVOLUTION_CANDIDATES.map((key) => ({
      ...{ key, name: CANDIDATE_NAMES[key] },
      rows: candidateMap(checked, filter, key),
    })),
  ];
}

function proofPlates({ subject: { filter }, checked, photo, palette }: Proof): readonly Plate[] {
  const maps = proofMaps(checked, filter);
  const range: ValueRange = rangeOf(maps.flatMap(({ rows }) => rows.flat()));
  const { differences } = checkFilter(checked, filter);
  return maps.map(({ name, rows }, i) => ({
    title: name,
    cells: cellsOf(
      { shape: [rows.length, rows[0].length, 1], values: Float32Array.from(rows.flat()) },
      range,
      palette,
    ),
    scale: { range, palette },
    notes: [
      i === 0
        ? `By the engine${photo ? `, for ${photo}` : ''}`
        : `Largest difference ${formatSignificant(differences[CONVOLUTION_CANDIDATES[i - 1]], 3)}`,
    ],
  }));
}

function proofRows({ subject: { filter }, checked }: Proof): Rows {
  const maps = proofMaps(checked, filter);
  const [{ rows: own }] = maps;
  return [
    ['row', 'column', ...maps.map(({ key }) => key)],
    ...own.flatMap((row, y) =>
      row.map((_, x) => [y, x, ...maps.map(({ rows }) => rows[y][x])].map(String)),
    ),
  ];
}

/** The cell of a kernel with the number that was written top left. */
function cornerOf(at: number) {
  return { top: at, bottom: at, left: at, right: at };
}

function rowsOf(values: readonly number[], size: number): number[][] {
  return Array.from({ length: size }, (_, y) => values.slice(y * size, (y + 1) * size));
}

/** Words as a part of a file's name. */
function fileWord(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}
