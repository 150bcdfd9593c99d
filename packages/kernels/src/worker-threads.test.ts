import workerThreads, { type Worker, type WorkerOptions } from 'node:worker_threads';
import { NETWORKS } from '@peasy/core';
import {
  firstIndices,
  heldBytes,
  REFERENCE_OPTIONS,
  randomImages,
  randomWeights,
} from '@peasy/engine-contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseThreads } from './choose-threads.js';
import { nodeFeatures } from './environment.js';
import { KernelsError, kernelsEngine } from './index.js';

const BATCH = 64;
const network = NETWORKS.cnn([16, 16, 3], 2);
const images = randomImages(101, BATCH, network.input, 2);
const indices = firstIndices(BATCH);

/** A network of two threads, and the one of them that is a worker. */
async function twoThreads() {
  const started = new Promise<Worker>((resolve) => void process.once('worker', resolve));
  const options = { ...REFERENCE_OPTIONS, batchSize: BATCH, threads: 2 };
  const compiled = await kernelsEngine.compile(network, options);
  await compiled.setWeights(randomWeights(network, 102));
  return { compiled, worker: await started };
}

afterEach(() => void vi.restoreAllMocks());

describe('a worker thread that', () => {
  it('dies ends the network with an error that says so, even in the middle of a step', async () => {
    const { compiled, worker } = await twoThreads();
    await compiled.trainStep({ images, indices, step: 0 });
    const ended = worker.terminate();
    const train = async () => {
      // The thread may have finished its last item before it ended: then a later step tells.
      for (let step = 1; step < 1000; step++) {
        await compiled.trainStep({ images, indices, step });
        await new Promise(setImmediate);
      }
    };
    await expect(train()).rejects.toThrow(
      /^Worker thread "peasy kernels, thread 1" ended with code \d+\. The network cannot go on; compile it again/,
    );
    await ended;
    await expect(compiled.evaluate(images, indices)).rejects.toThrow(KernelsError);
    await expect(compiled.weights()).rejects.toThrow('ended with code');
    await compiled.dispose();
    await expect(compiled.weights()).rejects.toThrow('was disposed of');
  });

  // Without a turn of the event loop between the steps: the error comes out of the step itself.
  it.each([
    [
      'dies while the others wait for it ends the step',
      'Atomics.sub = () => process.exit(7);',
      /ended with code 7\./,
    ],
    [
      'cannot compute its part ends the step',
      'Uint8Array.prototype.subarray = () => { throw new Error("no photo"); };',
      /^Worker thread "peasy kernels, thread 1" failed: Error: no photo/,
    ],
  ])('%s', async (_, sabotage, message) => {
    class Sabotaged extends workerThreads.Worker {
      constructor(code: string, options: WorkerOptions) {
        super(`${sabotage}${code}`, options);
      }
    }
    const { getBuiltinModule } = process;
    vi.spyOn(process, 'getBuiltinModule').mockImplementation(((name: string) =>
      name === 'node:worker_threads'
        ? { ...workerThreads, Worker: Sabotaged }
        : getBuiltinModule(name)) as typeof getBuiltinModule);
    const { compiled } = await twoThreads();
    const train = async () => {
      for (let step = 0; step < 1000; step++) await compiled.trainStep({ images, indices, step });
    };
    await expect(train()).rejects.toThrow(message);
    await expect(compiled.weights()).rejects.toThrow(message);
    await compiled.dispose();
  });
});

describe('worker threads', () => {
  it('end with their network, and leave no memory behind over 30 networks', async () => {
    const cycle = async () => {
      const { compiled, worker } = await twoThreads();
      const ended = new Promise((resolve) => void worker.once('exit', resolve));
      await compiled.trainStep({ images, indices, step: 0 });
      await compiled.dispose();
      await ended;
    };
    await cycle();
    const before = heldBytes();
    for (let i = 0; i < 30; i++) await cycle();
    // One network's memory alone is more than 4 MB.
    expect(heldBytes() - before).toBeLessThan(4 * 2 ** 20);
  });

  it('end with a network that was forgotten', async () => {
    const forget = async () => {
      const { compiled, worker } = await twoThreads();
      await compiled.trainStep({ images, indices, step: 0 });
      return new Promise((resolve) => void worker.once('exit', resolve));
    };
    let isOver = false;
    const ended = forget().then(() => {
      isOver = true;
    });
    for (let tries = 0; tries < 100 && !isOver; tries++) {
      heldBytes();
      await new Promise((resolve) => void setTimeout(resolve, 20));
    }
    expect(isOver).toBe(true);
    await ended;
  });

  it('compute calls that overlap as if they came one after the other', async () => {
    const outcomes = [];
    for (const overlap of [false, true]) {
      const { compiled } = await twoThreads();
      const calls = [0, 1, 2].flatMap((step) => [
        () => compiled.trainStep({ images, indices, step }),
        () => compiled.evaluate(images, firstIndices(40)),
      ]);
      const results = [];
      if (overlap) results.push(...(await Promise.all(calls.map((call) => call()))));
      else for (const call of calls) results.push(await call());
      outcomes.push({ results, weights: await compiled.weights() });
      await compiled.dispose();
    }
    expect(outcomes[1]).toEqual(outcomes[0]);
  });
});

describe('threads of the options', () => {
  it.each([0, -1, 1.5, Number.NaN, 'x' as unknown as number])('%s is refused', async (threads) => {
    await expect(kernelsEngine.compile(network, { ...REFERENCE_OPTIONS, threads })).rejects.toThrow(
      `Expected threads to be a whole number of 1 and up, got ${threads}.`,
    );
  });

  it.each([
    [33, 3],
    [2048, 64],
  ])('are no more than a batch of %i has slices, and no more than 64', (batchSize, expected) => {
    expect(chooseThreads(1000, batchSize, nodeFeatures())).toBe(expected);
  });

  it('are one in a page', () => {
    expect(chooseThreads(8, 128, undefined)).toBe(1);
  });

  it('are named by the device', async () => {
    const compiled = await kernelsEngine.compile(network, { ...REFERENCE_OPTIONS, threads: 3 });
    expect(compiled.device).toMatch(/^cpu \(wasm .*, 3 threads\)$/);
    await compiled.dispose();
  });
});
