import {
  describeNetwork,
  type LayerDescription,
  type MapShape,
  type NamedTensors,
  type Tensor,
  type WeightDescription,
} from '@peasy/core';
import { refuseBomb } from '../expansion-limit.js';
import { show } from '../fields.js';
import { FormatError } from '../format-error.js';
import type { Hdf5Array } from '../hdf5/open-hdf5.js';
import type { KerasLayer, KerasVersion } from './keras-model.js';
import type { TranslatedModel } from './translate-model.js';
import { filtersLast, rowsToNhwc, turned } from './turn-weights.js';
import type { WeightSource } from './weight-source.js';

/** How a file keeps its weights. */
export interface WeightLayout {
  readonly version: KerasVersion;
  readonly flip: boolean;
  /** Of the file, which bounds what it may unpack to. */
  readonly bytes: number;
}

/**
 * The weights of a model in our order: kernels HWIO, flattened maps NHWC. Nothing is read before
 * its shape has been checked.
 * @throws FormatError naming weights that are missing or of another shape.
 */
export function readWeights(
  model: TranslatedModel,
  source: WeightSource,
  layout: WeightLayout,
): NamedTensors {
  const { layers, parameters } = describeNetwork(model.network);
  refuseBomb('the weights', 4 * parameters, layout.bytes);
  const weights = new Map<string, Tensor>();
  /** The map whose channels came first when it was flattened, until a dense layer mixes it. */
  let flattened: MapShape | undefined;
  for (const layer of layers) {
    const keras = model.sources.get(layer.name);
    if (layer.kind === 'flatten') flattened = unordered(layer, model, keras);
    if (layer.weights.length === 0 || !keras) continue;
    const arrays = source(keras);
    const read = assignRoles(layer.weights, keras, arrays);
    for (const weight of layer.weights) {
      const array = read.get(weight.role);
      const tensor = array ? readTensor(weight, array, model, layout) : absent(weight);
      const isOfMap =
        flattened && (weight.role === 'kernel' || layer.kind === 'batchNormalization');
      weights.set(weight.name, isOfMap ? rowsToNhwc(tensor, flattened!) : tensor);
    }
    if (layer.kind === 'dense') flattened = undefined;
  }
  return weights;
}

/** Keras 2.2 and later read the map in our order, when Flatten is told that its channels come first. */
function unordered(
  { inputShape }: LayerDescription,
  { channels }: TranslatedModel,
  keras: KerasLayer | undefined,
): MapShape | undefined {
  const isReordered = keras?.config.get('data_format') === 'channels_first';
  if (channels === 'last' || isReordered || inputShape.length !== 3) return undefined;
  return inputShape as unknown as MapShape;
}

/** Which of a layer's arrays is what. A normalisation may be without gamma or beta, a dense layer without bias. */
function assignRoles(
  weights: readonly WeightDescription[],
  { config, className, name }: KerasLayer,
  arrays: readonly Hdf5Array[],
): ReadonlyMap<string, Hdf5Array> {
  const has = (role: string) => {
    if (role === 'gamma') return config.flag('scale', true);
    if (role === 'beta') return config.flag('center', true);
    return role !== 'bias' || config.flag('use_bias', config.flag('bias', true));
  };
  const roles = weights.map(({ role }) => role).filter(has);
  if (roles.length !== arrays.length) {
    throw new FormatError(
      `Expected ${roles.length} arrays of weights (${roles.join(', ')}) for layer ${show(name)} (${className}), got ${arrays.length}.`,
    );
  }
  return new Map(roles.map((role, i) => [role, arrays[i]]));
}

function readTensor(
  { shape, role }: WeightDescription,
  array: Hdf5Array,
  { channels }: TranslatedModel,
  { version, flip }: WeightLayout,
): Tensor {
  const isConvolution = role === 'kernel' && shape.length === 4;
  const isFiltersFirst = isConvolution && version === 1 && channels === 'first';
  const [rows, columns, inputs, filters] = shape;
  const stored = isFiltersFirst ? [filters, inputs, rows, columns] : shape;
  if (array.shape.join() !== stored.join()) {
    throw new FormatError(
      `Expected the weights at ${array.path} to be of shape [${stored.join(', ')}], got [${array.shape.join(', ')}].`,
    );
  }
  const read: Tensor = { shape: stored, values: array.read() };
  const ordered = isFiltersFirst ? filtersLast(read) : read;
  return isConvolution && flip ? turned(ordered) : ordered;
}

/** What does nothing: a gamma of ones, a beta or a bias of zeros. */
function absent({ shape, role }: WeightDescription): Tensor {
  return { shape, values: new Float32Array(shape[0]).fill(role === 'gamma' ? 1 : 0) };
}
