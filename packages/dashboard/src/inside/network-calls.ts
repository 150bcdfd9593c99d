import type { Network, Tensor } from '@peasy/core';
import type { GradCamAnswer, SaliencyAnswer } from './attribution.js';
import type { ExcitingInput } from './exciting-input.js';
import type { FilterFacts } from './filter-statistics.js';
import type { OcclusionAnswer, OcclusionPatch } from './occlusion.js';
import type { ShiftWay } from './shift-photos.js';

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

/** A filter of a convolution, or a unit of a dense layer. */
export interface FilterPlace {
  readonly layer: string;
  readonly channel: number;
}

/** Why a network says what it says of a photo. */
export interface ReasonsAnswer {
  readonly saliency: SaliencyAnswer;
  /** undefined: the network has no convolution. */
  readonly gradCam: GradCamAnswer | undefined;
}

/** What the worker does for the page, off its main thread. Rejects with words for people. */
export interface NetworkCalls {
  /** Outputs of the named layers; the photos may be any. */
  maps(of: SnapshotNetwork, photos: PhotoPixels, layers: readonly string[]): Promise<MapsAnswer>;
  /** Loss, accuracy and probabilities of photos whose classes are known. */
  evaluate(of: SnapshotNetwork, photos: PhotoPixels, labels: Uint8Array): Promise<EvaluationAnswer>;
  /** Weights by name; all where none is named. */
  weights(snapshot: string, names?: readonly string[]): Promise<ReadonlyMap<string, Tensor>>;
  /** Facts of every filter of a layer over some photos. */
  filters(of: SnapshotNetwork, photos: PhotoPixels, layer: string): Promise<readonly FilterFacts[]>;
  /** What of one photo speaks for a class. */
  reasons(of: SnapshotNetwork, pixels: Uint8Array, label: number): Promise<ReasonsAnswer>;
  /** A class's probability with a patch over each place of a photo. */
  occlusion(
    of: SnapshotNetwork,
    pixels: Uint8Array,
    label: number,
    patch: OcclusionPatch,
  ): Promise<OcclusionAnswer>;
  /** A picture that excites a filter. */
  exciting(of: SnapshotNetwork, filter: FilterPlace): Promise<ExcitingInput>;
  /** How many photos are right with all of them shifted, by shift. */
  shifted(
    of: SnapshotNetwork,
    photos: PhotoPixels,
    labels: Uint8Array,
    shifts: readonly number[],
    way: ShiftWay,
  ): Promise<readonly number[]>;
  /** Loads a snapshot's weights into a network, as far as there is room, so that a later call has not to. */
  prepare(of: SnapshotNetwork): Promise<void>;
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
