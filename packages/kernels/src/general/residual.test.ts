import {
  type CompileOptions,
  initialWeights,
  type LabelledImages,
  type Layer,
  type MapShape,
  type NamedTensors,
  type Network,
} from '@peasy/core';
import { firstIndices, REFERENCE_OPTIONS } from '@peasy/engine-contract';
import { describe, expect, it } from 'vitest';
import { kernelsEngine } from '../index.js';
import { largestDifference, readReference } from '../testing/read-reference.js';

interface Residual {
  readonly input: MapShape;
  readonly layers: readonly Layer[];
  readonly pixels: readonly number[];
  readonly labels: readonly number[];
  readonly weights: Readonly<Record<string, { shape: number[]; values: number[] }>>;
  readonly optimizer: CompileOptions['optimizer'];
  readonly labelSmoothing: number;
  readonly steps: readonly { indices: number[]; loss: number; correct: number }[];
  readonly after: Readonly<Record<string, readonly number[]>>;
  readonly evaluation: { readonly loss: number; readonly probabilities: readonly number[] };
}

const reference = readReference<Residual>('residual');
const { input, layers, labelSmoothing, optimizer } = reference;
const network: Network = { name: 'residual', input, layers };
const images: LabelledImages = {
  pixels: Uint8Array.from(reference.pixels),
  labels: Uint8Array.from(reference.labels),
  count: reference.labels.length,
  height: input[0],
  width: input[1],
  channels: input[2],
};
const options: CompileOptions = {
  ...REFERENCE_OPTIONS,
  optimizer,
  labelSmoothing,
  batchSize: 20,
  threads: 1,
};

/** The reference's weights; moving statistics as they start. */
function firstWeights(): NamedTensors {
  return new Map(
    [...initialWeights(network, 1)].map(([name, tensor]) => {
      const given = reference.weights[name];
      return [name, given ? { ...tensor, values: Float32Array.from(given.values) } : tensor];
    }),
  );
}

async function train(
  compiled: Awaited<ReturnType<typeof kernelsEngine.compile>>,
  from = 0,
  to = 10,
) {
  const results: { loss: number; correct: number }[] = [];
  for (const [step, { indices }] of [...reference.steps.entries()].slice(from, to)) {
    results.push(await compiled.trainStep({ images, indices: Int32Array.from(indices), step }));
  }
  return results;
}

describe("a residual network's ten training steps", () => {
  it('are those of PyTorch: AdamW, clipping, label smoothing, batch normalisation', async () => {
    const compiled = await kernelsEngine.compile(network, options);
    await compiled.setWeights(firstWeights());
    for (const [step, { loss, correct }] of (await train(compiled)).entries()) {
      expect(Math.abs(loss - reference.steps[step].loss), `step ${step}`).toBeLessThan(2e-5);
      expect(correct).toBe(reference.steps[step].correct);
    }
    for (const [name, { values }] of await compiled.weights()) {
      expect(largestDifference(values, reference.after[name]), name).toBeLessThan(2e-4);
    }
    const { loss, probabilities } = await compiled.evaluate(images, firstIndices(40));
    expect(Math.abs(loss - reference.evaluation.loss)).toBeLessThan(1e-4);
    expect(largestDifference(probabilities, reference.evaluation.probabilities)).toBeLessThan(1e-4);
    await compiled.dispose();
  });

  const all: CompileOptions = {
    ...options,
    ema: 0.9,
    augmentation: { flip: true, shift: 2, minCrop: 0.7, brightness: 0.2, cutout: 2, mixup: 0.4 },
  };

  it('are bit for bit the same with 1 and 2 threads, with everything switched on', async () => {
    const outcomes = [];
    for (const threads of [1, 2]) {
      const compiled = await kernelsEngine.compile(network, { ...all, threads });
      await compiled.setWeights(firstWeights());
      const results = await train(compiled);
      const [weights, state] = [await compiled.weights(), await compiled.optimizerState()];
      outcomes.push({
        results,
        weights,
        state,
        evaluation: await compiled.evaluate(images, firstIndices(40)),
      });
      await compiled.dispose();
    }
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0].results.every(({ loss }) => loss > 0)).toBe(true);
  });

  it('go on bit for bit from weights and state, with averages', async () => {
    const whole = await kernelsEngine.compile(network, all);
    await whole.setWeights(firstWeights());
    await train(whole, 0, 5);
    const [weights, state] = [await whole.weights(), await whole.optimizerState()];
    const expected = await train(whole, 5);
    const resumed = await kernelsEngine.compile(network, all);
    await resumed.setWeights(weights);
    await resumed.setOptimizerState(state);
    expect(await train(resumed, 5)).toEqual(expected);
    expect(await resumed.weights()).toEqual(await whole.weights());
    expect([...state.keys()]).toContain('stemNorm/movingMean/trained');
    expect([...state.keys()]).toContain('stem/kernel/secondMoment');
    expect([...state.keys()]).not.toContain('stemNorm/movingMean/firstMoment');
    await Promise.all([whole.dispose(), resumed.dispose()]);
  });

  it('evaluate the average, and any network that is given it evaluates the same', async () => {
    const averaged = await kernelsEngine.compile(network, { ...options, ema: 0.9 });
    const plain = await kernelsEngine.compile(network, options);
    for (const compiled of [averaged, plain]) await compiled.setWeights(firstWeights());
    expect(await train(averaged)).toEqual(await train(plain));
    const evaluation = await averaged.evaluate(images, firstIndices(40));
    expect(evaluation).not.toEqual(await plain.evaluate(images, firstIndices(40)));
    await plain.setWeights(await averaged.weights());
    expect(await plain.evaluate(images, firstIndices(40))).toEqual(evaluation);
    await Promise.all([averaged.dispose(), plain.dispose()]);
  });
});
