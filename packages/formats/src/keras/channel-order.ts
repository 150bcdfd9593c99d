import type { MapShape } from '@peasy/core';
import { show } from '../fields.js';
import { FormatError } from '../format-error.js';
import type { KerasLayer, KerasModel } from './keras-model.js';

/** Where a file's maps have their channels: before height and width, or after. */
export type ChannelOrder = 'first' | 'last';

/** The shape of the photos that a network takes, and the order of its maps. */
export interface InputShape {
  readonly input: MapShape;
  readonly channels: ChannelOrder;
}

/** @throws FormatError when the file does not say it, or its layers say one and the other. */
export function inputShape({ layers }: KerasModel): InputShape {
  const first = layers[0].config;
  const told = first.get('batch_shape') ?? first.get('batch_input_shape');
  const sizes = Array.isArray(told) ? told.slice(1) : [];
  if (sizes.length !== 3 || !sizes.every((size) => Number.isInteger(size) && size > 0)) {
    throw new FormatError(
      `Expected the first layer of the file to say the shape of photos, as batch_input_shape [null, 32, 32, 3], got ${show(told)}.`,
    );
  }
  const [a, b, c] = sizes as [number, number, number];
  const channels = orderOf(layers) ?? (a <= 4 && c > 4 ? 'first' : 'last');
  return { input: channels === 'first' ? [b, c, a] : [a, b, c], channels };
}

function orderOf(layers: readonly KerasLayer[]): ChannelOrder | undefined {
  let order: ChannelOrder | undefined;
  for (const layer of layers) {
    const told = layerOrder(layer);
    if (told && order && told !== order) {
      throw new FormatError(
        `Expected all layers to have their channels ${order}, got channels ${told} for layer ${show(layer.name)} (${layer.className}).`,
      );
    }
    order ??= told;
  }
  return order;
}

function layerOrder({ className, config }: KerasLayer): ChannelOrder | undefined {
  // A Flatten says how it reads the map, not how the map lies.
  if (className === 'Flatten') return undefined;
  switch (config.get('data_format') ?? config.get('dim_ordering')) {
    case 'channels_first':
    case 'th':
      return 'first';
    case 'channels_last':
    case 'tf':
      return 'last';
    default:
      return undefined;
  }
}
