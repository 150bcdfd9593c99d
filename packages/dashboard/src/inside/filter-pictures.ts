import { describeNetwork, type Layer, type Network, type Tensor } from '@peasy/core';
import {
  coloursFor,
  placeIn,
  rangeOf,
  type ValuePalette,
  type ValueRange,
} from './colour-scale.js';
import { flatShape } from './flat-picture.js';

/** How filters of a layer are drawn: three channels as one coloured picture, or a tile a channel. */
export interface FilterShape {
  readonly height: number;
  readonly width: number;
  /** Channels of what it reads. */
  readonly depth: number;
  readonly isColoured: boolean;
  /** Values that the drawing has and the filter has not: cells of a last row. */
  readonly spare: number;
}

/** Layers whose filters can be looked at. */
export function filterLayers({ layers }: Network): readonly Layer[] {
  return layers.filter(({ kind }) => kind === 'conv2d' || kind === 'dense');
}

/**
 * The shape of one filter: a convolution's kernel; a dense unit's weights laid out as the maps, or
 * the photo, that it reads; as cells where it reads a flat layer.
 */
export function filterShape(network: Network, layerName: string): FilterShape {
  const at = network.layers.findIndex(({ name }) => name === layerName);
  const layer = network.layers[at];
  const described = describeNetwork(network).layers;
  if (layer.kind === 'conv2d') {
    const depth = described[at].inputShape[2];
    const { kernelSize: side } = layer;
    return { height: side, width: side, depth, isColoured: depth === 3, spare: 0 };
  }
  let before = at - 1;
  while (before >= 0 && network.layers[before].kind === 'dropout') before--;
  const source = before >= 0 && network.layers[before].kind === 'flatten' ? before : undefined;
  if (source !== undefined) {
    const [height, width, depth] = described[source].inputShape;
    return { height, width, depth, isColoured: depth === 3, spare: 0 };
  }
  const [units] = described[at].inputShape;
  const { height, width } = flatShape(units, 'cells');
  return { height, width, depth: 1, isColoured: false, spare: height * width - units };
}

/** One filter of a kernel, `[height, width, depth]`; cells that no weight fills are NaN. */
export function filterOf(kernel: Tensor, filter: number, shape: FilterShape): Tensor {
  const { height, width, depth } = shape;
  const filters = kernel.shape.at(-1)!;
  const values = new Float32Array(height * width * depth).fill(Number.NaN);
  for (let i = 0; i < values.length - shape.spare * depth; i++) {
    values[i] = kernel.values[i * filters + filter];
  }
  return { shape: [height, width, depth], values };
}

/** A filter's picture: pixels as a canvas's memory has them (alpha, blue, green, red). */
export interface FilterPicture {
  readonly height: number;
  readonly width: number;
  readonly words: Uint32Array;
}

/** Rows and columns of a filter's tiles: as wide as twice its height at most. */
function tileGrid(depth: number): { readonly rows: number; readonly columns: number } {
  const columns = Math.ceil(Math.sqrt(depth * 2));
  return { rows: Math.ceil(depth / columns), columns };
}

/** Width and height of a filter's picture. */
export function pictureSize({ height, width, depth, isColoured }: FilterShape): {
  readonly height: number;
  readonly width: number;
} {
  if (isColoured || depth === 1) return { height, width };
  const { rows, columns } = tileGrid(depth);
  return { height: rows * (height + 1) - 1, width: columns * (width + 1) - 1 };
}

/**
 * Draws a filter. Coloured: middle grey is zero, and each channel's weight moves its colour up or
 * down; else a tile a channel on a scale about zero, with a pixel between tiles.
 */
export function filterPicture(
  filter: Tensor,
  shape: FilterShape,
  range: ValueRange,
  palette: ValuePalette,
): FilterPicture {
  const size = pictureSize(shape);
  const words = new Uint32Array(size.height * size.width);
  const { height, width, depth } = shape;
  const { values } = filter;
  if (shape.isColoured) {
    const reach = Math.max(-range.from, range.to) || 1;
    const byte = (value: number) =>
      Math.max(0, Math.min(255, Math.round(127.5 + (127.5 * value) / reach)));
    for (let i = 0; i < words.length; i++) {
      words[i] =
        0xff000000 |
        (byte(values[i * 3 + 2]) << 16) |
        (byte(values[i * 3 + 1]) << 8) |
        byte(values[i * 3]);
    }
    return { ...size, words };
  }
  const colours = coloursFor(range, palette);
  const { columns } = tileGrid(depth);
  for (let c = 0; c < depth; c++) {
    const top = depth === 1 ? 0 : Math.floor(c / columns) * (height + 1);
    const left = depth === 1 ? 0 : (c % columns) * (width + 1);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = values[(y * width + x) * depth + c];
        if (Number.isNaN(value)) continue;
        const at = placeIn(range, value) * 3;
        words[(top + y) * size.width + left + x] =
          0xff000000 | (colours[at + 2] << 16) | (colours[at + 1] << 8) | colours[at];
      }
    }
  }
  return { ...size, words };
}

/** A range about zero that holds all weights: they are of both signs. */
export function weightRange(values: ArrayLike<number>): ValueRange {
  const { from, to } = rangeOf(values);
  const reach = Math.max(-from, to);
  return { from: -reach, to: reach };
}
