import workerThreads from 'node:worker_threads';
import { type CompileOptions, NETWORKS } from '@peasy/core';
import {
  firstIndices,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KernelsError, kernelsEngine } from './index.js';
import { GENERAL_NETWORKS } from './testing/general-networks.js';

const BATCH = 64;
const network = NETWORKS.cnn([8, 8, 3], 2);
const images = randomImages(121, BATCH, network.input, 2);
const indices = firstIndices(BATCH);

const compile = (options: Partial<CompileOptions>) =>
  kernelsEngine.compile(network, { ...REFERENCE_OPTIONS, batchSize: BATCH, ...options });

/** Device, losses and weights of a few steps. */
async function trained(options: Partial<CompileOptions>) {
  const compiled = await compile(options);
  await compiled.setWeights(randomWeights(network, 122));
  const losses: number[] = [];
  for (let step = 0; step < 3; step++) {
    losses.push((await compiled.trainStep({ images, indices, step })).loss);
  }
  const { device, settings } = compiled;
  const outcome = { losses, weights: await compiled.weights() };
  await compiled.dispose();
  return { device, settings, outcome };
}

/** From now on Node's worker threads are these. */
function replaceThreads(threads: unknown): void {
  const { getBuiltinModule } = process;
  vi.spyOn(process, 'getBuiltinModule').mockImplementation(((name: string) =>
    name === 'node:worker_threads' ? threads : getBuiltinModule(name)) as typeof getBuiltinModule);
}

class RefusedWorker {
  constructor() {
    throw Object.assign(new Error('Access to this API has been restricted'), {
      code: 'ERR_ACCESS_DENIED',
    });
  }
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.each<[string, () => void, RegExp]>([
  [
    'has no worker threads',
    () => replaceThreads(undefined),
    /^Expected threads to be 1, got 2: this Node has no worker threads\. Leave it out/,
  ],
  [
    'refuses worker threads',
    () => replaceThreads({ ...workerThreads, Worker: RefusedWorker }),
    /^Expected to start 1 worker threads, Node refused: Access to this API has been restricted\. Compute on one thread, or allow workers/,
  ],
  [
    'cannot share memory',
    () => vi.stubGlobal('SharedArrayBuffer', undefined),
    /^Expected threads to be 1, got 2: this Node cannot share memory between threads/,
  ],
])('a Node that %s', (_, restrain, refusal) => {
  it('computes on one thread, with the same bits', async () => {
    const expected = await trained({ instructionSet: 'simd128', threads: 2 });
    restrain();
    const { device, settings, outcome } = await trained({ instructionSet: 'simd128' });
    expect(device).toBe('cpu (wasm simd128, 1 thread)');
    expect(settings).toEqual({ instructionSet: 'simd128', threads: 1 });
    expect(outcome).toEqual(expected.outcome);
  });

  it('computes networks of the general way too', async () => {
    restrain();
    const { network: general, batch } = GENERAL_NETWORKS[0];
    const options = { ...REFERENCE_OPTIONS, batchSize: batch };
    const compiled = await kernelsEngine.compile(general, options);
    await compiled.setWeights(randomWeights(general, 123));
    const photos = randomImages(124, batch, general.input, 3);
    const { loss } = await compiled.trainStep({
      images: photos,
      indices: firstIndices(batch),
      step: 0,
    });
    expect(loss).toBeGreaterThan(0);
    expect(compiled.device).toMatch(/, 1 thread\)$/);
    await compiled.dispose();
  });

  it('refuses the two threads that were asked for', async () => {
    restrain();
    const outcome = compile({ threads: 2 });
    await expect(outcome).rejects.toThrow(KernelsError);
    await expect(outcome).rejects.toThrow(refusal);
  });
});

describe('without shared memory', () => {
  it('only simd128 runs, and says why', async () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    expect((await trained({})).settings).toEqual({ instructionSet: 'simd128', threads: 1 });
    await expect(compile({ instructionSet: 'relaxed' })).rejects.toThrow(
      'Instruction set relaxed cannot run here: it is built for shared memory, which this Node lacks. Here run: simd128.',
    );
  });
});

describe('memory that the system refuses', () => {
  it('for the network is an error that says how much it was', async () => {
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class {
      constructor() {
        throw new RangeError('WebAssembly.Memory(): could not allocate memory');
      }
    } as unknown as typeof Memory;
    try {
      const outcome = compile({});
      await expect(outcome).rejects.toThrow(KernelsError);
      await expect(outcome).rejects.toThrow(
        /^Expected \d+ MB of memory for the network, the system has not that much left\. Choose a smaller batchSize .*ulimit -v/,
      );
    } finally {
      WebAssembly.Memory = Memory;
    }
  });

  it('is not taken for a fault of the instruction set that is checked', async () => {
    const { Memory } = WebAssembly;
    let refused = 0;
    WebAssembly.Memory = class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        if (refused++ === 0)
          throw new RangeError('WebAssembly.Memory(): could not allocate memory');
        super(descriptor);
      }
    };
    // As in a program that has checked nothing yet.
    vi.resetModules();
    const { kernelsEngine: fresh } = await import('./index.js');
    const options = { ...REFERENCE_OPTIONS, batchSize: BATCH };
    try {
      await expect(fresh.compile(network, options)).rejects.toThrow('the system has not that much');
      const compiled = await fresh.compile(network, options);
      // Node 20 and later have more than simd128.
      expect(compiled.settings?.instructionSet).not.toBe('simd128');
      await compiled.dispose();
    } finally {
      WebAssembly.Memory = Memory;
    }
  });

  it('for the photos is an error too, and the network is as it was', async () => {
    const compiled = await compile({ threads: 2 });
    await compiled.setWeights(randomWeights(network, 122));
    const before = await compiled.weights();
    const { SharedArrayBuffer: Real } = globalThis;
    vi.stubGlobal(
      'SharedArrayBuffer',
      class extends Real {
        constructor(bytes: number) {
          if (bytes > 1000) throw new RangeError('Array buffer allocation failed');
          super(bytes);
        }
      },
    );
    const others = randomImages(125, BATCH, network.input, 2);
    await expect(compiled.trainStep({ images: others, indices, step: 0 })).rejects.toThrow(
      /^Expected 1 MB of memory for a copy of the photos that threads share, the system has not/,
    );
    vi.unstubAllGlobals();
    expect(await compiled.weights()).toEqual(before);
    expect((await compiled.trainStep({ images: others, indices, step: 0 })).loss).toBeGreaterThan(
      0,
    );
    await compiled.dispose();
  });
});
