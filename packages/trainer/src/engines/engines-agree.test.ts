import { type Engine, initialWeights, NETWORKS } from '@peasy/core';
import { firstIndices, randomImages } from '@peasy/engine-contract';
import { kernelsEngine } from '@peasy/kernels';
import { describe, expect, it } from 'vitest';
import { tensorflowEngine } from './tensorflow/tensorflow-engine.js';

/** Engines that are held to the kernels. */
const OTHERS: readonly Engine[] = [tensorflowEngine];

const STEPS = 50;
const BATCH = 32;
const COUNT = 320;
/** Relative. Sums are rounded otherwise, and a unit within that of relu's kink goes another way from there on. */
const TOLERANCE = 5e-3;

/** Losses of 50 steps of two epochs and a half, dropout and all, and the network's answers after them. */
async function trained(engine: Engine, name: string) {
  const network = NETWORKS[name]([16, 16, 3], 2);
  const images = randomImages(71, COUNT, network.input, 2);
  const compiled = await engine.compile(network, {
    seed: 9,
    batchSize: BATCH,
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 },
  });
  await compiled.setWeights(initialWeights(network, 9));
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const indices = Int32Array.from({ length: BATCH }, (_, i) => (step * BATCH + i * 7) % COUNT);
    losses.push((await compiled.trainStep({ images, indices, step })).loss);
  }
  const { probabilities } = await compiled.evaluate(images, firstIndices(COUNT));
  await compiled.dispose();
  return { losses, probabilities };
}

for (const engine of OTHERS) {
  const missing = await engine.unavailableReason();
  const reason = missing === undefined ? '' : ` [skipped: ${missing}]`;
  describe.skipIf(missing !== undefined)(`${engine.name} and kernels${reason}`, () => {
    it.each(['cnn', 'dense'])(`agree over ${STEPS} steps of %s from one seed`, async (name) => {
      const expected = await trained(kernelsEngine, name);
      const actual = await trained(engine, name);
      for (const [step, loss] of expected.losses.entries()) {
        expect(Math.abs(actual.losses[step] / loss - 1), `step ${step}`).toBeLessThan(TOLERANCE);
      }
      for (const [i, share] of expected.probabilities.entries()) {
        expect(Math.abs(actual.probabilities[i] - share)).toBeLessThan(TOLERANCE);
      }
    });
  });
}
