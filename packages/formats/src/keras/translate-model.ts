import { describeNetwork, type Layer, type Network, NetworkError } from '@peasy/core';
import { show } from '../fields.js';
import { FormatError } from '../format-error.js';
import { type ChannelOrder, inputShape } from './channel-order.js';
import type { KerasLayer, KerasModel } from './keras-model.js';
import { requireSupported } from './supported-layers.js';
import { translateLayer } from './translate-layer.js';

/** A Keras model in our words. */
export interface TranslatedModel {
  readonly network: Network;
  readonly channels: ChannelOrder;
  /** The layer of the file that each layer with weights comes from, by our name. */
  readonly sources: ReadonlyMap<string, KerasLayer>;
  /** Sentences for a person. */
  readonly notes: readonly string[];
}

/** @throws FormatError naming each layer that is not supported, or what does not fit. */
export function translateModel(model: KerasModel): TranslatedModel {
  requireSupported(model.layers);
  const { input, channels } = inputShape(model);
  const layers: Layer[] = [];
  const sources = new Map<string, KerasLayer>();
  /** Our last layer of each layer of the file: where its output is. */
  const outputs = new Map<string, string>();
  const notes: string[] = [];
  for (const [index, keras] of model.layers.entries()) {
    if (keras.className === 'Rescaling') notes.push(rescaling(keras, layers.length));
    const name = freeName(keras.name.replaceAll('/', '_'), layers);
    const translated =
      keras.className === 'Add'
        ? [addition(keras, name, outputs, model.layers[index - 1])]
        : translateLayer(keras, model.version, name);
    for (const layer of translated) layers.push({ ...layer, name: freeName(layer.name, layers) });
    if (translated.length > 0) sources.set(name, keras);
    const last = layers.at(-1);
    if (last) outputs.set(keras.name, last.name);
  }
  const network = { name: model.name, input, layers };
  requireFitting(network);
  for (const keras of sources.values()) requireChannelAxis(keras, channels);
  return { network, channels, sources, notes };
}

/** Photos come divided by 255, so a layer that does just that is left out. */
function rescaling({ config }: KerasLayer, place: number): string {
  const scale = config.number('scale');
  config.require('offset', 0);
  if (place > 0 || Math.abs(scale * 255 - 1) > 1e-6) {
    throw new FormatError(
      `Expected a Rescaling by 1/255 before all other layers, got one by ${scale} after ${place}.`,
    );
  }
  return 'Its Rescaling by 1/255 was left out: photos come divided by 255.';
}

function addition(
  { name: told, inputs = [] }: KerasLayer,
  name: string,
  outputs: ReadonlyMap<string, string>,
  before: KerasLayer,
): Layer {
  const other = inputs.find((input) => input !== before.name);
  const from = other === undefined ? undefined : outputs.get(other);
  if (from !== undefined) return { kind: 'add', name, from };
  throw new FormatError(
    `Expected Add ${show(told)} to add the output of an earlier layer, got ${show(other)}.`,
  );
}

function freeName(wanted: string, layers: readonly Layer[]): string {
  const isTaken = (name: string) => layers.some((layer) => layer.name === name);
  let name = wanted;
  for (let number = 2; isTaken(name); number++) name = `${wanted}_${number}`;
  return name;
}

function requireFitting(network: Network): void {
  try {
    describeNetwork(network);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    throw new FormatError(`The network of the file cannot be built here: ${error.message}`, {
      cause: error,
    });
  }
}

/** Channels are normalised here, whichever axis they lie on in the file. */
function requireChannelAxis({ className, config, name }: KerasLayer, channels: ChannelOrder): void {
  if (className !== 'BatchNormalization') return;
  const told = config.get('axis') ?? -1;
  const axis = Array.isArray(told) && told.length === 1 ? told[0] : told;
  // 1 is the only axis of a flat input too.
  const fitting = channels === 'first' ? [1] : [-1, 3, 1];
  if (fitting.includes(axis as number)) return;
  throw new FormatError(
    `Expected BatchNormalization ${show(name)} to normalise channels, which lie on axis ${fitting[0]}, got axis ${show(told)}.`,
  );
}
