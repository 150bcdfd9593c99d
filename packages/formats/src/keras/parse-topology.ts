import { Fields, show } from '../fields.js';
import { FormatError } from '../format-error.js';
import type { KerasLayer, KerasModel, KerasVersion } from './keras-model.js';

/** More layers than any network of layers in a row has. */
const MOST_LAYERS = 5000;

/**
 * The layers of a `model_config`, in the order of the file: of a Sequential model, or of a Functional
 * one whose layers follow one another but for additions of earlier outputs.
 * @throws FormatError
 */
export function parseTopology(json: unknown, version: KerasVersion): KerasModel {
  const model = new Fields(json, 'the model of the file');
  const className = model.text('class_name');
  const isFunctional = className === 'Functional' || className === 'Model';
  if (className !== 'Sequential' && !isFunctional) {
    throw new FormatError(
      `Expected a Sequential model, or a Functional one whose layers follow one another, got ${show(className)}.`,
    );
  }
  // Keras 1, and 2 until 2.2.2, wrote the layers of a Sequential model alone.
  const isList = Array.isArray(model.get('config'));
  const config = isList ? undefined : model.fields('config');
  const list = isList ? model.list('config') : config!.list('layers');
  if (list.length === 0 || list.length > MOST_LAYERS) {
    throw new FormatError(`Expected 1 to ${MOST_LAYERS} layers in the file, got ${list.length}.`);
  }
  const layers = list.map((layer, index) => parseLayer(layer, index, isFunctional));
  if (isFunctional) requireRow(layers);
  return { name: config?.text('name', 'imported') ?? 'imported', version, layers };
}

function parseLayer(json: unknown, index: number, isFunctional: boolean): KerasLayer {
  const layer = new Fields(json, `layer ${index} of the file`);
  const className = layer.text('class_name');
  const name = layer.fields('config').text('name', `${className.toLowerCase()}_${index}`);
  const config = new Fields(layer.get('config'), `layer ${show(name)} (${className})`);
  if (!isFunctional) return { className, name, config, inputs: undefined };
  const nodes = layer.list('inbound_nodes');
  if (nodes.length > 1) {
    throw new FormatError(
      `Expected layer ${show(name)} to be used once, got ${nodes.length} times: a layer that is shared is not supported.`,
    );
  }
  return { className, name, config, inputs: [...inputNames(nodes, 0)] };
}

/** Names in Keras 3's `keras_history`, and in Keras 2's lists [name, node, tensor, arguments]. */
function* inputNames(node: unknown, depth: number): Iterable<string> {
  if (depth > 12 || typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    const [name, second, third] = node;
    const isName = typeof name === 'string' && Number.isInteger(second) && Number.isInteger(third);
    if (isName) yield name;
    else for (const inner of node) yield* inputNames(inner, depth + 1);
    return;
  }
  if ('keras_history' in node) yield* inputNames(node.keras_history, depth + 1);
  else for (const inner of Object.values(node)) yield* inputNames(inner, depth + 1);
}

function requireRow(layers: readonly KerasLayer[]): void {
  for (const [index, { name, className, inputs = [] }] of layers.entries()) {
    const before = layers[index - 1];
    if (!before) {
      if (className !== 'InputLayer') {
        throw new FormatError(`Expected an InputLayer first, got ${className} ${show(name)}.`);
      }
      continue;
    }
    const fits = className === 'Add' ? inputs.length === 2 : inputs.length === 1;
    if (fits && inputs.includes(before.name)) continue;
    throw new FormatError(
      `Expected layer ${show(name)} (${className}) to take the output of the layer before it, ${show(before.name)}, got ${inputs.map(show).join(', ') || 'none'}: of networks that branch, only additions of an earlier output are supported.`,
    );
  }
}
