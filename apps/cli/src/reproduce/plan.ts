import type { SplitKind } from '@peasy/core';

/** The four trainings of the post: its two networks, on its own split and on an honest one. */
export const TRAININGS = [
  { key: 'cnn-post', config: 'post-cnn', network: 'CNN', split: 'post' },
  { key: 'dense-post', config: 'post-dense', network: 'Dense', split: 'post' },
  { key: 'cnn-honest', config: 'post-cnn', network: 'CNN', split: 'holdout' },
  { key: 'dense-honest', config: 'post-dense', network: 'Dense', split: 'holdout' },
] as const satisfies readonly Training[];

/** One training, and what tells it from the others. */
export interface Training {
  readonly key: string;
  /** Name of its config in `configs/`. */
  readonly config: string;
  readonly network: 'CNN' | 'Dense';
  readonly split: SplitKind;
}

/** Which of the four. */
export type TrainingKey = (typeof TRAININGS)[number]['key'];

/** How much of the post's schedule is done. */
export interface ReproductionPlan {
  readonly isQuick: boolean;
  readonly epochs: number;
  /** The epoch of the post's first Dense number, a tenth of the way: 100 of its 1000. */
  readonly earlyEpoch: number;
}

/** Where the runs of a reproduction are. */
export const EXPERIMENT = 'reproduce-post';

/** Epochs of the post, and of `--quick`. */
export const POST_EPOCHS = 1000;
export const QUICK_EPOCHS = 10;

/**
 * Shares of the honest split. As many photos are trained on as in the post, three quarters; the
 * rest is seen by no training: a tenth to watch it by, the others to test it once.
 */
export const HONEST_SHARES = { validation: 0.1, test: 0.15 } as const;

/** The plan of a command line. */
export function planOf(isQuick: boolean, epochs: number | undefined): ReproductionPlan {
  const chosen = epochs ?? (isQuick ? QUICK_EPOCHS : POST_EPOCHS);
  return {
    isQuick: chosen < POST_EPOCHS,
    epochs: chosen,
    earlyEpoch: Math.max(1, Math.round(chosen / 10)),
  };
}

/** "CNN, the post's split" */
export function trainingName({ network, split }: Training): string {
  return `${network}, ${split === 'post' ? "the post's split" : 'an honest split'}`;
}
