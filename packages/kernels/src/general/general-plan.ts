import type { Layer, MapShape } from '@peasy/core';
import type { MatrixPlan } from '../plan/network-plan.js';

/**
 * The general way of computing a network: any layers, any optimiser, a layer at a time, every
 * output kept. Slower than the fast path of plan/ and schedule/, which knows a few kinds of layers
 * and fuses them. Addresses are bytes, sizes float32 values a photo, as there.
 */

/** A weight tensor in panels. All lie together, and so do their gradients and each kind of state, in the same order. */
export interface GeneralWeight extends MatrixPlan {
  readonly role: string;
  readonly gradient: number;
  readonly trainable: boolean;
  /** Float32 values, whole panels. */
  readonly floats: number;
  /** Its first value, counted from the first of all. */
  readonly offset: number;
}

/** Regions as large as all weights. */
export interface WeightRegions {
  readonly floats: number;
  readonly weights: number;
  readonly gradients: number;
  /** Velocities of sgd, or the two moments of adam. */
  readonly states: readonly { readonly name: string; readonly address: number }[];
  /** Averages of the weights; undefined without ema. */
  readonly averages: number | undefined;
  /** The slices' parts of the gradients of kernels and biases, `partStride` bytes a slice. */
  readonly parts: number;
  readonly partStride: number;
}

/** A layer's place. */
export interface GeneralLayer {
  readonly layer: Layer;
  readonly position: number;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
  readonly inputSize: number;
  readonly outputSize: number;
  readonly input: number;
  readonly output: number;
  readonly inputGradient: number;
  readonly outputGradient: number;
  /** Whether a layer below needs the gradient of its input. */
  readonly carries: boolean;
  /** Gradients that later adds left for its output; undefined where there are none. */
  readonly held: number | undefined;
  readonly weights: Readonly<Record<string, GeneralWeight>>;
  /** Of conv2d and dense: the convolution. */
  readonly windows?: WindowsPlan;
  /** Of maxPool2d: int32 a value of the output. */
  readonly winners?: number;
  /** Of batchNormalization. */
  readonly normalization?: NormalizationPlan;
  /** Of batchNormalization: what is computed with it. */
  readonly group?: GroupPlan;
  /** Of add. */
  readonly add?: AddPlan;
}

/** A convolution as its kernels take it; a dense layer is a window of 1 over a line of photos. */
export interface WindowsPlan {
  readonly kernelSize: number;
  readonly strides: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly top: number;
  readonly left: number;
  /** With the border. */
  readonly paddedHeight: number;
  readonly paddedWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly filters: number;
  /** Whether the photos of a slice lie side by side in one line: a dense layer. */
  readonly isLine: boolean;
  /** The kernel for the way back; undefined where no layer below has weights. */
  readonly turned: number | undefined;
  /** Where it is computed by Winograd's transforms. */
  readonly winograd?: WinogradPlan;
}

/** A 3x3 convolution as 36 matrix products; tiles are 4x4 outputs. */
export interface WinogradPlan {
  readonly tilesDown: number;
  readonly tilesAcross: number;
  /** A chunk: this many photos, and rows of tiles of each. */
  readonly photos: number;
  readonly tileRows: number;
  /** The transformed kernel, 36 planes in panels; and that for the way back. */
  readonly kernel: number;
  readonly turnedKernel: number | undefined;
  /** Bytes from a plane to the next, and from a tile to the next, of transformed inputs and outputs. */
  readonly inputs: TilePlanes;
  readonly outputs: TilePlanes;
}

export interface TilePlanes {
  readonly plane: number;
  readonly row: number;
}

/** Scratch of a thread for Winograd's transforms; the first thread's addresses. */
export interface WinogradScratch {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernelGradient: number;
  /** A row of tiles between its two transforms, or a kernel. */
  readonly strip: number;
  /** A line of a map, for what lies outside it. */
  readonly dump: number;
}

export interface NormalizationPlan {
  readonly channels: number;
  /** Rows a photo. */
  readonly places: number;
  readonly epsilon: number;
  readonly momentum: number;
  /** float64 [2, channels] a slice, of the way up and of the way down. */
  readonly moments: number;
  readonly gradientSums: number;
  /** What slices have of their own, `sliceStride` bytes each: normalization-statistics.ts. */
  readonly slices: number;
  readonly sliceStride: number;
}

/** A batch normalisation, an activation upon it and a pool of 2x2 upon that, computed in one pass. */
export interface GroupPlan {
  /** Index of the last layer. */
  readonly last: number;
  /** leaky is relu with alpha 0, and nothing with 1. */
  readonly activation:
    | { readonly kind: 'silu' }
    | { readonly kind: 'leaky'; readonly alpha: number };
  readonly pools: boolean;
}

export interface AddPlan {
  /** The output that is added. */
  readonly from: number;
  /** Where its gradient is left, and whether some is there already. */
  readonly held: number;
  readonly accumulates: boolean;
}

/** A stretch of one weight, for one item of the update. */
export interface UpdateStretch {
  readonly weight: number;
  /** Floats from the weight's first. */
  readonly start: number;
  readonly count: number;
}

/** What one slice does in a phase, in this order. `layer` is an index. */
export type SliceTask =
  | { readonly task: 'gather' | 'loss' | 'score' }
  | {
      readonly task: 'forward' | 'moments' | 'backward' | 'gradientSums';
      readonly layer: number;
    }
  | {
      /** Of the group of a normalisation. */
      readonly task: 'forwardGroup' | 'groupSums' | 'backwardGroup';
      readonly layer: number;
    };

/** What a pass is for: a training step, scores, or the outputs of all layers. */
export type PassKind = 'train' | 'evaluate' | 'outputs';

/** Tasks that a slice does for so many photos, before it does them for the next. */
export interface SliceRun {
  readonly photos: number;
  readonly tasks: readonly SliceTask[];
}

/** Work that may be shared out: every item of a phase is done before the next phase starts. */
export type GeneralPhase =
  | { readonly of: 'slices'; readonly runs: readonly SliceRun[] }
  | { readonly of: 'kernels' | 'gradients' | 'updates' };

export interface GeneralPlan {
  readonly batchSize: number;
  readonly classes: number;
  readonly input: {
    readonly shape: MapShape;
    readonly size: number;
    readonly indices: number;
    readonly pixels: number;
    readonly labels: number;
    readonly values: number;
    /** float32 [batch, classes]. */
    readonly targets: number;
  };
  readonly layers: readonly GeneralLayer[];
  readonly weights: readonly GeneralWeight[];
  readonly regions: WeightRegions;
  readonly stretches: readonly UpdateStretch[];
  /** float64 a stretch: the sum of its gradients' squares. */
  readonly squares: number;
  /** Bytes of a slice's gradients of one layer's outputs. */
  readonly gradientStride: number;
  /** Scratch of a thread: a map within its border, and gradients in panels. */
  readonly padded: number;
  readonly packed: number;
  readonly winograd: WinogradScratch;
  readonly scratchStride: number;
  /** A line of zeros, for all threads. */
  readonly zeros: number;
  /** float64 loss and int32 count a slice. */
  readonly scores: number;
  /** Of all kinds of passes, so that the number of a phase says which it is. */
  readonly phases: readonly GeneralPhase[];
  /** Number of a pass's first phase, and of the one after its last. */
  readonly passes: Readonly<Record<PassKind, readonly [first: number, end: number]>>;
  readonly bytes: number;
}
