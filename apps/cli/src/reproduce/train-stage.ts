import type { TrainReport } from '../terminal/train-report.js';
import { TrainingSession } from '../training-session.js';
import { UserError } from '../user-error.js';
import type { ReproduceFlags } from './flags.js';
import { EXPERIMENT, HONEST_SHARES, type ReproductionPlan, type Training } from './plan.js';
import { postConfig } from './post-config.js';
import type { StageState } from './stage-runs.js';

/** What one training needs to know. */
export interface StageOptions {
  readonly training: Training;
  readonly state: Exclude<StageState, { kind: 'finished' }>;
  readonly plan: ReproductionPlan;
  readonly flags: ReproduceFlags;
  /** Where the photos are; undefined: they are drawn. */
  readonly source: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly report: TrainReport;
  readonly stop: AbortSignal;
}

/**
 * Trains one network of the post, or goes on with it; answers whether it reached its end.
 * @throws UserError where the training failed.
 */
export async function trainStage(options: StageOptions): Promise<boolean> {
  const { training, state, plan, flags, source, tags, report, stop } = options;
  const { device, threads, instructionSet, deterministic, strict, db, json } = flags;
  const isNew = state.kind === 'new';
  const session = new TrainingSession(
    {
      ...{ device, threads, instructionSet, deterministic, strict, db, json },
      config: postConfig(training.config),
      data: source,
      name: nameOf(training, plan),
      resume: isNew ? undefined : state.run.id,
      tags,
    },
    new Map<string, unknown>([
      ...(isNew ? settingsOf(training, plan) : []),
      ...(flags.engine === undefined ? [] : [['engine', flags.engine] as const]),
    ]),
    report,
    stop,
  );
  const { status, message } = await session.run();
  if (status === 'failed') throw new UserError(message ?? `${training.key} failed.`);
  return status === 'finished';
}

/** What differs from the config file. */
function settingsOf({ split }: Training, plan: ReproductionPlan): [string, unknown][] {
  return [
    ['experiment', EXPERIMENT],
    ['epochs', plan.epochs],
    ['snapshots.schedule', 'every'],
    // A tenth of the way is where the post tells its first Dense number.
    ['snapshots.every', plan.earlyEpoch],
    ...(split === 'post'
      ? []
      : ([
          ['split.kind', split],
          ['split.validation', HONEST_SHARES.validation],
          ['split.test', HONEST_SHARES.test],
        ] as [string, unknown][])),
  ];
}

function nameOf({ key }: Training, { isQuick }: ReproductionPlan): string {
  return isQuick ? `${key}-quick` : key;
}
