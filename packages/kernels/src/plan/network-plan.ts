/**
 * A network compiled to addresses: plain data that says where everything lies and how large it
 * is. Whoever has the memory and the plan can run the network; the order of calls is in schedule/.
 * Addresses are bytes in linear memory; sizes are float32 values a photo unless they say otherwise.
 */

/**
 * A weight tensor, as a matrix [rows, columns] in panels (a bias has one row), with its velocity
 * and the gradient of the whole batch.
 */
export interface MatrixPlan {
  /** `<layer>/kernel` or `<layer>/bias`. */
  readonly name: string;
  /** The outside shape: conv HWIO, dense [inputs, units], bias [units]. */
  readonly shape: readonly number[];
  readonly rows: number;
  readonly columns: number;
  readonly weights: number;
  /** Undefined for a dense kernel: its gradient is used up where it is computed. */
  readonly gradient: number | undefined;
  /**
   * Where slice 0 writes its part of the gradient; slice s writes `sliceStride` * s bytes after it.
   * A dense kernel has none: its gradient is computed at once for the whole batch.
   */
  readonly part: number | undefined;
  /** Undefined without momentum. */
  readonly velocity: number | undefined;
}

/** What every layer has. */
export interface PlacedLayer {
  readonly name: string;
  readonly input: number;
  readonly inputSize: number;
  /** The same as `input` for a layer that works in place. */
  readonly output: number;
  readonly outputSize: number;
  /** Without the batch. */
  readonly outputShape: readonly number[];
  /** Gradients are a slice's, in the thread's scratch. */
  readonly outputGradient: number;
  readonly inputGradient: number;
}

export interface Conv2dPlan extends PlacedLayer {
  readonly kind: 'conv2d';
  readonly kernel: MatrixPlan;
  readonly bias: MatrixPlan;
  readonly inputHeight: number;
  readonly inputWidth: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly filters: number;
  readonly kernelSize: number;
  /** Zeros around the input; without them `padded` is the input itself. */
  readonly border: number;
  readonly padded: number;
  readonly paddedSize: number;
  /** For the input's gradient: dy within a border, in scratch. */
  readonly gradientBorder: number;
  readonly paddedGradient: number;
  /** The kernel for the way back, as of the last update; undefined where nothing below has weights. */
  readonly turnedKernel: number | undefined;
}

export interface DensePlan extends PlacedLayer {
  readonly kind: 'dense';
  readonly kernel: MatrixPlan;
  readonly bias: MatrixPlan;
  /** Scratch for the packed left sides of a slice's matrix products, and for their tiles. */
  readonly left: number;
  readonly tile: number;
  /** The left side of the whole batch, for a layer that is computed for all slices at once: see Round. */
  readonly wholeLeft: number | undefined;
  /** Both sides of the product that makes the kernel's gradient: the batch's inputs and output gradients by columns. */
  readonly packedInput: number;
  readonly packedGradient: number;
  /** Scratch of denseUpdate. */
  readonly work: number;
  /** The kernel for the way back, as of the last update; undefined where nothing below has weights. */
  readonly turnedKernel: number | undefined;
}

export interface MaxPool2dPlan extends PlacedLayer {
  readonly kind: 'maxPool2d';
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly poolSize: number;
  /** int32 a value of the output. */
  readonly winners: number;
}

export interface DropoutPlan extends PlacedLayer {
  readonly kind: 'dropout';
  /** Position in the network's list of layers: with seed and step it keys the masks. */
  readonly position: number;
  /** A value is kept when its 32-bit number is at least this: rate * 2^32. */
  readonly threshold: number;
  /** 1 / (1 - rate). */
  readonly scale: number;
}

export interface ReluPlan extends PlacedLayer {
  readonly kind: 'relu';
}

export interface SoftmaxPlan extends PlacedLayer {
  readonly kind: 'softmax';
}

export interface FlattenPlan extends PlacedLayer {
  readonly kind: 'flatten';
}

export type LayerPlan =
  | Conv2dPlan
  | DensePlan
  | MaxPool2dPlan
  | DropoutPlan
  | ReluPlan
  | SoftmaxPlan
  | FlattenPlan;

