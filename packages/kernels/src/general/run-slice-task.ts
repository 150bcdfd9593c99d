import { backwardLayer } from './backward-layer.js';
import { forwardLayer } from './forward-layer.js';
import { gatherPhotos } from './gather-photos.js';
import { type GeneralPass, gradientOf, sliceOf } from './general-pass.js';
import type { SliceTask } from './general-plan.js';
import { leaveGradientSums } from './normalization.js';
import { leaveMoments } from './normalization-statistics.js';
import { backwardGroup, forwardGroup, leaveGroupSums } from './normalized-group.js';

/** Does one task of a phase for one slice. */
export function runSliceTask(task: SliceTask, pass: GeneralPass): void {
  const { plan } = pass.job;
  switch (task.task) {
    case 'gather':
      gatherPhotos(pass);
      return;
    case 'score':
      leaveScore(pass);
      return;
    case 'loss':
      leaveScore(pass);
      leaveLossGradient(pass);
      return;
  }
  const layer = plan.layers[task.layer];
  switch (task.task) {
    case 'forward':
      forwardLayer(layer, pass);
      return;
    case 'moments':
      leaveMoments(layer, layer.normalization!, pass);
      return;
    case 'forwardGroup':
      forwardGroup(layer, layer.normalization!, layer.group!, pass);
      return;
    case 'groupSums':
      addHeld(layer.group!.last, pass);
      leaveGroupSums(layer, layer.normalization!, layer.group!, pass);
      return;
    case 'backwardGroup':
      backwardGroup(layer, layer.normalization!, layer.group!, pass);
      return;
    case 'gradientSums':
      addHeld(task.layer, pass);
      leaveGradientSums(layer, layer.normalization!, pass);
      return;
    case 'backward':
      // A normalisation's were added before its sums.
      if (!layer.normalization) addHeld(task.layer, pass);
      backwardLayer(layer, pass);
      return;
  }
}

/** Adds to an output's gradient what later adds have left for it. */
function addHeld(index: number, pass: GeneralPass): void {
  const { held, outputGradient, outputSize } = pass.job.plan.layers[index];
  if (held === undefined) return;
  const dy = gradientOf(pass, outputGradient);
  const count = pass.samples * outputSize;
  pass.kernels.addValues(dy, sliceOf(pass, held, outputSize), dy, count);
}

/** Loss and count of a slice, at their places among the scores. */
function leaveScore({ job, kernels, memory, slice, from, samples }: GeneralPass): void {
  const { layers, input, classes, scores } = job.plan;
  const logits = layers.at(-1)!.input + from * classes * 4;
  const targets = input.targets + from * classes * 4;
  const place = scores + slice * 16;
  const view = new DataView(memory);
  const labels = input.labels + from;
  view.setFloat64(place, kernels.softCrossEntropy(logits, targets, samples, classes), true);
  view.setInt32(place + 8, kernels.countCorrect(logits, labels, samples, classes), true);
}

/** Softmax and cross-entropy are differentiated together. */
function leaveLossGradient(pass: GeneralPass): void {
  const { job, kernels, photos, samples } = pass;
  const { layers, input, classes } = job.plan;
  const head = layers.at(-1)!;
  kernels.softCrossEntropyGradient(
    sliceOf(pass, head.output, classes),
    sliceOf(pass, input.targets, classes),
    gradientOf(pass, head.inputGradient),
    ...([samples, classes, photos] as const),
  );
}

/** Sums of the first `slices` scores, in their order. */
export function readScores(
  scores: number,
  slices: number,
  memory: ArrayBufferLike,
): { lossSum: number; correct: number } {
  const view = new DataView(memory);
  let lossSum = 0;
  let correct = 0;
  for (let slice = 0; slice < slices; slice++) {
    lossSum += view.getFloat64(scores + slice * 16, true);
    correct += view.getInt32(scores + slice * 16 + 8, true);
  }
  return { lossSum, correct };
}
