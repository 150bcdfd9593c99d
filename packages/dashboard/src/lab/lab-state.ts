import type { ConvolutionBoundary } from '@peasy/core';

/** A kernel by its name. */
export interface NamedKernel {
  readonly name: string;
  readonly rows: readonly (readonly number[])[];
}

export const KERNELS: readonly NamedKernel[] = [
  {
    name: 'Edges across',
    rows: [
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ],
  },
  {
    name: 'Edges down',
    rows: [
      [-1, -2, -1],
      [0, 0, 0],
      [1, 2, 1],
    ],
  },
  {
    name: 'Edges all ways',
    rows: [
      [0, -1, 0],
      [-1, 4, -1],
      [0, -1, 0],
    ],
  },
  {
    name: 'Blur',
    rows: [
      [1, 2, 1],
      [2, 4, 2],
      [1, 2, 1],
    ].map((row) => row.map((n) => n / 16)),
  },
  {
    name: 'Sharpen',
    rows: [
      [0, -1, 0],
      [-1, 5, -1],
      [0, -1, 0],
    ],
  },
  {
    name: 'Emboss',
    rows: [
      [-2, -1, 0],
      [-1, 1, 1],
      [0, 1, 2],
    ],
  },
  {
    name: 'Nothing',
    rows: [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ],
  },
];

/** What the lab shows, as far as the address says it. */
export interface LabState {
  readonly kernel: readonly (readonly number[])[];
  readonly flips: boolean;
  readonly padding: 'same' | 'valid';
  readonly boundary: ConvolutionBoundary;
  readonly stride: 1 | 2;
  /** The output is drawn by its amounts, as the post did. */
  readonly absolute: boolean;
  /** Place of the output, row by row. */
  readonly place: number;
  /** Place of the photo in the set of the newest run; undefined: the first. */
  readonly photo: number | undefined;
  /** Of the proof: run, layer, filter; undefined: none is chosen. */
  readonly run: string | undefined;
  readonly layer: string | undefined;
  readonly filter: number;
}

/** Sides of a kernel. */
const SIZES = [3, 5];

/** Reads the state of an address; what is wrong counts as left out. */
export function parseLab(query: Readonly<Record<string, string>>): LabState {
  return {
    kernel: parseKernel(query.k ?? '') ?? KERNELS[0].rows,
    flips: query.op === 'convolution',
    padding: query.pad === 'valid' ? 'valid' : 'same',
    boundary: query.edge === 'wrap' || query.edge === 'symm' ? query.edge : 'fill',
    stride: query.stride === '2' ? 2 : 1,
    absolute: query.draw === 'amounts',
    place: whole(query.at) ?? 0,
    photo: whole(query.photo),
    run: query.of,
    layer: query.layer,
    filter: whole(query.filter) ?? 0,
  };
}

/** The query of a state, without what is so by default. */
export function formatLab(state: LabState): Record<string, string> {
  const query: Record<string, string> = {};
  if (formatKernel(state.kernel) !== formatKernel(KERNELS[0].rows)) {
    query.k = formatKernel(state.kernel);
  }
  if (state.flips) query.op = 'convolution';
  if (state.padding === 'valid') query.pad = 'valid';
  if (state.boundary !== 'fill') query.edge = state.boundary;
  if (state.stride === 2) query.stride = '2';
  if (state.absolute) query.draw = 'amounts';
  if (state.place > 0) query.at = String(state.place);
  if (state.photo !== undefined) query.photo = String(state.photo);
  if (state.run !== undefined) query.of = state.run;
  if (state.layer !== undefined) query.layer = state.layer;
  if (state.filter > 0) query.filter = String(state.filter);
  return query;
}

/** "0,1,0;1,-4,1;0,1,0" as rows; undefined for what is no square kernel. */
export function parseKernel(text: string): readonly (readonly number[])[] | undefined {
  const rows = text
    .split(';')
    .map((row) => row.split(',').map((cell) => Number(cell.trim() || Number.NaN)));
  const isSquare = SIZES.includes(rows.length) && rows.every((row) => row.length === rows.length);
  return isSquare && rows.flat().every(Number.isFinite) ? rows : undefined;
}

/** Rows as a text for the address. */
export function formatKernel(rows: readonly (readonly number[])[]): string {
  return rows.map((row) => row.join(',')).join(';');
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
