import { describeNetwork, type Layer, type Network, type Tensor } from '@peasy/core';
import { formatCount, formatDecimals, formatSignificant } from '../format/number.js';
import { rangeOf } from './colour-scale.js';
import type { ValuePlace } from './explain-value.js';
import type { PhotoMaps } from './network-maps.js';
import { PHOTO } from './receptive-field.js';
import { shownLayers } from './shown-layers.js';

/** A stop on the way from the photo to the probabilities. */
export interface WalkStep {
  /** PHOTO, or the name of a layer. */
  readonly layer: string;
  /** What happened here, with this photo's numbers. */
  readonly words: string;
  /** Its strongest value; undefined: of the photo. */
  readonly strongest: ValuePlace | undefined;
}

/** What is walked through. */
export interface Walked {
  readonly network: Network;
  readonly classes: readonly string[];
  readonly maps: PhotoMaps;
  readonly photo: { readonly name: string; readonly label: number };
}

/** From the photo to the probabilities, a sentence a layer. */
export function walkSteps(walked: Walked): readonly WalkStep[] {
  const { network, maps, photo } = walked;
  const [height, width, channels] = network.input;
  const colours = channels === 3 ? ' of red, green and blue' : '';
  const first: WalkStep = {
    layer: PHOTO,
    words: `${photo.name} as the network gets it: ${height} × ${width} pixels${colours}, ${formatCount(height * width * channels)} numbers from 0 to 1.`,
    strongest: undefined,
  };
  return [
    first,
    ...shownLayers(network).map((layer) => {
      const tensor = maps.get(layer.name)!;
      return {
        layer: layer.name,
        words: `${layer.name} ${doing(layer, tensor, walked)}`,
        strongest: strongestOf(tensor),
      };
    }),
  ];
}

function doing(layer: Layer, tensor: Tensor, { network, classes, photo }: Walked): string {
  const at = network.layers.indexOf(layer);
  const { inputShape, outputShape } = describeNetwork(network).layers[at];
  const out = shapeText(outputShape);
  switch (layer.kind) {
    case 'conv2d': {
      const side = `${layer.kernelSize} × ${layer.kernelSize}`;
      const read = at === 0 ? 'the photo' : `${inputShape[2]} maps`;
      return `slides ${layer.filters} filters of ${side} × ${inputShape[2]} over ${read}: ${out}. ${strongestText(tensor)}`;
    }
    case 'dense':
      return `weighs all ${formatCount(size(inputShape))} numbers, ${layer.units} times over: ${out}. ${strongestText(tensor)}`;
    case 'maxPool2d':
    case 'avgPool2d': {
      const kept = layer.kind === 'maxPool2d' ? 'the largest' : 'the mean';
      const left = formatCount(size(outputShape));
      return `keeps ${kept} of every ${layer.poolSize} × ${layer.poolSize}: ${left} of ${formatCount(size(inputShape))} numbers are left.`;
    }
    case 'globalAveragePool2d':
      return `keeps the mean of each map: ${out}. ${strongestText(tensor)}`;
    case 'batchNormalization':
      return `moves and stretches each map by what it learned of its mean and spread. ${rangeText(tensor)}`;
    case 'add':
      return `adds what ${layer.from} said, value by value. ${rangeText(tensor)}`;
    case 'activation':
      return activationText(layer.activation, tensor, classes, photo.label);
    case 'flatten':
      return `lays the maps in a row: ${out}.`;
    case 'dropout':
      return 'passes all on: it only works while training.';
  }
}

function activationText(
  activation: Extract<Layer, { kind: 'activation' }>['activation'],
  tensor: Tensor,
  classes: readonly string[],
  label: number,
): string {
  const { values } = tensor;
  switch (activation) {
    case 'relu': {
      const share =
        values.reduce((zeros, value) => zeros + (value === 0 ? 1 : 0), 0) / values.length;
      return `sets what is below zero to zero: ${Math.round(share * 100)} % of ${formatCount(values.length)} numbers are zero now.`;
    }
    case 'softmax': {
      const said = values.indexOf(Math.max(...values));
      const shares = classes.map((name, i) => `${name} ${formatDecimals(values[i], 3)}`).join(', ');
      const verdict =
        label < 0 ? '' : ` It is ${classes[label]}: ${said === label ? 'right' : 'wrong'}.`;
      return `turns the sums into probabilities: ${shares}.${verdict}`;
    }
    case 'leakyRelu':
      return `makes what is below zero small. ${rangeText(tensor)}`;
    case 'silu':
      return `bends what is below zero towards zero. ${rangeText(tensor)}`;
  }
}

function strongestText(tensor: Tensor): string {
  const place = strongestOf(tensor);
  const value = formatSignificant(valueAt(tensor, place), 3);
  return tensor.shape.length === 3
    ? `Strongest: map ${place.channel}, row ${place.y}, column ${place.x}, ${value}.`
    : `Strongest: unit ${place.channel}, ${value}.`;
}

function rangeText({ values }: Tensor): string {
  const { to } = rangeOf(values);
  return `The numbers reach ${formatSignificant(to, 3)}.`;
}

/** Place of the largest value. */
function strongestOf({ shape, values }: Tensor): ValuePlace {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[at]) at = i;
  if (shape.length !== 3) return { y: 0, x: 0, channel: at };
  const [, width, channels] = shape;
  const pixel = Math.floor(at / channels);
  return { y: Math.floor(pixel / width), x: pixel % width, channel: at % channels };
}

function valueAt({ shape, values }: Tensor, { y, x, channel }: ValuePlace): number {
  const [, width, channels] = shape.length === 3 ? shape : [1, 1, shape[0]];
  return values[(y * width + x) * channels + channel];
}

function shapeText(shape: readonly number[]): string {
  return shape.length === 3
    ? `${shape[2]} maps of ${shape[0]} × ${shape[1]}`
    : `${formatCount(shape[0])} numbers`;
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, one) => product * one, 1);
}
