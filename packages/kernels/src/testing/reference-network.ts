import type { LabelledImages, NamedTensors, Network } from '@peasy/core';
import {
  type ReferenceMap,
  type ReferencePlace,
  referenceActivation,
  referenceAveragePool2d,
  referenceConv2d,
  referenceDense,
  referenceDropout,
  referenceMaxPool2d,
} from './reference-layers.js';

/** Every layer's output for one photo, in float64: slow, plain, and independent of the kernels. */
export function referenceForward(
  network: Network,
  weights: NamedTensors,
  images: LabelledImages,
  index: number,
  training?: ReferencePlace,
): Map<string, ReferenceMap> {
  const { height, width, channels } = images;
  const size = height * width * channels;
  let map: ReferenceMap = {
    shape: [height, width, channels],
    values: Float64Array.from(
      images.pixels.subarray(index * size, (index + 1) * size),
      (v) => v / 255,
    ),
  };
  const outputs = new Map<string, ReferenceMap>();
  for (const [position, layer] of network.layers.entries()) {
    const weight = (role: string) => weights.get(`${layer.name}/${role}`)!;
    const bias = weights.get(`${layer.name}/bias`);
    switch (layer.kind) {
      case 'conv2d':
        map = referenceConv2d(layer, map, weight('kernel'), bias);
        break;
      case 'dense':
        map = referenceDense(layer, map, weight('kernel'), weight('bias'));
        break;
      case 'maxPool2d':
        map = referenceMaxPool2d(layer, map);
        break;
      case 'flatten':
        map = { shape: [map.values.length], values: map.values };
        break;
      case 'dropout':
        if (training) map = referenceDropout(layer, map, position, training);
        break;
      case 'activation':
        map = referenceActivation(layer, map);
        break;
      case 'avgPool2d':
        map = referenceAveragePool2d([layer.poolSize, layer.poolSize], map);
        break;
      case 'globalAveragePool2d': {
        const { shape, values } = referenceAveragePool2d([map.shape[0], map.shape[1]], map);
        map = { shape: shape.slice(2), values };
        break;
      }
      case 'add': {
        const from = outputs.get(layer.from)!.values;
        map = { ...map, values: map.values.map((value, i) => value + from[i]) };
        break;
      }
      case 'batchNormalization':
        throw new Error(`Layer "${layer.name}": expected what needs no other photo of the batch.`);
    }
    outputs.set(layer.name, map);
  }
  return outputs;
}

/** Mean categorical cross-entropy over a batch. */
export function referenceLoss(
  network: Network,
  weights: NamedTensors,
  images: LabelledImages,
  indices: Int32Array,
  training?: Omit<ReferencePlace, 'place'>,
): number {
  let sum = 0;
  for (const [place, index] of indices.entries()) {
    const at = training && { ...training, place };
    const outputs = referenceForward(network, weights, images, index, at);
    const probabilities = outputs.get(network.layers.at(-1)!.name)!.values;
    sum -= Math.log(probabilities[images.labels[index]]);
  }
  return sum / indices.length;
}
