import type { CompileOptions } from '@peasy/core';
import type { GeneralJob } from '../general/general-pass.js';
import { runGeneralItem } from '../general/run-general-item.js';
import type { KernelExports } from '../generated/kernels-wasm.js';
import type { NetworkPlan, Round } from '../plan/network-plan.js';
import { sliceCount } from '../plan/slices.js';
import { runDensePiece, runLayers } from './forward.js';
import { gatherSlice } from './gather.js';
import { type Batch, ofSlice, type Pass, slicePass } from './pass.js';
import { runSlice } from './run-slice.js';
import { runUpdate } from './update.js';

/**
 * What threads do together, item by item: `round` is number `part` of the plan's rounds, to train or,
 * without a step, to evaluate; `update` has a piece of the plan's updates an item, `activations` a
 * slice; `general` is part number `part` of a general job's pass. Items of a phase may run in any order.
 */
export const PHASES = ['round', 'update', 'activations', 'general'] as const;
export type Phase = (typeof PHASES)[number];

/** What stays the same for all of a network's passes: plain values, the same for every thread. */
export type Job = FastJob | { readonly general: GeneralJob };

/** Of a network that the fast path computes. */
export interface FastJob {
  readonly plan: NetworkPlan;
  readonly optimizer: CompileOptions['optimizer'];
  readonly seed: number;
}

/** Photos that a pass reads, and where it leaves the outputs of layers. */
export interface Scene {
  /** uint8, all the photos one after the other. */
  readonly pixels: Uint8Array;
  /** Outputs by layer, of the batch, for the phase `activations`. */
  readonly outputs?: ReadonlyMap<string, Float32Array>;
}

/** One thread's hands: its instance of the kernels on the memory of all. */
export interface Hands {
  readonly kernels: KernelExports;
  readonly memory: ArrayBufferLike;
  readonly thread: number;
}

/** The numbers of a batch. */
export interface BatchNumbers {
  readonly photos: number;
  /** Undefined outside training. */
  readonly training?: { readonly step: number; readonly learningRate: number };
  /** Of the phases `round` and `general`. */
  readonly part?: number;
}

/** Does one item of a phase. */
export function runItem(
  phase: Phase,
  item: number,
  job: Job,
  scene: Scene,
  hands: Hands,
  numbers: BatchNumbers,
): void {
  if ('general' in job) {
    runGeneralItem(job.general, item, numbers, { ...hands, pixels: scene.pixels });
    return;
  }
  const { photos, training } = numbers;
  const { plan, optimizer, seed } = job;
  const { kernels, memory, thread } = hands;
  const scratch = thread * plan.scratchStride;
  if (phase === 'update') {
    const learningRate = training?.learningRate ?? optimizer.learningRate;
    const pass = { kernels, photos, scratch, optimizer: { ...optimizer, learningRate } };
    runUpdate(plan, pass, plan.updates[item]);
    return;
  }
  const part = numbers.part ?? 0;
  const round = plan.rounds[part];
  if (phase === 'round' && round.kind === 'dense') {
    runDensePiece(round.layer, { kernels, photos, scratch }, round.pieces[item]);
    return;
  }
  const batch: Batch = { photos, training: training && { seed, step: training.step } };
  const pass = slicePass(plan, kernels, batch, item, thread);
  if (part === 0) gatherSlice(plan, pass, memory, scene.pixels);
  if (round.kind === 'slices' && phase === 'round') runSlice(plan, round, pass, memory);
  else copyOutputs(plan, pass, memory, scene.outputs ?? new Map());
}

/** Items of a round. */
export function roundItems(round: Round, photos: number): number {
  return round.kind === 'dense' ? round.pieces.length : sliceCount(photos);
}

function copyOutputs(
  plan: NetworkPlan,
  pass: Pass,
  memory: ArrayBufferLike,
  outputs: ReadonlyMap<string, Float32Array>,
): void {
  runLayers(plan, pass, ({ name, output, outputSize }) => {
    const place = ofSlice(pass, output, outputSize);
    const values = new Float32Array(memory, place, pass.samples * outputSize);
    outputs.get(name)?.set(values, pass.from * outputSize);
  });
}
