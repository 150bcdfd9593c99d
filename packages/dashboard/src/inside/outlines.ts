import type { Network } from '@peasy/core';
import type { ValuePlace } from './explain-value.js';
import type { Field } from './receptive-field.js';
import { receptiveFields } from './receptive-field.js';

/** A field on a layer's output, in one of its maps or in all of them. */
export interface LayerOutline {
  readonly frame: number | undefined;
  readonly field: Field;
}

/**
 * What one value is computed from, to be outlined on each earlier layer and on the photo (PHOTO):
 * one map as long as layers work map by map, all of them before a convolution or a dense layer.
 */
export function outlinesOf(
  network: Network,
  layerName: string,
  { y, x, channel }: ValuePlace,
): ReadonlyMap<string, LayerOutline> {
  const fields = receptiveFields(network, layerName, { y, x });
  const outlines = new Map<string, LayerOutline>();
  let frame: number | undefined = channel;
  const last = network.layers.findIndex(({ name }) => name === layerName);
  for (let i = last; i >= -1; i--) {
    const layer = network.layers[i];
    const name = layer?.name ?? '';
    const field = fields.get(name);
    if (field) outlines.set(name, { frame: layer ? frame : undefined, field });
    if (layer && ['conv2d', 'dense', 'flatten'].includes(layer.kind)) frame = undefined;
    if (layer?.kind === 'activation' && layer.activation === 'softmax') frame = undefined;
  }
  return outlines;
}
