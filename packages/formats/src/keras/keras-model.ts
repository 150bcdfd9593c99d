import type { Fields } from '../fields.js';

/** A layer as a Keras file has it. */
export interface KerasLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Fields;
  /** Layers whose outputs it takes; undefined: the one before it. */
  readonly inputs: readonly string[] | undefined;
}

/** Which Keras wrote a file: they name a layer's values, and order weights, each in a way of its own. */
export type KerasVersion = 1 | 2 | 3;

/** A network as a Keras file has it. */
export interface KerasModel {
  readonly name: string;
  readonly version: KerasVersion;
  readonly layers: readonly KerasLayer[];
}
