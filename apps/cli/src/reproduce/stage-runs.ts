import type { RunRow, Store } from '@peasy/tracker';
import { UserError } from '../user-error.js';
import { EXPERIMENT, type ReproductionPlan, type TrainingKey } from './plan.js';

/** Tags by which a reproduction finds its runs again. */
export const TAG = {
  training: 'reproduce.training',
  epochs: 'reproduce.epochs',
  photos: 'reproduce.photos',
  decodeSeconds: 'reproduce.decodeSeconds',
} as const;

/** What one reproduction is told from another by: other photos or other epochs are another one. */
export interface Reproduction {
  readonly plan: ReproductionPlan;
  /** Digest of the photos. */
  readonly digest: string;
}

/** What to do for one training. */
export type StageState =
  | { readonly kind: 'finished'; readonly run: RunRow }
  | { readonly kind: 'resume'; readonly run: RunRow }
  | { readonly kind: 'new' };

/** Tags of a new run of a reproduction. */
export function tagsOf(key: TrainingKey, { plan, digest }: Reproduction): Record<string, string> {
  return {
    [TAG.training]: key,
    [TAG.epochs]: String(plan.epochs),
    [TAG.photos]: digest.slice(0, 16),
  };
}

/** The runs of a reproduction that are in the record, newest first. */
export function runsOf(store: Store, { plan, digest }: Reproduction): RunRow[] {
  return store
    .listRuns({ experiment: EXPERIMENT })
    .filter(
      ({ tags }) =>
        tags[TAG.epochs] === String(plan.epochs) && tags[TAG.photos] === digest.slice(0, 16),
    );
}

/**
 * Where a training stands: done, begun, or not begun. A run that ended before it kept anything is
 * as good as none.
 * @throws UserError where another program trains it at this moment.
 */
export function stageState(store: Store, key: TrainingKey, reproduction: Reproduction): StageState {
  const runs = runsOf(store, reproduction).filter(({ tags }) => tags[TAG.training] === key);
  const finished = runs.find(({ status }) => status === 'finished');
  if (finished) return { kind: 'finished', run: finished };
  const running = runs.find(({ status }) => status === 'running');
  if (running) {
    throw new UserError(
      `Run ${running.name} is being trained by another program. Wait until it is done, or stop that one with Ctrl-C; then the same command goes on.`,
    );
  }
  const begun = runs.find(({ id }) => isResumable(store, id));
  return begun ? { kind: 'resume', run: begun } : { kind: 'new' };
}

function isResumable(store: Store, runId: string): boolean {
  return store.getRun(runId).snapshots.some(({ reasons }) => reasons.includes('checkpoint'));
}
