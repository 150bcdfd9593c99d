import type { MemoryLayout } from '../plan/memory-layout.js';
import { SLICE_PHOTOS } from '../plan/slices.js';
import type { TilePlanes, WindowsPlan, WinogradPlan, WinogradScratch } from './general-plan.js';

/** Places of a tile's side. */
const TILE = 4;
/** Values of a tile, transformed. */
const PLANES = 36;
/** Tiles of a chunk: what is transformed of them fits the second cache of a core, by and large. */
const CHUNK_TILES = 64;
/** Bytes between rows and planes whose distances would be powers of two, and meet in few places of the cache. */
const ROW_GAP = 64;
const PLANE_GAP = 64;

/** A convolution by Winograd's transforms, or undefined where it is computed window by window. */
export function planWinograd(
  { kernelSize, strides, channels, filters, outHeight, outWidth, turned }: WindowsPlan,
  layout: MemoryLayout,
): WinogradPlan | undefined {
  if (kernelSize !== 3 || strides !== 1) return undefined;
  if (channels % 8 !== 0 || filters % 8 !== 0) return undefined;
  const tilesDown = Math.ceil(outHeight / TILE);
  const tilesAcross = Math.ceil(outWidth / TILE);
  // Where tiles over the edge leave nothing of what is saved.
  if (tilesDown * tilesAcross * PLANES > outHeight * outWidth * 9) return undefined;
  const photos = Math.max(1, Math.floor(CHUNK_TILES / (tilesDown * tilesAcross)));
  const tileRows = Math.max(1, Math.min(tilesDown, Math.floor(CHUNK_TILES / tilesAcross)));
  const tiles = Math.min(SLICE_PHOTOS, photos) * tileRows * tilesAcross;
  const floats = PLANES * channels * filters;
  return {
    ...{ tilesDown, tilesAcross, photos, tileRows },
    kernel: layout.allocateFloats(floats),
    turnedKernel: turned === undefined ? undefined : layout.allocateFloats(floats),
    inputs: tilePlanes(tiles, channels),
    outputs: tilePlanes(tiles, filters),
  };
}

function tilePlanes(tiles: number, channels: number): TilePlanes {
  const row = channels * 4 + ROW_GAP;
  // Products take four tiles at a time.
  return { row, plane: Math.ceil(tiles / 4) * 4 * row + PLANE_GAP };
}

/** A thread's scratch for all layers. */
export function planWinogradScratch(
  windows: readonly WindowsPlan[],
  layout: MemoryLayout,
): WinogradScratch {
  const needs = windows.flatMap((one) => (one.winograd ? [{ ...one, plan: one.winograd }] : []));
  const largest = (bytesOf: (need: (typeof needs)[number]) => number) =>
    layout.allocate(Math.max(0, ...needs.map(bytesOf)));
  return {
    inputs: largest(({ plan }) => PLANES * plan.inputs.plane),
    outputs: largest(({ plan }) => PLANES * plan.outputs.plane),
    kernelGradient: largest(({ channels, filters }) => PLANES * channels * filters * 4),
    strip: largest(({ plan, channels, filters }) => {
      const places = Math.max(6 * (TILE * plan.tilesAcross + 2), 18 * 8);
      return places * Math.max(channels, filters) * 4;
    }),
    dump: largest(lineBytes),
  };
}

/** Bytes of a line of zeros for all layers. */
export function zeroBytes(windows: readonly WindowsPlan[]): number {
  return Math.max(0, ...windows.filter(({ winograd }) => winograd).map(lineBytes));
}

function lineBytes({ width, outWidth, channels, filters }: WindowsPlan): number {
  return Math.max(width * channels, outWidth * filters) * 4;
}
