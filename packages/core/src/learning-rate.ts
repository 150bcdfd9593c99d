/** How the learning rate moves over a run. */
export const LEARNING_RATE_SCHEDULES = ['constant', 'step', 'cosine', 'oneCycle'] as const;
/** One of LEARNING_RATE_SCHEDULES. */
export type LearningRateScheduleKind = (typeof LEARNING_RATE_SCHEDULES)[number];

/** A schedule and its numbers; what a kind does not use is ignored. */
export interface LearningRateSchedule {
  readonly kind: LearningRateScheduleKind;
  /** Epochs, fractions allowed, in which the rate first climbs to its full height in equal steps; oneCycle has its own. */
  readonly warmupEpochs: number;
  /** Of `step`: epochs between two drops. */
  readonly stepEpochs: number;
  /** Of `step`: what the rate is multiplied by at each. */
  readonly stepFactor: number;
  /** Of `cosine`: the rate that it falls to. */
  readonly finalRate: number;
  /** Of `oneCycle`: share of the steps after which the rate is highest. */
  readonly peakAt: number;
  /** Of `oneCycle`: the first rate is the highest divided by this... */
  readonly startDivisor: number;
  /** ...and the last one is the first divided by this. */
  readonly endDivisor: number;
}

/** Sizes of a run that a schedule stretches over. */
export interface ScheduleSpan {
  /** The highest rate. */
  readonly learningRate: number;
  readonly stepsPerEpoch: number;
  readonly epochs: number;
}

/**
 * The learning rate of a step, a pure function of its number from 0. As PyTorch's schedulers,
 * stepped once a batch: LinearLR from 1 / warm-up steps, followed (SequentialLR) by ConstantLR,
 * StepLR or CosineAnnealingLR over the steps that are left; or OneCycleLR with cosine ends.
 */
export function learningRateAt(
  step: number,
  schedule: LearningRateSchedule,
  { learningRate, stepsPerEpoch, epochs }: ScheduleSpan,
): number {
  const steps = epochs * stepsPerEpoch;
  if (schedule.kind === 'oneCycle') return oneCycle(step, steps, learningRate, schedule);
  const warmup = Math.round(schedule.warmupEpochs * stepsPerEpoch);
  if (step < warmup) return (learningRate * (step + 1)) / warmup;
  const since = step - warmup;
  switch (schedule.kind) {
    case 'constant':
      return learningRate;
    case 'step': {
      const drops = Math.floor(since / (schedule.stepEpochs * stepsPerEpoch));
      return learningRate * schedule.stepFactor ** drops;
    }
    case 'cosine':
      return cosineBetween(learningRate, schedule.finalRate, since / (steps - warmup));
  }
}

/** Leslie Smith's 1cycle policy (arXiv 1708.07120), two phases, as torch.optim.lr_scheduler.OneCycleLR counts it. */
function oneCycle(
  step: number,
  steps: number,
  highest: number,
  { peakAt, startDivisor, endDivisor }: LearningRateSchedule,
): number {
  const first = highest / startDivisor;
  const last = first / endDivisor;
  const peak = peakAt * steps - 1;
  if (step <= peak) return cosineBetween(first, highest, peak > 0 ? step / peak : 1);
  return cosineBetween(highest, last, (step - peak) / (steps - 1 - peak));
}

/** From `start` to `end` along half a wave, as `share` goes from 0 to 1. */
function cosineBetween(start: number, end: number, share: number): number {
  return end + ((start - end) / 2) * (1 + Math.cos(Math.PI * share));
}
