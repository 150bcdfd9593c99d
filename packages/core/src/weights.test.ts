import { describe, expect, it } from 'vitest';
import type { Network } from './network.js';
import { describeNetwork } from './network-description.js';
import { NETWORKS } from './networks/index.js';
import { initialWeights } from './weights.js';

const cnn = NETWORKS.cnn([32, 32, 3], 2);

function kernelOf(network: Network, name: string, seed = 1): Float32Array {
  return initialWeights(network, seed).get(`${name}/kernel`)!.values;
}

describe('initialWeights()', () => {
  it('has the tensors of the network, in its order and shapes', () => {
    const weights = initialWeights(cnn, 1);
    const described = describeNetwork(cnn).weights;
    expect([...weights.keys()]).toEqual(described.map((weight) => weight.name));
    for (const { name, shape } of described) {
      expect(weights.get(name)!.shape).toEqual(shape);
      expect(weights.get(name)!.values.length).toBe(shape.reduce((a, b) => a * b, 1));
    }
  });

  it('starts biases at zero', () => {
    for (const [name, { values }] of initialWeights(cnn, 1)) {
      if (name.endsWith('/bias')) expect(values.every((value) => value === 0)).toBe(true);
    }
  });

  it.each([
    ['glorotUniform', Math.sqrt(6 / (512 + 128))],
    ['heUniform', Math.sqrt(6 / 512)],
    ['uniform05', 0.05],
  ] as const)('draws %s evenly within ±%d', (initializer, limit) => {
    const network: Network = {
      name: 'one',
      input: [8, 8, 8],
      layers: [
        { kind: 'flatten', name: 'flat' },
        { kind: 'dense', name: 'dense', units: 128, initializer },
        { kind: 'activation', name: 'softmax', activation: 'softmax' },
      ],
    };
    const values = kernelOf(network, 'dense');
    let largest = 0;
    let sum = 0;
    let squares = 0;
    for (const value of values) {
      largest = Math.max(largest, Math.abs(value));
      sum += value;
      squares += value ** 2;
    }
    expect(largest).toBeLessThanOrEqual(Math.fround(limit));
    expect(largest).toBeGreaterThan(limit * 0.999);
    // The mean of n draws of U(±limit) has the deviation limit / sqrt(3 n); five of them is far enough.
    expect(Math.abs(sum / values.length)).toBeLessThan((5 * limit) / Math.sqrt(3 * values.length));
    expect(squares / values.length / (limit ** 2 / 3)).toBeCloseTo(1, 1);
  });

  it('is glorotUniform where the layer does not say', () => {
    const limit = Math.sqrt(6 / (27 + 288));
    const largest = kernelOf(cnn, 'ConvLayer1').reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(largest).toBeLessThanOrEqual(Math.fround(limit));
    expect(largest).toBeGreaterThan(limit * 0.98);
  });

  it('draws the same for the same seed, and others for another', () => {
    expect(initialWeights(cnn, 7)).toEqual(initialWeights(cnn, 7));
    expect(kernelOf(cnn, 'HiddenLayer', 8)).not.toEqual(kernelOf(cnn, 'HiddenLayer', 7));
  });

  it('draws two layers of one shape differently', () => {
    const layer = (name: string) => ({ kind: 'dense', name, units: 16 }) as const;
    const network: Network = {
      name: 'twins',
      input: [1, 1, 16],
      layers: [
        { kind: 'flatten', name: 'flat' },
        layer('a'),
        layer('b'),
        { kind: 'activation', name: 'softmax', activation: 'softmax' },
      ],
    };
    expect(kernelOf(network, 'a')).not.toEqual(kernelOf(network, 'b'));
  });
});
