import { type Engine, initialWeights, NETWORKS } from '@peasy/core';
import { firstIndices, randomImages } from '@peasy/engine-contract';
import { kernelsEngine } from '@peasy/kernels';
import { describe, expect, it, vi } from 'vitest';
import { useSoftwareAdapter } from '../../test-programs/software-adapter.js';
import { tensorflowEngine } from './tensorflow/tensorflow-engine.js';
import { webgpuEngine } from './webgpu/webgpu-engine.js';

useSoftwareAdapter();
// A software adapter takes a minute.
vi.setConfig({ testTimeout: 300_000 });

interface Job {
  readonly engine: Engine;
  /** Height and width of the photos. */
  readonly size: number;
  readonly batch: number;
}

/** Engines that are held to the kernels; a software adapter trains less in the same time. */
const OTHERS: readonly Job[] = [
  { engine: tensorflowEngine, size: 16, batch: 32 },
  { engine: webgpuEngine, size: 8, batch: 16 },
];

const STEPS = 50;
/** Relative. Sums are rounded otherwise, and a unit within that of relu's kink goes another way from there on. */
const TOLERANCE = 5e-3;

/** Losses of 50 steps of five epochs, dropout and all, and the network's answers after them. */
async function trained(engine: Engine, name: string, { size, batch }: Job) {
  const network = NETWORKS[name]([size, size, 3], 2);
  const count = 10 * batch;
  const images = randomImages(71, count, network.input, 2);
  const compiled = await engine.compile(network, {
    seed: 9,
    batchSize: batch,
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 },
  });
  await compiled.setWeights(initialWeights(network, 9));
  const losses: number[] = [];
  for (let step = 0; step < STEPS; step++) {
    const indices = Int32Array.from({ length: batch }, (_, i) => (step * batch + i * 7) % count);
    losses.push((await compiled.trainStep({ images, indices, step })).loss);
  }
  const { probabilities } = await compiled.evaluate(images, firstIndices(count));
  await compiled.dispose();
  return { losses, probabilities };
}

for (const job of OTHERS) {
  const { engine } = job;
  const missing = await engine.unavailableReason();
  const reason = missing === undefined ? '' : ` [skipped: ${missing}]`;
  describe.skipIf(missing !== undefined)(`${engine.name} and kernels${reason}`, () => {
    it.each(['cnn', 'dense'])(`agree over ${STEPS} steps of %s from one seed`, async (name) => {
      const expected = await trained(kernelsEngine, name, job);
      const actual = await trained(engine, name, job);
      for (const [step, loss] of expected.losses.entries()) {
        expect(Math.abs(actual.losses[step] / loss - 1), `step ${step}`).toBeLessThan(TOLERANCE);
      }
      for (const [i, share] of expected.probabilities.entries()) {
        expect(Math.abs(actual.probabilities[i] - share)).toBeLessThan(TOLERANCE);
      }
    });
  });
}
