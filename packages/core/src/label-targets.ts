import type { Mixup } from './mixup.js';

/** What softens the labels of a batch. */
export interface TargetOptions {
  readonly classes: number;
  /** 0: labels as they are. */
  readonly labelSmoothing: number;
  readonly mixup?: Mixup;
}

/**
 * The shares of each class that a batch is trained towards, `[labels.length, classes]`, each row
 * summing to 1: the label's class has 1, blended with the partner's by mixup, and smoothing moves
 * all by target · (1 - labelSmoothing) + labelSmoothing / classes, as PyTorch and Keras do.
 */
export function labelTargets(labels: Uint8Array, options: TargetOptions): Float32Array {
  const { classes, labelSmoothing, mixup } = options;
  const targets = new Float32Array(labels.length * classes).fill(labelSmoothing / classes);
  const certain = 1 - labelSmoothing;
  const share = mixup ? mixup.share : 1;
  labels.forEach((label, place) => {
    targets[place * classes + label] += certain * share;
    if (!mixup) return;
    const partner = labels[(place + mixup.offset) % labels.length];
    targets[place * classes + partner] += certain * (1 - share);
  });
  return targets;
}
