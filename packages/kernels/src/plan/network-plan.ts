/**
 * A network compiled to addresses: plain data that says where everything lies and how large it
 * is. Whoever has the memory and the plan can run the network; the order of calls is in schedule/.
 * Addresses are bytes in linear memory; sizes are float32 values a photo unless they say otherwise.
 */

/** A weight tensor, as a matrix [rows, columns] in panels (a bias has one row), with its gradient and velocity. */
export interface MatrixPlan {
  /** `<layer>/kernel` or `<layer>/bias`. */
  readonly name: string;
  /** The outside shape: conv HWIO, dense [inputs, units], bias [units]. */
  readonly shape: readonly number[];
  readonly rows: number;
  readonly columns: number;
  readonly weights: number;
  readonly gradient: number;
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
  /** For the input's gradient, scratch: dy within a border, and the turned kernel. */
  readonly gradientBorder: number;
  readonly paddedGradient: number;
  readonly turnedKernel: number;
}

export interface DensePlan extends PlacedLayer {
  readonly kind: 'dense';
  readonly kernel: MatrixPlan;
  readonly bias: MatrixPlan;
  /** Scratch for the packed left and right sides of its three matrix products. */
  readonly left: number;
  readonly right: number;
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

/** Where the batch of photos goes: uint8 pixels and labels as they come, and float32 in [0, 1]. */
export interface InputPlan {
  readonly pixels: number;
  readonly labels: number;
  readonly values: number;
  readonly size: number;
}

export interface NetworkPlan {
  readonly batchSize: number;
  readonly classes: number;
  readonly input: InputPlan;
  readonly layers: readonly LayerPlan[];
  /** The last of `layers`: its input are the logits, its output the probabilities. */
  readonly head: SoftmaxPlan;
  /** Index of the lowest layer with weights, where the backward pass ends; the head's if there is none. */
  readonly firstWithWeights: number;
  readonly matrices: readonly MatrixPlan[];
  /** All weights lie together, and so do gradients and velocities, in the same order: one call updates them. */
  readonly weights: number;
  readonly gradients: number;
  readonly velocities: number | undefined;
  readonly weightFloats: number;
  /** Linear memory needed in all. */
  readonly bytes: number;
}
