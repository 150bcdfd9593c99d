import type { SgdOptions } from '@peasy/core';
import type { KernelExports } from '../generated/kernels-wasm.js';
import type { NetworkPlan } from '../plan/network-plan.js';

/** One step of SGD over all weights. */
export function runUpdate(
  { weights, gradients, velocities, weightFloats }: NetworkPlan,
  { learningRate, momentum }: SgdOptions,
  kernels: KernelExports,
): void {
  if (velocities === undefined) kernels.sgd(weights, gradients, weightFloats, learningRate);
  else {
    kernels.sgdMomentum(weights, gradients, velocities, weightFloats, learningRate, momentum);
  }
}
