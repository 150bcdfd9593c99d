import { compileKernels, instantiateKernels, type KernelInstance } from '../kernel-module.js';

/** The kernels on a memory of their own, for tests of single kernels, and the first free byte, aligned. */
export async function bareKernels(bytes: number): Promise<KernelInstance & { base: number }> {
  const module = await compileKernels('simd128');
  const base = Math.ceil(module.heapBase / 64) * 64;
  return { ...(await instantiateKernels(module, base + bytes)), base };
}
