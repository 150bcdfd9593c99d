import type { Layer, MapShape, Network } from '../network.js';

/** The post's dense network, with its layer names: 2,656,130 parameters on 32x32x3 with two classes. */
export function dense(input: MapShape, classes: number): Network {
  const layers: Layer[] = [
    { kind: 'flatten', name: 'Flatten' },
    { kind: 'dense', name: 'Input_layer', units: 768, initializer: 'uniform05' },
    { kind: 'activation', name: 'Input_layer_act', activation: 'relu' },
    { kind: 'dropout', name: 'Dropout1', rate: 0.3 },
    { kind: 'dense', name: 'Hidden_layer', units: 384, initializer: 'uniform05' },
    { kind: 'activation', name: 'Hidden_layer_act', activation: 'relu' },
    { kind: 'dropout', name: 'Dropout2', rate: 0.3 },
    { kind: 'dense', name: 'Classifier_layer', units: classes, initializer: 'uniform05' },
    { kind: 'activation', name: 'Probabilities', activation: 'softmax' },
  ];
  return { name: 'dense', input, layers };
}
