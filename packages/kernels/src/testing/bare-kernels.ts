import { INSTRUCTION_SETS, type InstructionSet } from '@peasy/core';
import { nodeFeatures } from '../environment.js';
import { SETS, switchOn } from '../instruction-sets.js';
import { compileKernels, instantiateKernels, type KernelInstance } from '../kernel-module.js';

/** The instruction sets that run here, switched on. */
export const SETS_HERE: readonly InstructionSet[] = INSTRUCTION_SETS.filter(
  (set) => switchOn(set, nodeFeatures()!) === undefined,
);

/** The kernels on a memory of their own, for tests of single kernels, and the first free byte, aligned. */
export async function bareKernels(
  bytes: number,
  set: InstructionSet = 'simd128',
): Promise<KernelInstance & { base: number }> {
  const module = await compileKernels(SETS[set].variant);
  const base = Math.ceil(module.heapBase / 64) * 64;
  return { ...(await instantiateKernels(module, base + bytes)), base };
}
