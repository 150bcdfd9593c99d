import type { Layer, LayerDescription } from '@peasy/core';
import { PANEL } from '../panels.js';
import { type FusedGroup, type FusedScratch, placeFusedScratch } from './fused-groups.js';
import { MemoryLayout } from './memory-layout.js';
import { conv2dBorder } from './plan-layer.js';
import { PIECE_PANELS } from './plan-updates.js';
import { SLICE_PHOTOS } from './slices.js';

/**
 * Regions that layers share, since each needs them only while its own kernels run on one slice.
 * Every thread has its own: these addresses are the first thread's.
 */
export interface Scratch {
  /** Left sides of matrix products, and gradients within a border. */
  readonly left: number;
  /** Gradients of activations: a layer reads one and writes the other. */
  readonly gradients: readonly [number, number];
  /** Of matmul: one tile. */
  readonly tile: number;
  /** What denseUpdate works in. */
  readonly work: number;
  /** Of each fused group. */
  readonly fused: readonly FusedScratch[];
  /** From one thread's scratch to the next one's. */
  readonly stride: number;
}

/** Six rows by two panels, as matmul of assembly/ needs it. */
const TILE_BYTES = 6 * 2 * PANEL * 4;

/** Regions as large as the neediest layer needs them. */
export function planScratch(
  descriptions: readonly LayerDescription[],
  layers: readonly Layer[],
  groups: readonly FusedGroup[],
  { batchSize, threads }: { readonly batchSize: number; readonly threads: number },
  layout: MemoryLayout,
): Scratch {
  const photos = Math.min(batchSize, SLICE_PHOTOS);
  const left = Math.max(
    ...descriptions.map((each, index) => leftFloats(each, layers[index], photos)),
  );
  const largest = Math.max(
    ...descriptions.map(({ inputShape, outputShape }) =>
      Math.max(sizeOf(inputShape), sizeOf(outputShape)),
    ),
  );
  const own = new MemoryLayout(0);
  const offsets = [left, photos * largest, photos * largest].map((floats) =>
    own.allocateFloats(floats),
  );
  const tile = own.allocate(TILE_BYTES);
  const work = own.allocate(updateBytes(batchSize));
  const fused = groups.map((group) => placeFusedScratch(group, photos, own));
  const base = layout.allocate(threads * own.bytes);
  const [leftOffset, first, second] = offsets;
  return {
    left: base + leftOffset,
    gradients: [base + first, base + second],
    tile: base + tile,
    work: base + work,
    fused: fused.map((group) => ({
      inputGradient: base + group.inputGradient,
      work: base + group.work,
    })),
    stride: own.bytes,
  };
}

function leftFloats(
  { inputShape, outputShape }: LayerDescription,
  layer: Layer,
  photos: number,
): number {
  switch (layer.kind) {
    case 'conv2d': {
      const [height, width, filters] = outputShape;
      const sides = 2 * (layer.kernelSize - 1 - conv2dBorder(layer));
      return photos * (height + sides) * (width + sides) * filters;
    }
    case 'dense':
      return fourfold(photos) * Math.max(inputShape[0], outputShape[0]);
    default:
      return 0;
  }
}

/** Of one piece of an update, as denseUpdate of assembly/ lays it out. */
function updateBytes(photos: number): number {
  return PIECE_PANELS * PANEL * (photos * 8 + 772 + Math.ceil(photos / 64) * 4) + 512;
}

/** Left sides come in groups of four rows. */
export function fourfold(rows: number): number {
  return Math.ceil(rows / 4) * 4;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