/** Maps of the photos of a batch or slice, somewhere in memory. */
export interface MapsPlace {
  /** The first value of the first photo. */
  readonly first: number;
  /** Bytes from a line to the next, and from a photo to the next. */
  readonly line: number;
  readonly sample: number;
}

/** conv2d, relu, maxPool2d and maybe dropout, computed by one kernel: the map before the pool is never written. */
export interface FusedConvPlan {
  readonly kind: 'fusedConv';
  /** The convolution's. */
  readonly name: string;
  readonly kernel: MatrixPlan;
  readonly bias: MatrixPlan;
  readonly height: number;
  readonly width: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly channels: number;
  readonly filters: number;
  /** The batch's input within a border of one pixel, where that begins; lines and photos this many bytes apart. */
  readonly input: number;
  readonly inputLine: number;
  readonly inputSample: number;
  /** Who writes the input: the photos' pixels do, the fused step below has done, or it is copied from an address. */
  readonly source: 'pixels' | 'step below' | number;
  /** The slice's, in scratch, placed as the input; undefined where nothing below has weights. */
  readonly inputGradient: number | undefined;
  /** Where it is copied to, without border, for a layer below that is not fused. */
  readonly spread: number | undefined;
  readonly output: MapsPlace;
  readonly outputGradient: MapsPlace;
  /** uint8 a value of the output. */
  readonly winners: number;
  readonly dropout: DropoutPlan | undefined;
  /** Scratch of the kernels. */
  readonly work: number;
}

/** What is computed at once. */
export type StepPlan = LayerPlan | FusedConvPlan;

/** Where the batch of photos goes: uint8 pixels and labels as they come, and float32 in [0, 1]. */
export interface InputPlan {
  /** int32: which photos make up the batch. */
  readonly indices: number;
  readonly pixels: number;
  readonly labels: number;
  readonly values: number;
  readonly size: number;
}

/** Some output columns of a layer. */
export interface Columns {
  readonly firstPanel: number;
  readonly panels: number;
}

/**
 * A piece of the second phase of a step: the gradient and the update of some output columns of one
 * layer, kernel and bias. Pieces may run in any order and at the same time.
 */
export interface UpdatePiece extends Columns {
  readonly layer: Conv2dPlan | DensePlan;
}

/**
 * A part of the first phase of a step. Slices walk through the steps from `first` up to, and without,
 * `last`, one slice an item. A dense layer with a large kernel is computed for all slices at once, some
 * columns an item, so that its kernel comes from memory once a batch instead of once a slice; the
 * slices before it pack its left side.
 */
export type Round =
  | {
      readonly kind: 'slices';
      readonly first: number;
      readonly last: number;
      readonly next: DensePlan | undefined;
    }
  | { readonly kind: 'dense'; readonly layer: DensePlan; readonly pieces: readonly Columns[] };

export interface NetworkPlan {
  readonly batchSize: number;
  readonly classes: number;
  readonly input: InputPlan;
  /** One layer at a time, for activations by name. */
  readonly layers: readonly LayerPlan[];
  /** The same network as it is trained and evaluated. */
  readonly steps: readonly StepPlan[];
  /** How a batch goes through the steps: slices and whole dense layers in turns, slices first and last. */
  readonly rounds: readonly Round[];
  /** The last of `layers`: its input are the logits, its output the probabilities. */
  readonly head: SoftmaxPlan;
  /** Index of the lowest step with weights, where the backward pass ends; the head's if there is none. */
  readonly firstWithWeights: number;
  readonly matrices: readonly MatrixPlan[];
  readonly updates: readonly UpdatePiece[];
  /** From one slice's part of the gradients to the next one's. */
  readonly sliceStride: number;
  /** From one thread's scratch to the next one's. */
  readonly scratchStride: number;
  /** For each slice 16 bytes: the sum of its photos' losses, float64, and how many are correct, int32. */
  readonly scores: number;
  /** Linear memory needed in all. */
  readonly bytes: number;
}
