import { show } from '../fields.js';
import { FormatError } from '../format-error.js';
import type { Hdf5Array, Hdf5Tree } from '../hdf5/open-hdf5.js';
import type { KerasLayer, KerasModel } from './keras-model.js';

/** Finds the arrays of a layer in the order in which its Keras keeps them. */
export type WeightSource = (layer: KerasLayer) => readonly Hdf5Array[];

/** Of a whole model in HDF5: `model_weights/<layer>` lists its arrays. */
export function legacyWeights(tree: Hdf5Tree): WeightSource {
  return ({ name }) => {
    const group = `model_weights/${name}`;
    const names = tree.texts(group, 'weight_names');
    if (!names) {
      throw new FormatError(
        `Expected weights of layer ${show(name)} at ${group}, and there are none.`,
      );
    }
    return names.map((array) => tree.array(`${group}/${array}`));
  };
}

/** Of Keras 3's zip: `layers/<kind of layer>_<number>/vars/<number>`. */
export function zippedWeights(tree: Hdf5Tree, { layers }: KerasModel): WeightSource {
  const keys = layerKeys(layers.map(({ className }) => className));
  return (layer) => {
    const group = `layers/${keys[layers.indexOf(layer)]}/vars`;
    const arrays: Hdf5Array[] = [];
    while (tree.hasArray(`${group}/${arrays.length}`)) {
      arrays.push(tree.array(`${group}/${arrays.length}`));
    }
    if (arrays.length > 0) return arrays;
    throw new FormatError(
      `Expected weights of layer ${show(layer.name)} at ${group} in model.weights.h5, and there are none.`,
    );
  };
}

/** Names of Keras 3 for the weights of layers of these classes: not their own, but "conv2d", "conv2d_1"... */
export function layerKeys(classNames: readonly string[]): string[] {
  const used = new Map<string, number>();
  return classNames.map((className) => {
    const key = className
      .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .toLowerCase();
    const number = used.get(key) ?? 0;
    used.set(key, number + 1);
    return number === 0 ? key : `${key}_${number}`;
  });
}
