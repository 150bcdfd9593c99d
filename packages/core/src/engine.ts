import type { Augmentation } from './augmentation.js';
import type { Network } from './network.js';
import type { OptimizerOptions } from './optimizer.js';

/** Engines that exist; a run records which of them computed it. */
export const ENGINE_NAMES = ['kernels', 'tensorflow', 'webgpu'] as const;
/** One of ENGINE_NAMES. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What an engine may be asked to compute on; `auto`: a GPU where it has a real one, else the CPU. */
export const DEVICES = ['cpu', 'gpu'] as const;
/** A device, or `auto`. */
export type DeviceChoice = 'auto' | (typeof DEVICES)[number];

/** A dense array of float32 values, row-major. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Tensors by name, in the order of the network's weights. */
export type NamedTensors = ReadonlyMap<string, Tensor>;

/**
 * Photos as an engine takes them. Engines may keep a copy in memory of their own, found again by
 * the identity of this object, so treat it as frozen once an engine has seen it.
 */
export interface LabelledImages {
  /** uint8, `[count, height, width, channels]`; an engine divides by 255. */
  readonly pixels: Uint8Array;
  /** The class index of each photo. */
  readonly labels: Uint8Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** One batch: rows of `images` by index. The last batch of an epoch may be smaller than the others. */
export interface TrainBatch {
  readonly images: LabelledImages;
  readonly indices: Int32Array;
  /** Global step, from 0; with the seed it keys dropout's masks and the photos' augmentation, so a resumed run draws the same ones. */
  readonly step: number;
  /** Of this step; the optimiser's own where it is left out. */
  readonly learningRate?: number;
}

/** Mean loss over the batch, of the softened labels where they are, before the update, and how many photos had their class on top. */
export interface StepResult {
  readonly loss: number;
  readonly correct: number;
}

/** Result of a pass without dropout and without update. */
export interface Evaluation {
  /** Mean loss over the photos. */
  readonly loss: number;
  readonly correct: number;
  /** `[indices.length, classes]`, in the order of the indices. */
  readonly probabilities: Float32Array;
}

/** Losses that an engine trains with. On a 2-way softmax both have the same value and the same gradient. */
export const LOSSES = ['categoricalCrossentropy', 'binaryCrossentropy'] as const;
/** One of LOSSES. */
export type Loss = (typeof LOSSES)[number];

/**
 * Instruction sets of the kernels engine: plain WebAssembly SIMD, which computes the same bits
 * everywhere; relaxed SIMD, with fused multiply-add; and that, paired into 256 bits by V8.
 */
export const INSTRUCTION_SETS = ['simd128', 'relaxed', 'wide'] as const;
/** One of INSTRUCTION_SETS. */
export type InstructionSet = (typeof INSTRUCTION_SETS)[number];

/** How a network is made ready to train. */
export interface CompileOptions {
  /** Keys dropout's masks and the photos' augmentation. Weights come from `setWeights`. */
  readonly seed: number;
  readonly optimizer: OptimizerOptions;
  readonly loss: Loss;
  /** Softens the labels trained on (see `labelTargets`); evaluation takes them as they are. 0 or left out: none. */
  readonly labelSmoothing?: number;
  /**
   * Decay of a moving average of the weights; 0 or left out: none. With it, `weights` and
   * `evaluate` are of the average: after step t, from 0, average = d · average + (1 - d) · weight
   * with d = min(ema, (1 + t) / (10 + t)), so that the first weights do not weigh for long
   * (TensorFlow's ExponentialMovingAverage). What is trained on is part of the optimiser's state,
   * as `<weight>/trained`; `setWeights` sets both.
   */
  readonly ema?: number;
  /** Changes to the photos of training steps; none where it is left out. */
  readonly augmentation?: Augmentation;
  /** The largest batch that will be asked for. */
  readonly batchSize: number;
  /** `auto` where it is left out. An engine that has not the named one refuses to compile. */
  readonly device?: DeviceChoice;
  /**
   * Threads of the kernels engine; left out: one a core. Results do not depend on it. More than a
   * batch has slices of 16 photos, or than 64, are not started, and in a page there is one.
   */
  readonly threads?: number;
  /**
   * Of the kernels engine; auto or left out: the best that runs here and passes its check. Results
   * of different sets differ in their last bits, so a run goes on with the one it was started with.
   */
  readonly instructionSet?: 'auto' | InstructionSet;
  /** Whether the bits must be those of every other machine: instruction set simd128. */
  readonly deterministic?: boolean;
}

/** A network made ready to run on one device. Nothing but its engine knows how. */
export interface CompiledNetwork {
  /** What it really runs on, asserted, never assumed: "cpu (wasm simd128, 1 thread)". */
  readonly device: string;
  /** Whether that is a GPU only in name: a program that does its work on the CPU. */
  readonly software?: boolean;
  /** What the engine chose; a run records it, and goes on with the same instruction set. */
  readonly settings?: { readonly instructionSet: InstructionSet; readonly threads: number };
  /** A copy of the weights, in the order of the network. */
  weights(): Promise<NamedTensors>;
  /** @throws when a tensor is missing, unknown or of another shape. */
  setWeights(weights: NamedTensors): Promise<void>;
  /**
   * A copy of the optimiser's state: `<weight>/velocity` for momentum, `<weight>/firstMoment` and
   * `<weight>/secondMoment` for adam and adamw, `<weight>/trained` with ema; empty for plain SGD.
   */
  optimizerState(): Promise<NamedTensors>;
  /** @throws as `setWeights` does. */
  setOptimizerState(state: NamedTensors): Promise<void>;
  /** Forward, backward, update. */
  trainStep(batch: TrainBatch): Promise<StepResult>;
  /**
   * The same steps as one `trainStep` after the other, of engines for which reading a result back
   * is dear: their losses come once, at the end. A NaN does not stop the steps after it.
   */
  trainSteps?(batches: readonly TrainBatch[]): Promise<readonly StepResult[]>;
  /** Loss, accuracy and probabilities of the photos at `indices`, in any number. */
  evaluate(images: LabelledImages, indices: Int32Array): Promise<Evaluation>;
  /** Outputs of the named layers, `[indices.length, ...outputShape]`; a conv2d layer's output is before its activation. */
  activations(
    images: LabelledImages,
    indices: Int32Array,
    layers: readonly string[],
  ): Promise<NamedTensors>;
  /** Frees memory and threads; nothing can be computed after it. */
  dispose(): Promise<void>;
}

/** A way of computing networks. */
export interface Engine {
  readonly name: EngineName;
  /**
   * Why it cannot run here, in one sentence with what to do, or undefined. Never throws.
   * @param device what it is to run on; left out or `auto`: on anything it takes.
   */
  unavailableReason(device?: DeviceChoice): Promise<string | undefined>;
  /** Makes a network ready to run; its weights are zeros until `setWeights`. @throws where it cannot, saying why. */
  compile(network: Network, options: CompileOptions): Promise<CompiledNetwork>;
}
