import { describeNetwork, type NamedTensors, RandomStream } from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';
import { GENERAL_NETWORKS } from './testing/general-networks.js';
import { referenceLoss } from './testing/reference-network.js';
import { SMALL_NETWORKS } from './testing/small-networks.js';

/** A power of two, large: the step drowns the weight's own rounding, and dividing by it costs no bit. */
const LEARNING_RATE = 4096;
/** Of float64 central differences; small, so that few steps cross a kink of relu or max-pool. */
const STEP = 1e-8;
/** Of a larger tensor 12 values are drawn; of one up to this size all are checked. */
const SMALL_TENSOR = 40;
const CHECKS = 12;

describe('gradients against finite differences in float64, dropout included', () => {
  it.each([...SMALL_NETWORKS, ...GENERAL_NETWORKS])('$title', async ({ network, batch }) => {
    const images = randomImages(21, batch, network.input, describeNetwork(network).classes);
    const indices = firstIndices(batch);
    const weights = randomWeights(network, 22);
    const seed = 23;
    const step = 5;
    const compiled = await kernelsEngine.compile(network, {
      ...REFERENCE_OPTIONS,
      seed,
      batchSize: batch + 3,
      optimizer: { kind: 'sgd', learningRate: LEARNING_RATE, momentum: 0 },
    });
    await compiled.setWeights(weights);
    const { loss } = await compiled.trainStep({ images, indices, step });
    const lossAt = (tensors: NamedTensors): number =>
      referenceLoss(network, tensors, images, indices, { seed, step });
    expect(loss).toBeCloseTo(lossAt(weights), 5);

    const after = await compiled.weights();
    const random = new RandomStream(24);
    for (const [name, { shape, values }] of weights) {
      // Float64 values: a step of 1e-8 is lost in float32.
      const moved = Float64Array.from(values);
      const tensors = new Map(weights).set(name, {
        shape,
        values: moved as unknown as Float32Array,
      });
      const isSmall = values.length <= SMALL_TENSOR;
      for (let check = 0; check < (isSmall ? values.length : CHECKS); check++) {
        const i = isSmall ? check : random.below(values.length);
        moved[i] = values[i] + STEP;
        const above = lossAt(tensors);
        moved[i] = values[i] - STEP;
        const below = lossAt(tensors);
        moved[i] = values[i];
        const expected = (above - below) / (2 * STEP);
        const actual = (values[i] - after.get(name)!.values[i]) / LEARNING_RATE;
        expect(Math.abs(actual - expected), `gradient of ${name}[${i}], ${expected}`).toBeLessThan(
          2e-6 + 2e-5 * Math.abs(expected),
        );
      }
    }
    await compiled.dispose();
  });

  it('trains a last, smaller batch by the mean over its own photos', async () => {
    const { network } = SMALL_NETWORKS[0];
    const images = randomImages(21, 8, network.input, 3);
    const stepOf = async (batchSize: number) => {
      const compiled = await kernelsEngine.compile(network, { ...REFERENCE_OPTIONS, batchSize });
      await compiled.setWeights(randomWeights(network, 22));
      // Leaves a whole batch behind in memory, which a smaller one must not see.
      if (batchSize > 3) await compiled.evaluate(images, firstIndices(8));
      const { loss } = await compiled.trainStep({ images, indices: firstIndices(3), step: 0 });
      return { loss, weights: await compiled.weights() };
    };
    expect(await stepOf(8)).toEqual(await stepOf(3));
  });
});
