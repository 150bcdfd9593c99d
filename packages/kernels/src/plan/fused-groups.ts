import type { Layer, LayerDescription } from '@peasy/core';
import type { MemoryLayout } from './memory-layout.js';

/** Layers that one kernel computes together: conv2d, relu, maxPool2d and, maybe, dropout. */
export interface FusedGroup {
  /** Index of the conv2d layer. */
  readonly first: number;
  /** Index of the maxPool2d or dropout layer. */
  readonly last: number;
  /** Of the convolution's input. */
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly filters: number;
  /** Its input within a border of one pixel: bytes from a line, and from a photo, to the next. */
  readonly inputLine: number;
  readonly inputSample: number;
}

/** Reads and writes of whole vectors may go this far past a photo. */
const SAMPLE_SLACK = 64;
/** Lines that are a multiple of this apart share few sets of the L1 cache, and push each other out. */
const ALIASING_BYTES = 1024;

/**
 * Finds the convolutions that fusedConv2d of assembly/ can compute with all that follows them up
 * to the pool: 3x3, stride 1, `same`, relu, a pool of 2x2, and dropout if there is one. Everything
 * else is computed a layer at a time.
 */
export function findFusedGroups(
  layers: readonly Layer[],
  descriptions: readonly LayerDescription[],
): FusedGroup[] {
  const groups: FusedGroup[] = [];
  for (const [first, layer] of layers.entries()) {
    if (layer.kind !== 'conv2d' || layer.kernelSize !== 3 || layer.padding !== 'same') continue;
    const [relu, pool, dropout] = layers.slice(first + 1);
    if (relu?.kind !== 'activation' || relu.activation !== 'relu') continue;
    if (pool?.kind !== 'maxPool2d' || pool.poolSize !== 2) continue;
    const [height, width, channels] = descriptions[first].inputShape;
    const inputLine = lineBytes(width, channels);
    groups.push({
      ...{ first, last: first + (dropout?.kind === 'dropout' ? 3 : 2) },
      ...{ height, width, channels, filters: layer.filters, inputLine },
      inputSample: (height + 2) * inputLine + SAMPLE_SLACK,
    });
  }
  return groups;
}

function lineBytes(width: number, channels: number): number {
  const bytes = (width + 2) * channels * 4;
  return bytes % ALIASING_BYTES === 0 ? bytes + 64 : bytes;
}

/** Of a thread, for one slice: the input's gradient, and what the kernels work in. */
export interface FusedScratch {
  readonly inputGradient: number;
  readonly work: number;
}

/** Places the scratch of a group. */
export function placeFusedScratch(
  { height, width, channels, filters, inputSample }: FusedGroup,
  photos: number,
  layout: MemoryLayout,
): FusedScratch {
  const windows = Math.floor(height / 2) * Math.floor(width / 2);
  // As fusedConv2dGradient of assembly/ lays it out; and what fusedConv2d works in.
  const kernels = filters * 3 * Math.ceil((3 * channels) / 8) * 32;
  const bits = Math.ceil(windows / 64) * 8 * Math.ceil(filters / 16) * 16;
  const lists = windows * 40 + 64 + bits + 2 * kernels;
  const sums = Math.floor(width / 2) * 288;
  const tiled = winogradBytes(Math.floor(height / 2), Math.floor(width / 2), channels, filters);
  const colour = colourBytes(Math.floor(width / 2), filters);
  return {
    inputGradient: layout.allocate(photos * inputSample),
    work: layout.allocate(Math.max(lists, sums, tiled, colour)),
  };
}

/** Scratch of fusedWinograd of assembly/, as laid out there. */
function winogradBytes(
  outHeight: number,
  outWidth: number,
  channels: number,
  filters: number,
): number {
  const across = Math.ceil(outWidth / 2);
  const down = Math.ceil(outHeight / 2);
  const rows = Math.min(down, Math.max(1, Math.floor(16 / across)));
  const tiles = Math.ceil((across * rows) / 4) * 4;
  const panels = Math.ceil(filters / 8);
  const kernels = 36 * panels * channels * 32;
  const strip = 6 * (outWidth * 2 + 2) * channels * 4;
  const inputs = 36 * (tiles * channels * 4 + 64);
  const products = 36 * (tiles * panels * 32 + 64);
  return kernels + strip + inputs + products + tiles * (24 * 32 + 512) + outWidth * 32;
}

/** Scratch of fusedColour of assembly/, likewise. */
function colourBytes(outWidth: number, filters: number): number {
  const kernels = 16 * Math.ceil(filters / 8) * 96;
  const strip = 4 * ((outWidth * 2 + 2) * 12 + 32);
  const inputs = 16 * (outWidth * 16 + 64);
  const products = 16 * (outWidth * 64 + 64);
  return kernels + strip + inputs + products + outWidth * 160;
}
