import { type CompiledNetwork, NETWORKS } from '@peasy/core';
import { firstIndices, REFERENCE_OPTIONS, randomImages } from '@peasy/engine-contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useSoftwareAdapter } from '../../../test-programs/software-adapter.js';
import type { GpuDevice } from '../../webgpu-runtime/dawn.js';
import { loadTfjs } from '../../webgpu-runtime/load-packages.js';
import { webgpuEngine } from './webgpu-engine.js';

useSoftwareAdapter();
// A software adapter takes seconds to compile a network's shaders.
vi.setConfig({ testTimeout: 120_000 });

const missing = await webgpuEngine.unavailableReason();
const hasGpu = (await webgpuEngine.unavailableReason('gpu')) === undefined;
const reason = missing ? ` [skipped: ${missing}]` : '';
const gpuReason = reason || (hasGpu ? ' [skipped: there is a GPU here]' : '');

const network = NETWORKS.cnn([8, 8, 3], 2);
let open: CompiledNetwork[] = [];
async function compile(options = REFERENCE_OPTIONS): Promise<CompiledNetwork> {
  const compiled = await webgpuEngine.compile(network, options);
  open.push(compiled);
  return compiled;
}
afterEach(async () => {
  await Promise.all(open.map((compiled) => compiled.dispose()));
  open = [];
});

describe.skipIf(gpuReason !== '')(`the webgpu engine without a GPU${gpuReason}`, () => {
  it('does not take a software adapter for a GPU, and says why', async () => {
    const refused = compile({ ...REFERENCE_OPTIONS, device: 'gpu' });
    await expect(refused).rejects.toThrow(
      /^WebGPU finds no GPU here, only .+, which does its work on the CPU: /,
    );
    await expect(refused).rejects.toHaveProperty('name', 'EngineError');
    expect(await webgpuEngine.unavailableReason('gpu')).toContain('which does its work on the CPU');
  });

  it.each(['auto', 'cpu'] as const)('takes it by name for %s, and says so', async (device) => {
    const compiled = await compile({ ...REFERENCE_OPTIONS, device });
    expect(compiled.software).toBe(true);
    expect(compiled.device).toMatch(/^cpu \(.+, a software adapter, WebGPU by tfjs [\d.]+\)$/);
  });

  it('refuses another device while one computes', async () => {
    await compile();
    await expect(compile({ ...REFERENCE_OPTIONS, device: 'gpu' })).rejects.toThrow(
      /^WebGPU computes on .+ in this program already/,
    );
  });
});

describe.skipIf(missing)(`a network of the webgpu engine${reason}`, () => {
  const images = randomImages(3, 32, network.input, 2);
  const batches = [0, 1, 2].map((step) => ({ images, indices: firstIndices(16), step }));

  it('shares the device with others, and opens it again after the last of them', async () => {
    const first = await compile();
    const second = await compile();
    await first.dispose();
    await first.dispose();
    const { loss } = await second.trainStep(batches[0]);
    await second.dispose();
    const third = await compile();
    expect((await third.trainStep(batches[0])).loss).toBe(loss);
  });

  it('reads losses back once for many steps, and leaves no tensor', async () => {
    const compiled = await compile();
    await compiled.trainStep(batches[0]);
    const { tf } = await loadTfjs();
    const held = tf.memory().numTensors;
    const read = vi.spyOn(tf.backend(), 'read');
    const losses = await compiled.trainSteps!([...batches, ...batches]);
    expect(losses).toHaveLength(6);
    expect(read).toHaveBeenCalledTimes(1);
    expect(tf.memory().numTensors).toBe(held);
    read.mockRestore();
    await compiled.evaluate(images, firstIndices(32));
    await compiled.activations(images, firstIndices(2), ['PoolingLayer1']);
    expect(tf.memory().numTensors).toBe(held);
  });

  it('gives every tensor back', async () => {
    const { tf } = await loadTfjs();
    // Counted by tfjs itself: there is no backend to ask before the first network and after the last.
    const before = tf.engine().state.numTensors;
    const compiled = await compile();
    await compiled.trainStep(batches[0]);
    await compiled.dispose();
    expect(tf.engine().state.numTensors).toBe(before);
  });

  it('says that the device was lost, and the next network has another one', async () => {
    const compiled = await compile();
    const { tf } = await loadTfjs();
    const { device } = tf.backend() as unknown as { device: GpuDevice };
    device.destroy();
    await device.lost;
    await expect(compiled.trainStep(batches[0])).rejects.toThrow(/ was lost: .*another engine\.$/);
    await expect(compiled.weights()).rejects.toHaveProperty('name', 'EngineError');
    const second = await compile();
    expect((await second.trainStep(batches[0])).loss).toBeGreaterThan(0);
    await compiled.dispose();
    expect((await second.trainStep(batches[1])).loss).toBeGreaterThan(0);
  });
});
