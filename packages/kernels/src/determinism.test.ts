import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeNetwork } from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { compileKernels, instantiateKernels } from './kernel-module.js';
import { KernelsNetwork } from './kernels-network.js';
import { planNetwork } from './plan/plan-network.js';
import { SMALL_NETWORKS } from './testing/small-networks.js';
import { trainingDigest } from './testing/training-digest.js';
import { SoloCrew } from './threads/solo-crew.js';

describe('the same seed', () => {
  it('gives the same bits in another process', async () => {
    const program = join(import.meta.dirname, 'testing/training-digest.ts');
    const run = promisify(execFile);
    const flags = ['--import', 'tsx', '--conditions=@peasy/source'];
    const { stdout } = await run(process.execPath, [...flags, program], {
      cwd: join(import.meta.dirname, '..'),
    });
    expect(stdout).toMatch(/^[0-9a-f]{64}$/);
    expect(stdout).toBe(await trainingDigest());
  });

  it.each(SMALL_NETWORKS)(
    'gives the same bits whatever lay in memory before: $title',
    async ({ network, batch }) => {
      const trained = [];
      for (const rubbish of [0, 0xff]) {
        const module = await compileKernels('simd128');
        const base = module.heapBase;
        const options = { ...REFERENCE_OPTIONS, batchSize: batch };
        const plan = planNetwork(network, { batchSize: batch, threads: 1, momentum: false, base });
        const instance = await instantiateKernels(module, plan.bytes);
        // Bytes of 0xff are NaN: one value that is read before it is written spoils the loss.
        new Uint8Array(instance.memory.buffer).fill(rubbish, base);
        const compiled = new KernelsNetwork(network, plan, options, {
          instance,
          crew: new SoloCrew(
            { plan, optimizer: options.optimizer, seed: options.seed },
            { kernels: instance.kernels, memory: instance.memory.buffer, thread: 0 },
          ),
          device: 'test',
          instructionSet: 'simd128',
        });
        await compiled.setWeights(randomWeights(network, 82));
        const images = randomImages(81, batch, network.input, describeNetwork(network).classes);
        const steps = [];
        for (let step = 0; step < 2; step++) {
          steps.push(await compiled.trainStep({ images, indices: firstIndices(batch), step }));
        }
        expect(steps[1].loss).toBeGreaterThan(0);
        trained.push({ steps, weights: await compiled.weights() });
      }
      expect(trained[1]).toEqual(trained[0]);
    },
  );
});
