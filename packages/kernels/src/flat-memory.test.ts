import { type CompileOptions, describeNetwork, NETWORKS } from '@peasy/core';
import {
  firstIndices,
  heldMemory,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { afterEach, describe, expect, it } from 'vitest';
import { kernelsEngine } from './index.js';
import { GENERAL_NETWORKS } from './testing/general-networks.js';
import type { NetworkCase } from './testing/small-networks.js';

const STEPS = 10_000;
const STEPS_PER_EPOCH = 500;
const WARM_UP = 1_000;
/**
 * Less than 10,000 steps leave behind when each forgets an object of 64 bytes, and less than 20
 * epochs when each forgets the outputs of its layers.
 */
const LEAST_LEAK = 640_000;

/** The memories that kernels were given, as they are made. */
class NotedMemory extends WebAssembly.Memory {
  static readonly all: WebAssembly.Memory[] = [];

  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor);
    NotedMemory.all.push(this);
  }
}

const { Memory } = WebAssembly;
afterEach(() => {
  WebAssembly.Memory = Memory;
});

/** What is held now, once threads that others keep from their core have read their mail: outputs are in it. */
async function heldAtRest(enough: number) {
  for (let tries = 0; heldMemory().arrayBufferBytes > enough && tries < 200; tries++) {
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
  return { ...heldMemory(), handles: process.getActiveResourcesInfo().length };
}

const CASES: readonly (NetworkCase & { readonly options: Partial<CompileOptions> })[] = [
  {
    title: 'the fast way',
    network: NETWORKS.cnn([4, 4, 3], 2),
    batch: 32,
    options: { optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 } },
  },
  {
    ...GENERAL_NETWORKS[2],
    title: 'the general way',
    options: {
      optimizer: { kind: 'adamw', learningRate: 1e-3, momentum: 0, weightDecay: 0.01 },
      ema: 0.99,
    },
  },
];

describe.each(CASES)('over 10,000 steps, $title', ({ network, batch, options }) => {
  it.each([1, 2])(
    'holds no more memory and no more handles than before, %i thread(s)',
    async (threads) => {
      const images = randomImages(111, batch, network.input, describeNetwork(network).classes);
      const indices = firstIndices(batch);
      const shared = { ...REFERENCE_OPTIONS, ...options, batchSize: batch, threads };
      // Chooses and checks the instruction set, which takes memories of its own.
      await (await kernelsEngine.compile(network, shared)).dispose();
      NotedMemory.all.length = 0;
      WebAssembly.Memory = NotedMemory;
      const compiled = await kernelsEngine.compile(network, shared);
      await compiled.setWeights(randomWeights(network, 112));
      const layers = network.layers.map(({ name }) => name);
      /** Steps, and after each epoch what a run does then: it evaluates, and copies weights and states. */
      const train = async (from: number, to: number) => {
        for (let step = from; step < to; step++) {
          await compiled.trainStep({ images, indices, step });
          if ((step + 1) % STEPS_PER_EPOCH !== 0) continue;
          await compiled.evaluate(images, indices);
          await compiled.activations(images, indices, layers);
          await compiled.weights();
          await compiled.optimizerState();
          // A turn of the event loop, as a run takes it.
          await new Promise(setImmediate);
        }
      };
      await train(0, WARM_UP);
      const before = await heldAtRest(0);
      const wasmBytes = NotedMemory.all.map(({ buffer }) => buffer.byteLength);
      await train(WARM_UP, WARM_UP + STEPS);
      const after = await heldAtRest(before.arrayBufferBytes + LEAST_LEAK);
      expect(after.heapBytes - before.heapBytes).toBeLessThan(LEAST_LEAK);
      expect(after.externalBytes - before.externalBytes).toBeLessThan(LEAST_LEAK);
      expect(after.arrayBufferBytes - before.arrayBufferBytes).toBeLessThan(LEAST_LEAK);
      expect(after.handles).toBeLessThanOrEqual(before.handles);
      expect(wasmBytes).toHaveLength(1);
      expect(NotedMemory.all.map(({ buffer }) => buffer.byteLength)).toEqual(wasmBytes);
      await compiled.dispose();
    },
  );
});
