import {
  type CompiledNetwork,
  type CompileOptions,
  describeNetwork,
  type Engine,
  type Network,
} from '@peasy/core';
import { checkOptions } from './check-options.js';
import { growMemory, instantiateKernels } from './kernel-module.js';
import { KernelsNetwork } from './kernels-network.js';
import { planNetwork } from './plan/plan-network.js';
import { refuseUncomputable } from './refuse-uncomputable.js';
import { missingSimdReason } from './simd-support.js';

/**
 * Peasy's default engine: our own kernels in WebAssembly SIMD, in Node and in the page. Same
 * seed, same bits: every sum has a fixed order, and dropout's masks are a function of seed, layer,
 * step and place. Compiled weights are zeros until `setWeights`.
 */
export const kernelsEngine: Engine = {
  name: 'kernels',
  async unavailableReason(): Promise<string | undefined> {
    return missingSimdReason();
  },
  async compile(network: Network, options: CompileOptions): Promise<CompiledNetwork> {
    checkOptions(options, describeNetwork(network).classes);
    refuseUncomputable(network, options);
    const instance = await instantiateKernels();
    const plan = planNetwork(network, {
      batchSize: options.batchSize,
      threads: 1,
      momentum: options.optimizer.momentum > 0,
      base: instance.kernels.heapBase(),
    });
    growMemory(instance.memory, plan.bytes);
    return new KernelsNetwork(network, plan, options, instance);
  },
};
