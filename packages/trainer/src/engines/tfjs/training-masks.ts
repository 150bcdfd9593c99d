import { type CompileOptions, describeNetwork, type Network } from '@peasy/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { DropoutMask } from './dropout-mask.js';
import type { Tfjs } from './tfjs.js';

/** Dropout's masks of a network, a step at a time. */
export class TrainingMasks {
  readonly #seed: number;
  /** By layer: its place in the network, and its mask. */
  readonly #masks = new Map<string, { readonly position: number; readonly mask: DropoutMask }>();

  constructor(network: Network, { seed, batchSize }: Pick<CompileOptions, 'seed' | 'batchSize'>) {
    this.#seed = seed;
    const { layers } = describeNetwork(network);
    for (const [position, layer] of network.layers.entries()) {
      if (layer.kind !== 'dropout') continue;
      const size = layers[position].outputShape.reduce((product, axis) => product * axis, 1);
      const mask = new DropoutMask(batchSize * size, layer.rate);
      this.#masks.set(layer.name, { position, mask });
    }
  }

  /** Draws that step's factors, of a layer and the shape of its output. */
  at(tf: Tfjs, step: number): (layer: string, shape: readonly number[]) => Tensor {
    return (layer, shape) => {
      const { position, mask } = this.#masks.get(layer)!;
      const factors = new Float32Array(shape.reduce((product, axis) => product * axis, 1));
      mask.draw({ seed: this.#seed, step, position }, factors);
      return tf.tensor(factors, [...shape]);
    };
  }
}
