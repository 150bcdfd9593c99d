import { type CompileOptions, initialWeights } from '@peasy/core';
import { firstIndices, REFERENCE_OPTIONS, randomImages } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { reasonAgainst } from '../choose-instruction-set.js';
import { nodeFeatures } from '../environment.js';
import { kernelsEngine } from '../index.js';
import { WINOGRAD_NETWORK } from '../testing/general-networks.js';

const { network, batch } = WINOGRAD_NETWORK;
const images = randomImages(61, 2 * batch, network.input, 3);
const indices = firstIndices(batch);
const options: CompileOptions = {
  ...REFERENCE_OPTIONS,
  optimizer: { kind: 'adamw', learningRate: 0.01, momentum: 0, weightDecay: 0.1 },
  batchSize: batch,
};
const reasonNoWide = await reasonAgainst('wide', nodeFeatures());

/** Five steps, with an evaluation in their midst. */
async function train(more: Partial<CompileOptions>) {
  const compiled = await kernelsEngine.compile(network, { ...options, ...more });
  await compiled.setWeights(initialWeights(network, 62));
  const results: unknown[] = [];
  for (let step = 0; step < 5; step++) {
    results.push(await compiled.trainStep({ images, indices, step }));
    if (step === 2) results.push(await compiled.evaluate(images, indices));
  }
  return { compiled, results, weights: await compiled.weights() };
}

describe("a network of convolutions by Winograd's transforms", () => {
  it('trains bit for bit the same with 1, 2 and 3 threads', async () => {
    const [one, ...others] = await Promise.all([1, 2, 3].map((threads) => train({ threads })));
    for (const other of others) {
      expect(other.results).toEqual(one.results);
      expect(other.weights).toEqual(one.weights);
    }
    for (const { compiled } of [one, ...others]) await compiled.dispose();
  });

  it.skipIf(reasonNoWide)(
    `computes with 256 bits what it computes with 128${reasonNoWide ? ` [skipped: ${reasonNoWide}]` : ''}`,
    async () => {
      const wide = await train({ instructionSet: 'wide' });
      const relaxed = await train({ instructionSet: 'relaxed' });
      expect(wide.results).toEqual(relaxed.results);
      expect(wide.weights).toEqual(relaxed.weights);
      await Promise.all([wide.compiled.dispose(), relaxed.compiled.dispose()]);
    },
  );

  it('evaluates the averages that it trained, and weights that it was just given', async () => {
    const averaged = await train({ ema: 0.9 });
    const plain = await train({});
    expect(averaged.results.at(-1)).toEqual(plain.results.at(-1));
    const evaluation = await averaged.compiled.evaluate(images, indices);
    expect(evaluation).not.toEqual(await plain.compiled.evaluate(images, indices));
    await plain.compiled.setWeights(averaged.weights);
    expect(await plain.compiled.evaluate(images, indices)).toEqual(evaluation);
    await Promise.all([averaged.compiled.dispose(), plain.compiled.dispose()]);
  });
});
