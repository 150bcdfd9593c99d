import type { KernelExports } from '../generated/kernels-wasm.js';

/** What one pass over a batch works with. */
export interface Pass {
  readonly kernels: KernelExports;
  /** Photos in the batch: up to the plan's batchSize. */
  readonly samples: number;
  /** Dropout's seed and step, in training. */
  readonly training?: { readonly seed: number; readonly step: number };
}
