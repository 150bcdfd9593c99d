import type { ConvolutionBoundary } from '@peasy/core';
import { type Drawing, formatDrawing, parseDrawing } from './drawing.js';
import { formatKernel, KERNELS, type KernelRows, parseKernel } from './kernels.js';

/** Where the photo comes from. */
export const PHOTO_SOURCES = ['set', 'own', 'drawing'] as const;
export type PhotoSource = (typeof PHOTO_SOURCES)[number];

/** What of a photo a kernel of one's own slides over. */
export const PLANES = ['grey', 'red', 'green', 'blue'] as const;
export type Plane = (typeof PLANES)[number];

/** How fast it plays. */
export const SPEEDS = ['slow', 'middle', 'fast'] as const;
export type Speed = (typeof SPEEDS)[number];

/** What the lab shows, as far as the address says it. */
export interface LabState {
  /** Of one's own, or by name. */
  readonly kernel: KernelRows;
  /** The kernel is the run's filter instead. */
  readonly isFilter: boolean;
  /** Input channel of the run's filter; undefined: all of them, with the bias. */
  readonly channel: number | undefined;
  readonly plane: Plane;
  readonly flips: boolean;
  readonly padding: 'same' | 'valid';
  readonly boundary: ConvolutionBoundary;
  readonly stride: number;
  /** The output is drawn by its amounts, as the post did. */
  readonly absolute: boolean;
  /** The output is drawn in grey, as in the post. */
  readonly isGrey: boolean;
  readonly speed: Speed;
  /** Place of the output, row by row. */
  readonly place: number;
  readonly source: PhotoSource;
  /** Place of the photo in the run's set; undefined: an example. */
  readonly photo: number | undefined;
  readonly drawing: Drawing | undefined;
  /** Which of the own photos, for as long as the page has them; undefined: the newest. */
  readonly own: string | undefined;
  /** Run, layer, filter and epoch of the proof, and of a kernel that is a filter; undefined: the newest. */
  readonly run: string | undefined;
  readonly layer: string | undefined;
  readonly filter: number;
  readonly epoch: number | undefined;
}

/** Strides up to this are read. */
export const STRIDES = ['1', '2', '3', '4'] as const;

/** Reads the state of an address; what is wrong counts as left out. */
export function parseLab(query: Readonly<Record<string, string>>): LabState {
  return {
    kernel: parseKernel(query.k ?? '') ?? KERNELS[0].rows,
    isFilter: query.k === 'filter',
    channel: whole(query.channel),
    plane: oneOf(PLANES, query.plane) ?? 'grey',
    flips: query.op === 'convolution',
    padding: query.pad === 'valid' ? 'valid' : 'same',
    boundary: query.edge === 'wrap' || query.edge === 'symm' ? query.edge : 'fill',
    stride: Number(oneOf(STRIDES, query.stride) ?? 1),
    absolute: query.draw === 'amounts',
    isGrey: query.ink === 'grey',
    speed: oneOf(SPEEDS, query.speed) ?? 'middle',
    place: whole(query.at) ?? 0,
    source: oneOf(PHOTO_SOURCES, query.from) ?? 'set',
    photo: whole(query.photo),
    drawing: parseDrawing(query.picture ?? ''),
    own: query.own,
    run: query.of,
    layer: query.layer,
    filter: whole(query.filter) ?? 0,
    epoch: query.epoch !== undefined && Number(query.epoch) >= 0 ? Number(query.epoch) : undefined,
  };
}

/** The query of a state, without what is so by default. */
export function formatLab(state: LabState): Record<string, string> {
  const query: Record<string, string> = {};
  const kernel = state.isFilter ? 'filter' : formatKernel(state.kernel);
  if (kernel !== formatKernel(KERNELS[0].rows)) query.k = kernel;
  if (state.channel !== undefined) query.channel = String(state.channel);
  if (state.plane !== 'grey') query.plane = state.plane;
  if (state.flips) query.op = 'convolution';
  if (state.padding === 'valid') query.pad = 'valid';
  if (state.boundary !== 'fill') query.edge = state.boundary;
  if (state.stride !== 1) query.stride = String(state.stride);
  if (state.absolute) query.draw = 'amounts';
  if (state.isGrey) query.ink = 'grey';
  if (state.speed !== 'middle') query.speed = state.speed;
  if (state.place > 0) query.at = String(state.place);
  if (state.source !== 'set') query.from = state.source;
  if (state.photo !== undefined) query.photo = String(state.photo);
  if (state.drawing !== undefined) query.picture = formatDrawing(state.drawing);
  if (state.own !== undefined) query.own = state.own;
  if (state.run !== undefined) query.of = state.run;
  if (state.layer !== undefined) query.layer = state.layer;
  if (state.filter > 0) query.filter = String(state.filter);
  if (state.epoch !== undefined) query.epoch = String(state.epoch);
  return query;
}

function oneOf<Word extends string>(words: readonly Word[], text?: string): Word | undefined {
  return words.find((word) => word === text);
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
