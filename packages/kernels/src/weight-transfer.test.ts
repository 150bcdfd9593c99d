import { REFERENCE_OPTIONS, randomWeights } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';
import { SMALL_NETWORKS } from './testing/small-networks.js';

const momentum = { kind: 'sgd', learningRate: 0.1, momentum: 0.9 } as const;

describe('weights', () => {
  it.each(SMALL_NETWORKS)('come back bit by bit: $title', async ({ network }) => {
    const weights = randomWeights(network, 51);
    const compiled = await kernelsEngine.compile(network, {
      ...REFERENCE_OPTIONS,
      optimizer: momentum,
    });
    await compiled.setWeights(weights);
    expect([...(await compiled.weights())]).toEqual([...weights]);
    const state = new Map([...weights].map(([name, tensor]) => [`${name}/velocity`, tensor]));
    await compiled.setOptimizerState(state);
    expect([...(await compiled.optimizerState())]).toEqual([...state]);
    expect([...(await compiled.weights())]).toEqual([...weights]);
    await compiled.dispose();
  });

  it('keep NaN, infinities, minus zero and the smallest numbers', async () => {
    const { network } = SMALL_NETWORKS[0];
    const weights = new Map(randomWeights(network, 51));
    const odd = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, -0, 1e-45, -1e-45);
    weights.set('conv/bias', { shape: [5], values: odd });
    const compiled = await kernelsEngine.compile(network, REFERENCE_OPTIONS);
    await compiled.setWeights(weights);
    const back = (await compiled.weights()).get('conv/bias')!.values;
    expect(new Uint32Array(back.buffer)).toEqual(new Uint32Array(odd.buffer));
  });

  it('are copies: what is done to them does not reach the network', async () => {
    const { network } = SMALL_NETWORKS[0];
    const compiled = await kernelsEngine.compile(network, REFERENCE_OPTIONS);
    await compiled.setWeights(randomWeights(network, 51));
    (await compiled.weights()).get('conv/kernel')!.values.fill(7);
    expect(await compiled.weights()).toEqual(new Map(randomWeights(network, 51)));
  });
});
