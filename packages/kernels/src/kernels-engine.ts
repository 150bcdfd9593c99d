import {
  type CompiledNetwork,
  type CompileOptions,
  checkOptions,
  type DeviceChoice,
  describeNetwork,
  type Engine,
  type Network,
} from '@peasy/core';
import { chooseInstructionSet } from './choose-instruction-set.js';
import { chooseThreads } from './choose-threads.js';
import { compileNetwork } from './compile-network.js';
import { nodeFeatures } from './environment.js';
import { KernelsError } from './kernels-error.js';
import { missingSimdReason } from './simd-support.js';
import { ThreadsRefused } from './threads/threads-refused.js';

const NO_GPU =
  'the kernels engine computes on the CPU only: name another engine, or leave the device out';

/**
 * Peasy's default engine: our own kernels in WebAssembly SIMD, in Node and in the page. Same seed
 * and same instruction set, same bits, whatever the number of threads: every sum has a fixed order,
 * and dropout's masks are a function of seed, layer, step and place. Compiled weights are zeros
 * until `setWeights`. Where Node has no worker threads, refuses them, or cannot share memory, one
 * thread computes; without shared memory on the instruction set simd128, as in the page.
 */
export const kernelsEngine: Engine = {
  name: 'kernels',
  async unavailableReason(device?: DeviceChoice): Promise<string | undefined> {
    return device === 'gpu' ? NO_GPU : missingSimdReason();
  },
  async compile(network: Network, options: CompileOptions): Promise<CompiledNetwork> {
    if (options.device === 'gpu') throw new KernelsError(`${NO_GPU}.`);
    checkOptions(options, describeNetwork(network).classes);
    const node = nodeFeatures();
    const threads = chooseThreads(options.threads, options.batchSize, node);
    const set = await chooseInstructionSet(options, node);
    try {
      return await compileNetwork(network, options, set, threads);
    } catch (error) {
      // Threads that nobody asked for may be refused, as Node's permissions do: then one computes.
      if (!(error instanceof ThreadsRefused) || options.threads !== undefined) throw error;
      return compileNetwork(network, options, set, 1);
    }
  },
};
