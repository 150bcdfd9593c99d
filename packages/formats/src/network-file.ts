import type { NamedTensors, Network } from '@peasy/core';
import type { ReadFormat } from './choices.js';

/** A network with its weights, and what its file says of where it comes from. */
export interface NetworkFile {
  readonly network: Network;
  /** As `describeNetwork` names and orders them; convolutions are cross-correlations. */
  readonly weights: NamedTensors;
  /** In the order of the outputs; undefined: the file does not say. */
  readonly classes: readonly string[] | undefined;
  readonly origin: Origin;
}

/** Where a network comes from, and what was done to it on the way. */
export interface Origin {
  readonly format: ReadFormat;
  /** "Keras 1.1.1" */
  readonly program: string;
  /** "theano"; undefined: the file does not say. */
  readonly backend: string | undefined;
  /** Order of the file's maps. */
  readonly channels: 'first' | 'last';
  /** Whether the kernels were turned by 180 degrees. */
  readonly flipped: boolean;
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[];
}

/** How to read. */
export interface ReadOptions {
  /** Turns the kernels by 180 degrees, or leaves them. Default: turned where the file's backend convolves, as Theano does. */
  readonly flip?: boolean;
}

/** A network to be written. */
export interface NetworkToWrite {
  readonly network: Network;
  readonly weights: NamedTensors;
  /** In the order of the outputs. */
  readonly classes: readonly string[];
}

/** A file that was written; `path` is relative, for formats of several. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}
