import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { config, emptyFolder, events, type Finished, peasy, peasyJson } from '../../src/peasy.js';
import { expectUserError } from '../../src/testing/expect-user-error.js';
import { WITHOUT_SHARED_MEMORY } from '../../src/without-shared-memory.js';

const TRAIN = ['train', '--config', config('cnn'), '--epochs', '1', '--json'];
const REFUSES_WORKERS = path.resolve(import.meta.dirname, '../../src/refuse-workers.mjs');

/** What a run computed on, as it said at its start. */
function deviceOf(finished: Finished): unknown {
  return events(finished).find(({ event }) => event === 'start')?.device;
}

describe('peasy train --threads', () => {
  it.each(['0', '-1', '1.5', 'x'])('refuses %s as a mistake in the command', async (threads) => {
    const refused = await peasy(emptyFolder(), [...TRAIN, '--threads', threads]);
    expectUserError(refused, 2, /'--threads <n>' argument '.+' is invalid.*whole number of 1 and/);
  });

  it('starts no more than there is work for, whatever is asked', async () => {
    const finished = await peasy(emptyFolder(), [...TRAIN, '--threads', '1000']);
    expect(finished.code).toBe(0);
    expect(deviceOf(finished)).toMatch(/, 8 threads\)$/);
  });
});

describe('a machine that lacks what the kernels are made of', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['WebAssembly', ['--jitless'], /kernels: WebAssembly is switched off here; start Node without/],
    ...(process.arch === 'x64'
      ? ([['SIMD', ['--no-enable-sse4-1'], /kernels: There is no WebAssembly SIMD here; use/]] as [
          string,
          readonly string[],
          RegExp,
        ][])
      : []),
  ])('%s is told so before anything is decoded, and no run is begun', async (_, flags, words) => {
    const folder = emptyFolder();
    const refused = await peasy(folder, TRAIN, { nodeFlags: flags });
    expectUserError(refused, 1, words);
    expect(refused.stdout).toBe('');
    expect(await peasyJson(folder, ['runs'])).toEqual([]);
    const { stdout } = await peasy(folder, ['doctor', '--no-speed'], { nodeFlags: flags });
    expect(stdout).toMatch(/bad +engine kernels +\S/);
  });
});

describe('a Node that starts no worker threads', () => {
  const nodeFlags = ['--import', REFUSES_WORKERS];

  it('trains on one thread', async () => {
    const finished = await peasy(emptyFolder(), TRAIN, { nodeFlags });
    expect(finished.code).toBe(0);
    expect(deviceOf(finished)).toMatch(/, 1 thread\)$/);
  });

  it('says that it cannot start those that were asked for', async () => {
    const refused = await peasy(emptyFolder(), [...TRAIN, '--threads', '2'], { nodeFlags });
    expectUserError(refused, 1, /Expected to start 1 worker threads, Node refused: .*restricted/);
  });
});

describe('a Node without shared memory', () => {
  const nodeFlags = WITHOUT_SHARED_MEMORY;

  it('trains on one thread, on simd128, and doctor says why', async () => {
    const folder = emptyFolder();
    const finished = await peasy(folder, TRAIN, { nodeFlags });
    expect(finished.code).toBe(0);
    expect(deviceOf(finished)).toBe('cpu (wasm simd128, 1 thread)');
    const { stdout } = await peasy(folder, ['doctor', '--no-speed'], { nodeFlags });
    expect(stdout).toMatch(/note +threads +1: this Node cannot share memory/);
    expect(stdout).toMatch(/instruction sets .*simd128/);
  });

  it.each([
    ['--threads', '2', /Expected threads to be 1, got 2: this Node cannot share memory/],
    ['--instruction-set', 'relaxed', /Instruction set relaxed cannot run here: it is built for sh/],
  ])('refuses %s %s', async (flag, value, words) => {
    const refused = await peasy(emptyFolder(), [...TRAIN, flag, value], { nodeFlags });
    expectUserError(refused, 1, words);
  });
});

describe('memory that is not there', () => {
  it('for a batch beyond WebAssembly is named with what to do, and no run is begun', async () => {
    const folder = emptyFolder();
    const refused = await peasy(folder, [...TRAIN, '--batch-size', '65536']);
    expectUserError(refused, 1, /fits into 4096 MB .*got one of \d+ MB\. Choose a smaller batchSi/);
    expect(await peasyJson(folder, ['runs'])).toEqual([]);
  });

  const isLinux = process.platform === 'linux';
  it.skipIf(!isLinux)(
    `that the system refuses is named too${isLinux ? '' : ' [needs Linux]'}`,
    async () => {
      const folder = emptyFolder();
      // The photos are packed before, without a limit.
      expect((await peasy(folder, TRAIN)).code).toBe(0);
      // 4 GB of addresses: enough for Node, and not for a WebAssembly memory.
      const refused = await peasy(folder, TRAIN, { limit: 'ulimit -v 4000000' });
      expectUserError(refused, 1, /Expected \d+ MB of memory for the network, the system has not/);
      expect(await peasyJson<unknown[]>(folder, ['runs'])).toHaveLength(1);
    },
  );
});
