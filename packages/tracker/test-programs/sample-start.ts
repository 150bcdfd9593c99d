import {
  describeNetwork,
  initialWeights,
  type MetricPoint,
  NETWORKS,
  type Network,
  type RunStart,
} from '@peasy/core';

/** A small network of one convolution, for records that need weights. */
export const SMALL_NETWORK: Network = {
  name: 'small',
  input: [4, 4, 3],
  layers: [
    { kind: 'conv2d', name: 'Conv', filters: 2, kernelSize: 3, padding: 'same' },
    { kind: 'flatten', name: 'Flat' },
    { kind: 'dense', name: 'Classifier', units: 2 },
    { kind: 'activation', name: 'Softmax', activation: 'softmax' },
  ],
};

/** Weights of the small network, different for each seed. */
export const smallWeights = (seed: number) => initialWeights(SMALL_NETWORK, seed);

/** A start that says all there is to say. */
type WholeStart = RunStart & Required<Omit<RunStart, 'config' | 'tags'>>;

/** What a run of the post's CNN says of itself at its start. */
export function sampleStart(changes: Partial<RunStart> = {}): WholeStart {
  const network = NETWORKS.cnn([32, 32, 3], 2);
  const { parameters, multiplyAdds } = describeNetwork(network);
  return {
    name: 'cnn',
    experiment: 'dogs-vs-cats',
    config: 'cnn',
    engine: 'kernels',
    device: 'cpu (wasm simd128, 1 thread)',
    dataset: { name: 'drawn', digest: 'd'.repeat(64) },
    classes: ['dog', 'cat'],
    network,
    parameters,
    multiplyAdds,
    epochsPlanned: 30,
    split: {
      kind: 'holdout',
      digest: 'a'.repeat(64),
      train: 700,
      validation: 150,
      test: 150,
      testAlsoTrained: 0,
      validationAlsoTrained: 0,
    },
    params: { epochs: 30, 'optimizer.learningRate': 0.01, network: 'cnn', keepGoing: false },
    environment: { node: 'v20.20.2', cores: 2, gitCommit: null, gitDirty: false },
    ...changes,
  };
}

/** One point; its epoch is its step, its time a second a step. */
export function point(key: string, step: number, value: number, epoch = step): MetricPoint {
  return { key, step, epoch, value, time: 1_700_000_000_000 + step * 1000 };
}
