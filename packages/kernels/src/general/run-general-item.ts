import { sliceCount } from '../plan/slices.js';
import type { BatchNumbers } from '../schedule/phase.js';
import {
  chunkOf,
  type GeneralHands,
  type GeneralJob,
  type GeneralPass,
  generalPass,
} from './general-pass.js';
import type { SliceRun } from './general-plan.js';
import { runSliceTask } from './run-slice-task.js';
import { sumGradients, updateStretch } from './update-stretch.js';
import { prepareKernel } from './windows.js';

/** How many items a phase of a batch has. */
export function itemCount({ plan }: GeneralJob, part: number, photos: number): number {
  switch (plan.phases[part].of) {
    case 'slices':
      return sliceCount(photos);
    case 'kernels':
      return plan.layers.length;
    case 'gradients':
    case 'updates':
      return plan.stretches.length;
  }
}

/** Does one item of a phase. Items of a phase may run in any order, and at the same time. */
export function runGeneralItem(
  job: GeneralJob,
  item: number,
  batch: BatchNumbers,
  hands: GeneralHands,
): void {
  const phase = job.plan.phases[batch.part ?? 0];
  switch (phase.of) {
    case 'slices': {
      const pass = generalPass(job, batch, hands, item);
      for (const run of phase.runs) runInChunks(run, pass);
      return;
    }
    case 'kernels':
      prepareKernel(job.plan.layers[item], generalPass(job, batch, hands, 0));
      return;
    case 'gradients':
      sumGradients(job, batch, hands, item);
      return;
    case 'updates':
      updateStretch(job, batch, hands, item);
      return;
  }
}

function runInChunks({ photos, tasks }: SliceRun, pass: GeneralPass): void {
  for (let first = 0; first < pass.samples; first += photos) {
    const isWhole = photos >= pass.samples;
    const chunk = isWhole ? pass : chunkOf(pass, first, photos);
    for (const task of tasks) runSliceTask(task, chunk);
  }
}
