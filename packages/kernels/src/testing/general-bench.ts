import { type CompileOptions, type Network, NO_AUGMENTATION } from '@peasy/core';
import { type GeneralHands, type GeneralJob, generalPass } from '../general/general-pass.js';
import { planGeneral } from '../general/plan-general.js';
import { compileKernels, instantiateKernels, type KernelVariant } from '../kernel-module.js';
import { fromPanels, panelFloats, toPanels } from '../panels.js';
import type { MatrixPlan } from '../plan/network-plan.js';

/** A network laid out the general way, on memory that a test reads and writes. */
export async function openBench(
  network: Network,
  options: CompileOptions,
  variant: KernelVariant = 'simd128',
) {
  const module = await compileKernels(variant);
  const plan = planGeneral(network, options, { base: module.heapBase, threads: 1 });
  const { kernels, memory } = await instantiateKernels(module, plan.bytes);
  const { optimizer, seed, ema = 0, augmentation = NO_AUGMENTATION } = options;
  const job: GeneralJob = { plan, optimizer, seed, ema, augmentation };
  const hands: GeneralHands = {
    ...{ kernels, memory: memory.buffer, thread: 0, pixels: new Uint8Array(0) },
  };
  const view = (address: number, count: number) => new Float32Array(memory.buffer, address, count);
  const panels = ({ rows, columns }: MatrixPlan, address: number) =>
    view(address, panelFloats(rows, columns));
  return {
    job,
    hands,
    write: (address: number, values: readonly number[]) => view(address, values.length).set(values),
    read: (address: number, count: number) => view(address, count).slice(),
    writeMatrix(matrix: MatrixPlan, address: number, values: readonly number[]): void {
      const { rows, columns } = matrix;
      toPanels(Float32Array.from(values), rows, columns, panels(matrix, address));
    },
    readMatrix(matrix: MatrixPlan, address: number): Float32Array {
      return fromPanels(panels(matrix, address), matrix.rows, matrix.columns);
    },
    pass: (photos: number, isTraining: boolean) =>
      generalPass(
        job,
        { photos, training: isTraining ? { step: 0, learningRate: 1 } : undefined },
        hands,
        0,
      ),
  };
}
