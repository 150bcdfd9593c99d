import type { NetworkPlan, Round } from '../plan/network-plan.js';
import { runBackward } from './backward.js';
import { packWhole, runSteps } from './forward.js';
import { ofSlice, type Pass } from './pass.js';

/** The sum of losses over some photos, and how many of them had their class on top. */
export interface Score {
  readonly lossSum: number;
  readonly correct: number;
}

/** One slice's item of a round: up, and from the top, where there is a step to train, back down. */
export function runSlice(
  plan: NetworkPlan,
  { first, last, next }: Extract<Round, { kind: 'slices' }>,
  pass: Pass,
  memory: ArrayBufferLike,
): void {
  runSteps(plan, pass, first, last);
  if (next) {
    packWhole(next, pass);
    return;
  }
  scoreSlice(plan, pass, memory);
  if (pass.training) runBackward(plan, pass);
}

/** Writes a slice's score, after a forward pass, to its place. */
function scoreSlice(
  { head, input, classes, scores }: NetworkPlan,
  pass: Pass,
  memory: ArrayBufferLike,
): void {
  const logits = ofSlice(pass, head.input, classes);
  const labels = input.labels + pass.from;
  const { kernels, samples, slice } = pass;
  const place = new DataView(memory, scores + slice * 16, 16);
  place.setFloat64(0, kernels.crossEntropy(logits, labels, samples, classes), true);
  place.setInt32(8, kernels.countCorrect(logits, labels, samples, classes), true);
}

/** Adds up the scores of the first slices, in their order. */
export function readScore({ scores }: NetworkPlan, slices: number, memory: ArrayBufferLike): Score {
  let lossSum = 0;
  let correct = 0;
  for (let slice = 0; slice < slices; slice++) {
    const place = new DataView(memory, scores + slice * 16, 16);
    lossSum += place.getFloat64(0, true);
    correct += place.getInt32(8, true);
  }
  return { lossSum, correct };
}
