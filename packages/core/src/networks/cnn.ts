import type { Layer, MapShape, Network } from '../network.js';

/** The post's convolutional network, with its layer names: 69,130 parameters on 32x32x3 with two classes. */
export function cnn(input: MapShape, classes: number): Network {
  const layers: Layer[] = [
    { kind: 'conv2d', name: 'ConvLayer1', filters: 32, kernelSize: 3, padding: 'same' },
    { kind: 'activation', name: 'ConvLayer1Activation', activation: 'relu' },
    { kind: 'maxPool2d', name: 'PoolingLayer1', poolSize: 2 },
    { kind: 'dropout', name: 'Dropout1', rate: 0.3 },
    { kind: 'conv2d', name: 'ConvLayer2', filters: 8, kernelSize: 3, padding: 'same' },
    { kind: 'activation', name: 'ConvLayer2Activation', activation: 'relu' },
    { kind: 'maxPool2d', name: 'PoolingLayer2', poolSize: 2 },
    { kind: 'dropout', name: 'Dropout2', rate: 0.3 },
    { kind: 'flatten', name: 'Flatten' },
    { kind: 'dense', name: 'HiddenLayer', units: 128 },
    { kind: 'activation', name: 'HiddenLayerActivation', activation: 'relu' },
    { kind: 'dropout', name: 'Dropout3', rate: 0.3 },
    { kind: 'dense', name: 'Classifier', units: classes },
    { kind: 'activation', name: 'Probabilities', activation: 'softmax' },
  ];
  return { name: 'cnn', input, layers };
}
