import type { Layer, Network, Tensor } from '@peasy/core';
import { rangeOf, type ValueRange } from './colour-scale.js';
import { type FlatLook, flatShape } from './flat-picture.js';

/** A layer's output as it is drawn. */
export interface ShownTensor {
  /** `[height, width, channels]`. */
  readonly tensor: Tensor;
  /** Whether three channels are one coloured frame. */
  readonly coloured: boolean;
  /** Units of a flat output that are left out of the drawing. */
  readonly leftOut: number;
}

/** Layers whose output is worth a look: not those that only pass theirs on. */
export function shownLayers({ layers }: Network): readonly Layer[] {
  return layers.filter(({ kind }) => kind !== 'dropout' && kind !== 'flatten');
}

/** How a network's flat outputs are drawn unless asked otherwise: as the post drew them, where no layer has maps. */
export function usualFlatLook({ layers }: Network): FlatLook {
  return layers.some(({ kind }) => kind === 'conv2d') ? 'cells' : 'picture';
}

/** A layer's output as a picture or as maps. */
export function shownTensor(tensor: Tensor, look: FlatLook): ShownTensor {
  if (tensor.shape.length === 3) return { tensor, coloured: false, leftOut: 0 };
  const units = tensor.shape[0];
  const { height, width, channels, shown } = flatShape(units, look);
  const values = new Float32Array(height * width * channels);
  // Cells that no unit fills stay NaN, and are drawn as the lowest.
  if (channels === 1) values.fill(Number.NaN);
  values.set(tensor.values.subarray(0, shown));
  return {
    tensor: { shape: [height, width, channels], values },
    coloured: channels === 3,
    leftOut: units - shown,
  };
}

/** The unit or channel that a place of a drawing stands for. */
export function unitAt(
  tensor: Tensor,
  { tensor: drawn, coloured }: ShownTensor,
  place: { readonly frame: number; readonly y: number; readonly x: number },
): { readonly y: number; readonly x: number; readonly channel: number } | undefined {
  if (tensor.shape.length === 3) return { y: place.y, x: place.x, channel: place.frame };
  const [, width] = drawn.shape;
  const pixel = place.y * width + place.x;
  const channel = coloured ? pixel * 3 : pixel;
  return channel < tensor.shape[0] ? { y: 0, x: 0, channel } : undefined;
}

/** A range for each map of an output, as `rangeOf` says. */
export function rangesByMap({ shape, values }: Tensor): readonly ValueRange[] {
  const channels = shape.at(-1)!;
  return Array.from({ length: channels }, (_, first) => rangeOf(values, first, channels));
}
