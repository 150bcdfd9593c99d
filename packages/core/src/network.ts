/**
 * A network as data: a list of layers with names. Shapes, parameter counts and multiply-adds are
 * derived from it; an engine compiles it; a snapshot refers to its weights by name.
 */

/** Height, width and channels of a picture or of a feature map, in that order. */
export type MapShape = readonly [height: number, width: number, channels: number];

/** How the first values of a layer's kernel are drawn. Biases start at zero. */
export const INITIALIZERS = ['glorotUniform', 'heUniform', 'uniform05'] as const;
/** `glorotUniform`: U(±sqrt(6/(fanIn+fanOut))). `heUniform`: U(±sqrt(6/fanIn)). `uniform05`: U(±0.05), the `uniform` of Keras 1. */
export type Initializer = (typeof INITIALIZERS)[number];

/** Convolution kinds of border: `same` pads with zeros and keeps the size, `valid` keeps to the inside. */
export const PADDINGS = ['same', 'valid'] as const;
export type Padding = (typeof PADDINGS)[number];

/** Functions applied value by value (`relu`) or over the last axis (`softmax`). */
export const ACTIVATIONS = ['relu', 'softmax'] as const;
export type Activation = (typeof ACTIVATIONS)[number];

/** 2-d cross-correlation with `filters` kernels of `kernelSize` x `kernelSize`, stride 1, plus bias. Kernel shape: HWIO. */
export interface Conv2dLayer {
  readonly kind: 'conv2d';
  readonly name: string;
  readonly filters: number;
  /** Odd. */
  readonly kernelSize: number;
  readonly padding: Padding;
  readonly initializer?: Initializer;
}

export interface ActivationLayer {
  readonly kind: 'activation';
  readonly name: string;
  readonly activation: Activation;
}

/** Maximum over windows of `poolSize` x `poolSize`, moved by `poolSize`; what does not fill a window is dropped. */
export interface MaxPool2dLayer {
  readonly kind: 'maxPool2d';
  readonly name: string;
  readonly poolSize: number;
}

/** In training, sets each value to zero with probability `rate` and scales the others by 1 / (1 - rate). */
export interface DropoutLayer {
  readonly kind: 'dropout';
  readonly name: string;
  /** 0 and up, below 1. */
  readonly rate: number;
}

/** Height x width x channels to one row, in NHWC order. */
export interface FlattenLayer {
  readonly kind: 'flatten';
  readonly name: string;
}

/** x · kernel + bias. Kernel shape: [inputs, units]. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly name: string;
  readonly units: number;
  readonly initializer?: Initializer;
}

export type Layer =
  | Conv2dLayer
  | ActivationLayer
  | MaxPool2dLayer
  | DropoutLayer
  | FlattenLayer
  | DenseLayer;

/** Kinds of layers that engines know. */
export const LAYER_KINDS = [
  'conv2d',
  'activation',
  'maxPool2d',
  'dropout',
  'flatten',
  'dense',
] as const satisfies readonly Layer['kind'][];

/** The last layer is a softmax over the classes. Layer names are unique. */
export interface Network {
  readonly name: string;
  readonly input: MapShape;
  readonly layers: readonly Layer[];
}

/** The same network with every dropout layer taken out: for inference by hand and for reference steps. */
export function withoutDropout(network: Network): Network {
  return { ...network, layers: network.layers.filter((layer) => layer.kind !== 'dropout') };
}
