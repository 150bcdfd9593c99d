import type { CompiledNetwork, NamedTensors, Network } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';
import { afterEach, describe, expect, it } from 'vitest';
import { NetworkSeats } from './network-seats.js';

const NETWORK: Network = {
  name: 'small',
  input: [2, 2, 1],
  layers: [
    { kind: 'flatten', name: 'Flat' },
    { kind: 'dense', name: 'Classifier', units: 2 },
    { kind: 'activation', name: 'Out', activation: 'softmax' },
  ],
};
const PHOTO = {
  ...{ pixels: Uint8Array.from([255, 0, 0, 0]), labels: new Uint8Array(1), count: 1 },
  ...{ height: 2, width: 2, channels: 1 },
};

describe('NetworkSeats', () => {
  const compiled: CompiledNetwork[] = [];
  const seats = () =>
    new NetworkSeats(async (network) => {
      const one = await kernelsEngine.compile(network, {
        ...{ seed: 0, batchSize: 1, loss: 'categoricalCrossentropy', threads: 1 },
        optimizer: { kind: 'sgd', learningRate: 0.1, momentum: 0 },
      });
      compiled.push(one);
      return one;
    });
  afterEach(async () => {
    for (const one of compiled.splice(0)) await one.dispose();
  });

  /** Weights whose first logit for the photo is `value`. */
  const weights = (value: number): NamedTensors =>
    new Map([
      ['Classifier/kernel', { shape: [4, 2], values: new Float32Array(8).fill(value) }],
      ['Classifier/bias', { shape: [2], values: new Float32Array(2) }],
    ]);
  const logit = async (of: NetworkSeats, snapshot: number) => {
    const answer = await of.use(
      { network: NETWORK, snapshot: `s${snapshot}` },
      weights(snapshot),
      (one) => one.activations(PHOTO, Int32Array.of(0), ['Classifier']),
    );
    return answer.get('Classifier')!.values[0];
  };

  it('answers with the weights of the snapshot that is asked for, however many were before it', async () => {
    const some = seats();
    for (const snapshot of [1, 2, 1, 3]) expect(await logit(some, snapshot)).toBe(snapshot);
    expect(compiled).toHaveLength(3);
    for (let snapshot = 1; snapshot <= 40; snapshot++) await logit(some, snapshot);
    expect(compiled.length).toBeLessThan(40);
    for (const snapshot of [1, 40, 17]) expect(await logit(some, snapshot)).toBe(snapshot);
  });

  it('prepares free seats only, and calls at the same time do not mix', async () => {
    const some = seats();
    await some.prepare({ network: NETWORK, snapshot: 's5' }, weights(5));
    expect(compiled).toHaveLength(1);
    expect(await Promise.all([5, 6, 5, 7].map((one) => logit(some, one)))).toEqual([5, 6, 5, 7]);
    expect(compiled).toHaveLength(3);
  });
});
