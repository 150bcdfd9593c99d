import { type CompileOptions, describeNetwork, type Network } from '@peasy/core';
import { DropoutMask } from './dropout-mask.js';

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

  /** Layers that have one. */
  get layers(): readonly string[] {
    return [...this.#masks.keys()];
  }

  /** Draws that step's factors of a layer's outputs, as many as there is room for. */
  draw(layer: string, step: number, to: Float32Array): void {
    const { position, mask } = this.#masks.get(layer)!;
    mask.draw({ seed: this.#seed, step, position }, to);
  }
}
