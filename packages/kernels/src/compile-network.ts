import {
  type CompiledNetwork,
  type CompileOptions,
  type InstructionSet,
  type Network,
  NO_AUGMENTATION,
} from '@peasy/core';
import { nodeFeatures } from './environment.js';
import { GeneralNetwork } from './general/general-network.js';
import type { GeneralJob } from './general/general-pass.js';
import { isGeneral } from './general/is-general.js';
import { planGeneral } from './general/plan-general.js';
import { SETS } from './instruction-sets.js';
import { compileKernels, instantiateKernels, type KernelModule } from './kernel-module.js';
import { type Equipment, KernelsNetwork } from './kernels-network.js';
import { NetworkInTurn } from './network-in-turn.js';
import { planNetwork } from './plan/plan-network.js';
import type { Job } from './schedule/phase.js';
import { SoloCrew } from './threads/solo-crew.js';

/** Compiled once for all networks of the program. */
const modules = new Map<InstructionSet | 'page', Promise<KernelModule>>();

/**
 * Compiles a network for an instruction set that runs here, and a number of threads.
 * @throws KernelsError when there is not enough memory; ThreadsRefused when Node starts no worker;
 * NetworkError for a network that cannot be.
 */
export async function compileNetwork(
  network: Network,
  options: CompileOptions,
  set: InstructionSet,
  threads: number,
): Promise<CompiledNetwork> {
  const node = nodeFeatures();
  const module = await kernelModule(node?.sharesMemory ? set : 'page');
  const prepared = isGeneral(network, options)
    ? prepareGeneral(network, options, module.heapBase, threads)
    : prepareFast(network, options, module.heapBase, threads);
  const { job } = prepared;
  const instance = await instantiateKernels(module, prepared.bytes);
  const { kernels, memory } = instance;
  const hands = { kernels, memory: memory.buffer, thread: 0 };
  const shared = { module: module.module, memory };
  const crew =
    node?.threads && threads > 1
      ? new (await import('./threads/thread-crew.js')).ThreadCrew(
          node.threads,
          threads,
          job,
          shared,
          hands,
        )
      : new SoloCrew(job, hands);
  const device = `cpu (${SETS[set].title}, ${threads} ${threads === 1 ? 'thread' : 'threads'})`;
  return new NetworkInTurn(prepared.build({ instance, crew, device, instructionSet: set }));
}

/** A plan, and the network that will run it. */
interface Prepared {
  readonly job: Job;
  readonly bytes: number;
  build(equipment: Equipment): CompiledNetwork;
}

function prepareFast(
  network: Network,
  options: CompileOptions,
  base: number,
  threads: number,
): Prepared {
  const { batchSize, optimizer, seed } = options;
  const momentum = optimizer.momentum > 0;
  const plan = planNetwork(network, { batchSize, threads, momentum, base });
  return {
    job: { plan, optimizer, seed },
    bytes: plan.bytes,
    build: (equipment) => new KernelsNetwork(network, plan, options, equipment),
  };
}

function prepareGeneral(
  network: Network,
  options: CompileOptions,
  base: number,
  threads: number,
): Prepared {
  const { optimizer, seed, ema = 0, augmentation = NO_AUGMENTATION } = options;
  const plan = planGeneral(network, options, { base, threads });
  const general: GeneralJob = { plan, optimizer, seed, ema, augmentation };
  return {
    job: { general },
    bytes: plan.bytes,
    build: (equipment) => new GeneralNetwork(network, general, options, equipment),
  };
}

function kernelModule(set: InstructionSet | 'page'): Promise<KernelModule> {
  let module = modules.get(set);
  if (!module) {
    module = set === 'page' ? compileKernels('simd128') : compileKernels(SETS[set].variant);
    modules.set(set, module);
  }
  return module;
}
