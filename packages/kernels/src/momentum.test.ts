import { NETWORKS } from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';

const network = NETWORKS.cnn([8, 8, 3], 3);
const images = randomImages(41, 16, network.input, 3);

async function compileWith(momentum: number, learningRate = 0.1) {
  const compiled = await kernelsEngine.compile(network, {
    ...REFERENCE_OPTIONS,
    optimizer: { kind: 'sgd', learningRate, momentum },
  });
  await compiled.setWeights(randomWeights(network, 42));
  return compiled;
}

describe('SGD', () => {
  it('with momentum moves by v = momentum · v - learningRate · gradient', async () => {
    const batch = { images, indices: firstIndices(16), step: 0 };
    const plain = await compileWith(0);
    await plain.trainStep(batch);
    const heavy = await compileWith(0.75);
    const before = await heavy.weights();
    // The velocity as if the steps before had all gone 1 / 8 up.
    const state = new Map(
      [...(await heavy.optimizerState())].map(([name, { shape, values }]) => [
        name,
        { shape, values: values.map(() => 0.125) },
      ]),
    );
    await heavy.setOptimizerState(state);
    await heavy.trainStep(batch);
    const velocities = await heavy.optimizerState();
    const after = await heavy.weights();
    for (const [name, { values }] of await plain.weights()) {
      const start = before.get(name)!.values;
      const velocity = velocities.get(`${name}/velocity`)!.values;
      const isMoved = (value: number, i: number): boolean =>
        Math.abs(velocity[i] - (0.75 * 0.125 + (value - start[i]))) < 1e-6;
      expect(values.every(isMoved), `velocity of ${name}`).toBe(true);
      expect(after.get(name)!.values).toEqual(start.map((value, i) => value + velocity[i]));
    }
  });

  it('names a velocity for every weight, in their order and shape, zeros at first', async () => {
    const compiled = await compileWith(0.9);
    const weights = await compiled.weights();
    const state = await compiled.optimizerState();
    expect([...state.keys()]).toEqual([...weights.keys()].map((name) => `${name}/velocity`));
    for (const [name, { shape }] of weights) {
      const velocity = state.get(`${name}/velocity`)!;
      expect(velocity.shape).toEqual(shape);
      expect(velocity.values.every((value) => value === 0)).toBe(true);
    }
  });

  it('without momentum has no state', async () => {
    const compiled = await compileWith(0);
    expect(await compiled.optimizerState()).toEqual(new Map());
    await compiled.setOptimizerState(new Map());
  });

  it('leaves the weights alone at a learning rate of 0', async () => {
    const compiled = await compileWith(0, 0);
    const before = await compiled.weights();
    await compiled.trainStep({ images, indices: firstIndices(16), step: 0 });
    expect(await compiled.weights()).toEqual(before);
  });
});
