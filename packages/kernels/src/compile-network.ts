import type { CompileOptions, InstructionSet, Network } from '@peasy/core';
import { nodeFeatures } from './environment.js';
import { SETS } from './instruction-sets.js';
import { compileKernels, instantiateKernels, type KernelModule } from './kernel-module.js';
import { KernelsNetwork } from './kernels-network.js';
import { planNetwork } from './plan/plan-network.js';
import type { Job } from './schedule/phase.js';
import { SoloCrew } from './threads/solo-crew.js';

/** Compiled once for all networks of the program. */
const modules = new Map<InstructionSet | 'page', Promise<KernelModule>>();

/**
 * Compiles a network for an instruction set that runs here, and a number of threads.
 * @throws KernelsError when there is not enough memory; NetworkError for a network that cannot be.
 */
export async function compileNetwork(
  network: Network,
  options: CompileOptions,
  set: InstructionSet,
  threads: number,
): Promise<KernelsNetwork> {
  const node = nodeFeatures();
  const module = await kernelModule(node ? set : 'page');
  const { batchSize, optimizer, seed } = options;
  const plan = planNetwork(network, {
    batchSize,
    threads,
    momentum: optimizer.momentum > 0,
    base: module.heapBase,
  });
  const instance = await instantiateKernels(module, plan.bytes);
  const job: Job = { plan, optimizer, seed };
  const { kernels, memory } = instance;
  const hands = { kernels, memory: memory.buffer, thread: 0 };
  const shared = { module: module.module, memory };
  const crew =
    node && threads > 1
      ? new (await import('./threads/thread-crew.js')).ThreadCrew(
          node.threads,
          threads,
          job,
          shared,
          hands,
        )
      : new SoloCrew(job, hands);
  const device = `cpu (${SETS[set].title}, ${threads} ${threads === 1 ? 'thread' : 'threads'})`;
  return new KernelsNetwork(network, plan, options, {
    instance,
    crew,
    device,
    instructionSet: set,
  });
}

function kernelModule(set: InstructionSet | 'page'): Promise<KernelModule> {
  let module = modules.get(set);
  if (!module) {
    module = set === 'page' ? compileKernels('simd128') : compileKernels(SETS[set].variant, set);
    modules.set(set, module);
  }
  return module;
}
