import { type FilterCheck, type McNemarResult, mcnemar } from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { RunDetail, Store } from '@peasy/tracker';
import type { LookFlags } from '../compute-flags.js';
import type { PublishedRuns } from './import-published.js';
import {
  checkFirstConvolution,
  imagesPerSecond,
  type Measured,
  measure,
  rolesOf,
  withNetwork,
} from './measure.js';
import { TRAININGS, type Training, type TrainingKey } from './plan.js';
import { type Reproduction, stageState } from './stage-runs.js';

/** One training, measured. */
export interface TrainedResult {
  readonly training: Training;
  readonly run: RunDetail;
  readonly photosTrained: number;
  readonly imagesPerSecond: number | undefined;
  /** On the test photos of its split, with the last weights. */
  readonly test: Measured;
  /** On the photos of its split that no step and no choice has used; of an honest split its test again. */
  readonly unseen: Measured;
  /** A tenth of the way: undefined where those weights were not kept. */
  readonly early: { readonly epoch: number; readonly test: Measured } | undefined;
}

/** The filters of a network's first convolution. */
export interface CheckedNetwork {
  readonly name: string;
  readonly layer: string;
  readonly filters: readonly FilterCheck[];
}

/** All that a reproduction came to. */
export interface Collected {
  readonly trained: Readonly<Record<TrainingKey, TrainedResult>>;
  readonly published:
    | { readonly turned: Measured; readonly asStored: Measured; readonly origin: string }
    | undefined;
  readonly checks: readonly CheckedNetwork[];
  /** CNN against Dense on the test photos of the honest split. */
  readonly honestDifference: McNemarResult & {
    readonly onlyCnn: number;
    readonly onlyDense: number;
  };
}

/** Measures the networks of finished trainings; takes seconds, and trains nothing. */
export async function collect(
  store: Store,
  photos: PhotoSet,
  reproduction: Reproduction,
  published: PublishedRuns | undefined,
  flags: LookFlags,
): Promise<Collected> {
  const photo = photos.images.pixels.subarray(0, photos.images.height * photos.images.width * 3);
  const trained = {} as Record<TrainingKey, TrainedResult>;
  const checks: CheckedNetwork[] = [];
  for (const training of TRAININGS) {
    const state = stageState(store, training.key, reproduction);
    if (state.kind !== 'finished') throw new Error(`${training.key} is not finished.`);
    const run = store.getRun(state.run.id);
    const earlyEpoch = reproduction.plan.earlyEpoch;
    trained[training.key] = await measureTraining(store, training, run, photos, flags, earlyEpoch);
    const check = await withNetwork(store, run.id, 'last', flags, (network) =>
      checkFirstConvolution(network, photo),
    );
    if (check) checks.push({ name: run.name, ...check });
  }
  const measureAll = (id: string) =>
    withNetwork(store, id, 'last', flags, (network) =>
      measure(network, photos, Int32Array.from(photos.hashes.keys()), undefined),
    );
  if (published) {
    const check = await withNetwork(store, published.turned, 'last', flags, (network) =>
      checkFirstConvolution(network, photo),
    );
    if (check) checks.push({ name: 'published', ...check });
  }
  return {
    trained,
    checks,
    published: published && {
      turned: await measureAll(published.turned),
      asStored: await measureAll(published.asStored),
      origin: published.origin,
    },
    honestDifference: difference(trained['cnn-honest'].test, trained['dense-honest'].test),
  };
}

async function measureTraining(
  store: Store,
  training: Training,
  run: RunDetail,
  photos: PhotoSet,
  flags: LookFlags,
  earlyEpoch: number,
): Promise<TrainedResult> {
  const roles = rolesOf(run, photos);
  const { test, unseen } = await withNetwork(store, run.id, 'last', flags, async (network) => {
    const test = await measure(network, photos, roles.test, roles.train);
    if (training.split !== 'post') return { test, unseen: test };
    return { test, unseen: await measure(network, photos, roles.validation, roles.train) };
  });
  const isKept = run.snapshots.some(({ epoch }) => epoch === earlyEpoch);
  return {
    ...{ training, run, test, unseen },
    photosTrained: run.split!.train,
    imagesPerSecond: imagesPerSecond(store, run.id),
    early: isKept
      ? {
          epoch: earlyEpoch,
          test: await withNetwork(store, run.id, String(earlyEpoch), flags, (network) =>
            measure(network, photos, roles.test, roles.train),
          ),
        }
      : undefined,
  };
}

function difference(cnn: Measured, dense: Measured): Collected['honestDifference'] {
  const onlyCnn = cnn.isRight.filter((right, i) => right && !dense.isRight[i]).length;
  const onlyDense = dense.isRight.filter((right, i) => right && !cnn.isRight[i]).length;
  return { ...mcnemar(onlyCnn, onlyDense), onlyCnn, onlyDense };
}
