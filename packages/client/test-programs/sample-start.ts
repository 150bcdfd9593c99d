import {
  describeNetwork,
  initialWeights,
  type MetricPoint,
  NETWORKS,
  type Network,
  type RunStart,
} from '@peasy/core';

const SMALL: Network = {
  name: 'small',
  input: [4, 4, 3],
  layers: [
    { kind: 'flatten', name: 'Flat' },
    { kind: 'dense', name: 'Classifier', units: 2 },
    { kind: 'activation', name: 'Softmax', activation: 'softmax' },
  ],
};

/** Weights of a small network, different for each seed. */
export const smallWeights = (seed: number) => initialWeights(SMALL, seed);

/** A start that says all there is to say. */
type WholeStart = RunStart & Required<Omit<RunStart, 'config' | 'tags'>>;

/** What a run says of itself at its start. */
export function sampleStart(changes: Partial<RunStart> = {}): WholeStart {
  const network = NETWORKS.cnn([32, 32, 3], 2);
  const { parameters, multiplyAdds } = describeNetwork(network);
  return {
    name: 'cnn',
    experiment: 'cats',
    config: 'cnn',
    engine: 'kernels',
    device: 'cpu',
    dataset: { name: 'drawn', digest: 'd'.repeat(64) },
    classes: ['dog', 'cat'],
    network,
    parameters,
    multiplyAdds,
    epochsPlanned: 30,
    split: {
      ...{ kind: 'holdout', digest: 'a'.repeat(64), train: 70, validation: 15, test: 15 },
      ...{ testAlsoTrained: 0, validationAlsoTrained: 0 },
    },
    params: { epochs: 30, rate: 0.01, limit: Infinity, keepGoing: false },
    tags: { kind: 'sample' },
    environment: { node: 'v20', cores: 2, gitCommit: null },
    ...changes,
  };
}

/** One point; its epoch is half its step, its time a second a step. */
export function point(key: string, step: number, value: number): MetricPoint {
  return { key, step, epoch: step / 2, value, time: 1_700_000_000_000 + step * 1000 };
}

/** Values that are easily lost on the way: every third one is odd. */
export function valueAt(step: number): number {
  return [step / 3, Number.NaN, Infinity, step * 1e-310, -Infinity, -0.1][step % 6];
}
