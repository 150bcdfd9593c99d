import { NETWORKS } from '@peasy/core';
import { firstIndices, REFERENCE_OPTIONS, randomImages } from '@peasy/engine-contract';
import { describeEngineContract } from '@peasy/engine-contract/contract';
import { describe, expect, it } from 'vitest';
import { loadTensorflow } from '../../tensorflow-runtime/load-tensorflow.js';
import { itTrainsAsKernels } from '../../testing/trained-jobs.js';
import { tensorflowEngine } from './tensorflow-engine.js';

/** What the binding holds. */
interface CountingBinding {
  getNumOfTensors(): number;
  getNumOfSavedModels(): number;
}

await describeEngineContract(tensorflowEngine);

const missing = await tensorflowEngine.unavailableReason();
describe.skipIf(missing)(`the tensorflow engine${missing ? ` [skipped: ${missing}]` : ''}`, () => {
  itTrainsAsKernels((network, options) => tensorflowEngine.compile(network, options));

  it("leaves nothing in TensorFlow's hands, from step to step and when it is disposed of", async () => {
    const { binding } = (await loadTensorflow()) as unknown as { binding: CountingBinding };
    const sessions = binding.getNumOfSavedModels();
    const tensors = binding.getNumOfTensors();
    const network = NETWORKS.cnn([8, 8, 3], 2);
    const images = randomImages(3, 32, network.input, 2);
    const compiled = await tensorflowEngine.compile(network, REFERENCE_OPTIONS);
    const counts = new Set<number>();
    for (let step = 0; step < 5; step++) {
      await compiled.trainStep({ images, indices: firstIndices(32), step });
      counts.add(binding.getNumOfTensors());
    }
    // The feeds of the last run, of which every step has as many.
    expect(counts.size).toBe(1);
    await compiled.evaluate(images, firstIndices(32));
    await compiled.activations(images, firstIndices(2), ['PoolingLayer1']);
    await compiled.setWeights(await compiled.weights());
    const wrong = { ...images, pixels: images.pixels.subarray(1) };
    await expect(compiled.evaluate(wrong, firstIndices(1))).rejects.toThrow('pixel values');
    expect(binding.getNumOfSavedModels()).toBe(sessions + 1);
    await compiled.dispose();
    expect(binding.getNumOfTensors()).toBe(tensors);
    await compiled.dispose();
    expect(binding.getNumOfSavedModels()).toBe(sessions);
    await expect(compiled.weights()).rejects.toThrow('was disposed of');
  });
});

const hasGpu = (await tensorflowEngine.unavailableReason('gpu')) === undefined;
const reason = missing ? ` [skipped: ${missing}]` : hasGpu ? ' [skipped: there is a GPU here]' : '';

describe.skipIf(reason !== '')(`the tensorflow engine without a GPU${reason}`, () => {
  it('refuses to compute on one, and says why', async () => {
    const options = { ...REFERENCE_OPTIONS, device: 'gpu' } as const;
    const compiled = tensorflowEngine.compile(NETWORKS.cnn([8, 8, 3], 2), options);
    await expect(compiled).rejects.toThrow(/^TensorFlow [\d.]+ sees no GPU: /);
    expect(await tensorflowEngine.unavailableReason('gpu')).toContain('sees no GPU');
  });

  it('says what it computes on', async () => {
    const compiled = await tensorflowEngine.compile(NETWORKS.cnn([8, 8, 3], 2), REFERENCE_OPTIONS);
    expect(compiled.device).toMatch(/^cpu \(TensorFlow \d+\.\d+\.\d+\)$/);
    await compiled.dispose();
  });
});
