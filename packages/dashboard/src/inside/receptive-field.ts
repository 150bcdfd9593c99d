import { describeNetwork, type Layer, type Network, windowPlaces } from '@peasy/core';

/** Places of a map, rows and columns both with, within the map. */
export interface Field {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** What a field is of, when it is no layer: the photo. */
export const PHOTO = '';

/**
 * What one place of a layer's output is computed from: the field on the output of each earlier
 * layer, by its name, and on the photo, by PHOTO. A flat output counts as a map of one place.
 */
export function receptiveFields(
  network: Network,
  layerName: string,
  place: { readonly y: number; readonly x: number },
): ReadonlyMap<string, Field> {
  const described = describeNetwork(network).layers;
  const fields = new Map<string, Field>();
  const last = network.layers.findIndex(({ name }) => name === layerName);
  fields.set(layerName, {
    top: place.y,
    bottom: place.y,
    left: place.x,
    right: place.x,
  });
  for (let i = last; i >= 0; i--) {
    const layer = network.layers[i];
    const field = fields.get(layer.name);
    if (!field) continue;
    const before = i === 0 ? PHOTO : network.layers[i - 1].name;
    join(fields, before, fieldBefore(layer, field, described[i].inputShape));
    if (layer.kind === 'add') join(fields, layer.from, field);
  }
  return fields;
}

/** The field on a layer's input that a field on its output is computed from. */
function fieldBefore(layer: Layer, field: Field, inputShape: readonly number[]): Field {
  const [height, width] = inputShape.length === 3 ? inputShape : [1, 1];
  switch (layer.kind) {
    case 'conv2d': {
      const { kernelSize, strides = 1 } = layer;
      const rows = windowPlaces(height, layer);
      const columns = windowPlaces(width, layer);
      return within(height, width, {
        top: field.top * strides - rows.before,
        bottom: field.bottom * strides - rows.before + kernelSize - 1,
        left: field.left * strides - columns.before,
        right: field.right * strides - columns.before + kernelSize - 1,
      });
    }
    case 'maxPool2d':
    case 'avgPool2d':
      return within(height, width, {
        top: field.top * layer.poolSize,
        bottom: (field.bottom + 1) * layer.poolSize - 1,
        left: field.left * layer.poolSize,
        right: (field.right + 1) * layer.poolSize - 1,
      });
    case 'globalAveragePool2d':
    case 'flatten':
    case 'dense':
      return { top: 0, bottom: height - 1, left: 0, right: width - 1 };
    default:
      return field;
  }
}

function within(height: number, width: number, field: Field): Field {
  return {
    top: Math.max(0, field.top),
    bottom: Math.min(height - 1, field.bottom),
    left: Math.max(0, field.left),
    right: Math.min(width - 1, field.right),
  };
}

/** A layer that is read in two ways has the field that holds both. */
function join(fields: Map<string, Field>, name: string, more: Field): void {
  const known = fields.get(name) ?? more;
  fields.set(name, {
    top: Math.min(known.top, more.top),
    bottom: Math.max(known.bottom, more.bottom),
    left: Math.min(known.left, more.left),
    right: Math.max(known.right, more.right),
  });
}
