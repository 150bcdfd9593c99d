import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { Tfjs } from '../engines/tfjs/tfjs.js';

/** tfjs' numbers of its ways to multiply matrices (MatMulProgramType). */
const CHOSEN_BY_TFJS = -1;
const SMALL_OUTPUT = 2;

/** From this many products a sum on, tfjs may split it. */
const LONG_SUM = 2000;

let isPrepared = false;

/**
 * Keeps tfjs from its one way to multiply matrices that gives other bits each time: it splits a
 * long sum, and adds the parts in the order in which they are ready.
 */
export function prepareBackend(tf: Tfjs, backendName: string): void {
  if (isPrepared) return;
  isPrepared = true;
  const kernelName = 'BatchMatMul';
  const { kernelFunc } = tf.getKernel(kernelName, backendName) as KernelConfig;
  tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc(params) {
      const a = params.inputs.a!;
      const { transposeA } = params.attrs as unknown as { transposeA: boolean };
      const summed = a.shape.at(transposeA ? -2 : -1)!;
      tf.env().set(
        'WEBGPU_MATMUL_PROGRAM_TYPE',
        summed >= LONG_SUM ? SMALL_OUTPUT : CHOSEN_BY_TFJS,
      );
      return kernelFunc(params);
    },
  });
}
