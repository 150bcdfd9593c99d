import type { Layer, Network, Tensor } from '@peasy/core';
import { backwardPass } from './backward-pass.js';
import { forwardPass, type PassNetwork } from './forward-pass.js';
import { PHOTO } from './receptive-field.js';

/** Which values of a photo moved a class's logit, and how. */
export interface SaliencyAnswer {
  /** Gradient times input, summed over the colours: `[height, width, 1]`. Sums to the logit's change from a black photo where the network is linear. */
  readonly map: Tensor;
  /** The class's logit, and its probability. */
  readonly logit: number;
  readonly probability: number;
}

/** Where the last convolution's maps speak for a class. */
export interface GradCamAnswer {
  /** Layer whose maps are weighed. */
  readonly layer: string;
  /** Weighed sum of the maps, what is below zero left out: `[height, width, 1]`. */
  readonly map: Tensor;
  /** A weight for each map: the mean of the logit's gradient over it. */
  readonly weights: readonly number[];
}

/**
 * Gradient times input of a class's logit, by the backward pass.
 * Source: A. Shrikumar et al., "Not just a black box" (2016).
 * @param photo 0 to 1, `[height, width, channels]`.
 */
export function saliencyOf(of: PassNetwork, photo: Float64Array, label: number): SaliencyAnswer {
  const { outputs, logits, start } = towardsLogit(of, photo, label);
  const gradient = backwardPass(of, photo, outputs, start).get(PHOTO)!;
  const [height, width, channels] = of.network.input;
  const values = new Float32Array(height * width);
  for (let i = 0; i < photo.length; i++) {
    values[Math.floor(i / channels)] += gradient[i] * photo[i];
  }
  const probabilities = outputs.get(of.network.layers.at(-1)!.name)!.values;
  return {
    map: { shape: [height, width, 1], values },
    logit: logits[label],
    probability: probabilities[label],
  };
}

/**
 * Grad-CAM of a class's logit on the last convolution, behind its activation.
 * Source: R. Selvaraju et al., "Grad-CAM" (2017).
 * @returns undefined for a network without a convolution: none of its values has a place.
 */
export function gradCamOf(
  of: PassNetwork,
  photo: Float64Array,
  label: number,
): GradCamAnswer | undefined {
  const layer = gradCamLayer(of.network);
  if (!layer) return undefined;
  const { outputs, start } = towardsLogit(of, photo, label);
  const gradient = backwardPass(of, photo, outputs, start).get(layer)!;
  const { shape, values } = outputs.get(layer)!;
  const [height, width, maps] = shape;
  const weights = new Array<number>(maps).fill(0);
  for (let i = 0; i < gradient.length; i++) weights[i % maps] += gradient[i] / (height * width);
  const map = new Float32Array(height * width);
  for (let place = 0; place < map.length; place++) {
    let sum = 0;
    for (let m = 0; m < maps; m++) sum += weights[m] * values[place * maps + m];
    map[place] = Math.max(sum, 0);
  }
  return { layer, map: { shape: [height, width, 1], values: map }, weights };
}

/** The layer that Grad-CAM weighs: the activation behind the last convolution, or what stands for it. */
export function gradCamLayer({ layers }: Network): string | undefined {
  const last = layers.findLastIndex(({ kind }) => kind === 'conv2d');
  return last < 0 ? undefined : activationBehind(layers, last).name;
}

/** The layer whose output a filter's value is looked at in: its activation, normalisation and residual sum passed through. */
export function activationBehind(layers: readonly Layer[], at: number): Layer {
  let shown = at;
  for (let i = at + 1; i < layers.length; i++) {
    const layer = layers[i];
    if (layer.kind === 'activation' && layer.activation !== 'softmax') return layer;
    if (layer.kind !== 'batchNormalization' && layer.kind !== 'add') break;
    shown = i;
  }
  return layers[shown];
}

function towardsLogit(of: PassNetwork, photo: Float64Array, label: number) {
  const outputs = forwardPass(of, photo);
  // The last layer is a softmax; what goes into it are the logits.
  const layer = of.network.layers.at(-2)!.name;
  const logits = outputs.get(layer)!.values;
  const gradient = new Float64Array(logits.length);
  gradient[label] = 1;
  return { outputs, logits, start: { layer, gradient } };
}
