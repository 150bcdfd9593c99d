import type { Network, Tensor } from '@peasy/core';

/** A run's network with the weights of one of its snapshots. */
export interface SnapshotNetwork {
  readonly network: Network;
  /** Id of the snapshot. */
  readonly snapshot: string;
}

/** Photos as they lie one after the other, uint8, `[count, ...network.input]`. */
export interface PhotoPixels {
  readonly pixels: Uint8Array;
  readonly count: number;
}

/** Outputs of layers for some photos. */
export interface MapsAnswer {
  /** By layer, `[count, ...outputShape]`. */
  readonly maps: ReadonlyMap<string, Tensor>;
  /** What the computation took in the worker, without loading weights. */
  readonly milliseconds: number;
}

/** A network's word on labelled photos. */
export interface EvaluationAnswer {
  readonly loss: number;
  readonly correct: number;
  /** `[count, classes]`. */
  readonly probabilities: Float32Array;
}

/** What the worker does for the page, off its main thread. Rejects with words for people. */
export interface NetworkCalls {
  /** Outputs of the named layers; the photos may be any. */
  maps(of: SnapshotNetwork, photos: PhotoPixels, layers: readonly string[]): Promise<MapsAnswer>;
  /** Loss, accuracy and probabilities of photos whose classes are known. */
  evaluate(of: SnapshotNetwork, photos: PhotoPixels, labels: Uint8Array): Promise<EvaluationAnswer>;
  /** Weights by name; all where none is named. */
  weights(snapshot: string, names?: readonly string[]): Promise<ReadonlyMap<string, Tensor>>;
  /** Loads a snapshot's weights, so that a later call has them. */
  prepare(snapshot: string): Promise<void>;
}

/** One call on its way to the worker. */
export interface CallMessage {
  readonly id: number;
  readonly call: keyof NetworkCalls;
  readonly given: readonly unknown[];
}

/** What comes back. */
export type AnswerMessage =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly problem: string };
