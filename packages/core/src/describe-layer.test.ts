import { describe, expect, it } from 'vitest';
import { type Layer, type Network, withoutDropout } from './network.js';
import { describeNetwork } from './network-description.js';
import { NetworkError } from './network-error.js';
import { parseLayers } from './parse-layers.js';
import { initialWeights } from './weights.js';

const conv = (name: string, more: Record<string, unknown> = {}) =>
  ({ kind: 'conv2d', name, filters: 4, kernelSize: 3, padding: 'same', ...more }) as Layer;
const norm = (name: string, more: Record<string, unknown> = {}) =>
  ({ kind: 'batchNormalization', name, ...more }) as Layer;
const add = (from: string): Layer => ({ kind: 'add', name: 'add', from });
const average: Layer = { kind: 'globalAveragePool2d', name: 'average' };
const head: readonly Layer[] = [
  { kind: 'dense', name: 'classifier', units: 2 },
  { kind: 'activation', name: 'probabilities', activation: 'softmax' },
];

function network(layers: readonly Layer[]): Network {
  return { name: 'small', input: [9, 8, 3], layers: [...layers, average, ...head] };
}

describe('describeNetwork() of a residual network', () => {
  const residual = network([
    conv('stem', { useBias: false }),
    norm('norm'),
    conv('inner'),
    add('norm'),
    conv('down', { strides: 2, filters: 5 }),
    { kind: 'avgPool2d', name: 'pool', poolSize: 2 },
  ]);
  const described = describeNetwork(residual);

  it('has the shapes that strides, pools and averages leave', () => {
    expect(described.layers.map((layer) => layer.outputShape)).toEqual([
      ...[[9, 8, 4], [9, 8, 4], [9, 8, 4], [9, 8, 4], [5, 4, 5], [2, 2, 5], [5], [2], [2]],
    ]);
  });

  it('counts trainable numbers only, and names the moving statistics among the weights', () => {
    // 3x3x3x4; gamma and beta; 3x3x4x4 + 4; 3x3x4x5 + 5; 5x2 + 2.
    expect(described.parameters).toBe(108 + 8 + 148 + 185 + 12);
    const kept = described.weights.filter((weight) => !weight.trainable);
    expect(kept.map(({ name }) => name)).toEqual(['norm/movingMean', 'norm/movingVariance']);
    expect(described.weights.map(({ name }) => name)).not.toContain('stem/bias');
  });

  it('starts gammas and moving variances at one, betas and moving means at zero', () => {
    const weights = initialWeights(residual, 1);
    const valuesOf = (role: string) => [...weights.get(`norm/${role}`)!.values];
    expect(valuesOf('gamma')).toEqual([1, 1, 1, 1]);
    expect(valuesOf('movingVariance')).toEqual([1, 1, 1, 1]);
    expect(valuesOf('beta')).toEqual([0, 0, 0, 0]);
    expect(valuesOf('movingMean')).toEqual([0, 0, 0, 0]);
  });

  it('is what its JSON parses to', () => {
    expect(parseLayers(JSON.parse(JSON.stringify(residual.layers)))).toEqual(residual.layers);
  });
});

describe('describeNetwork() refuses', () => {
  const relu = (more: object) => ({ kind: 'activation', name: 'act', ...more }) as Layer;
  it.each<[string, Layer[], string]>([
    [
      'strides of 3',
      [conv('a', { strides: 3 })],
      '"a" (conv2d): expected strides of 1 or 2, got 3',
    ],
    ['an add from nowhere', [conv('a'), add('b')], 'earlier layer, got "b". Earlier layers: a.'],
    ['an add from itself', [conv('a'), add('add')], 'earlier layer, got "add"'],
    [
      'an add of another shape',
      [conv('a'), conv('b', { strides: 2 }), add('a')],
      '"add" (add): expected an output of shape [5, 4, 4] from layer "a", as its own input, got [9, 8, 4]',
    ],
    [
      'a momentum of 1',
      [norm('n', { momentum: 1 })],
      '"n" (batchNormalization): expected a momentum',
    ],
    ['an epsilon of 0', [norm('n', { epsilon: 0 })], 'expected an epsilon above 0, got 0'],
    ['alpha for relu', [relu({ activation: 'relu', alpha: 0.1 })], 'alpha for leakyRelu only'],
    ['an alpha of 2', [relu({ activation: 'leakyRelu', alpha: 2 })], 'between 0 and 1, got 2'],
    [
      'a pool that is too large',
      [{ kind: 'avgPool2d', name: 'p', poolSize: 10 }],
      '10x10, got 9x8',
    ],
    ['an average of what is flat', [{ kind: 'flatten', name: 'f' }], 'expected a map'],
  ])('%s', (_, layers, message) => {
    const refused = () => describeNetwork(network(layers));
    expect(refused).toThrow(NetworkError);
    expect(refused).toThrow(message);
  });
});

describe('withoutDropout()', () => {
  it('lets an add from a dropout layer take what went into it', () => {
    const dropout: Layer = { kind: 'dropout', name: 'drop', rate: 0.5 };
    const bare = withoutDropout(network([conv('a'), dropout, conv('b'), add('drop')]));
    expect(bare.layers.slice(0, 3)).toEqual([conv('a'), conv('b'), add('a')]);
    describeNetwork(bare);
  });
});
