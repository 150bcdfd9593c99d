import {
  type CheckedLayer,
  checkConvolution,
  type FilterCheck,
  type McNemarResult,
  mcnemar,
} from '@peasy/core';
import type { PhotoSet } from '@peasy/data';
import type { RunDetail, Store } from '@peasy/tracker';
import type { LookFlags } from '../compute-flags.js';
import type { PublishedRuns } from './import-published.js';
import {
  firstConvolution,
  imagesPerSecond,
  type Measured,
  measure,
  pixelsOf,
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

/** The filters of a network's first convolution, held to both operations on the shown cat. */
export interface CheckedNetwork {
  readonly name: string;
  readonly isPublished: boolean;
  readonly layer: CheckedLayer;
  readonly filters: readonly FilterCheck[];
}

/** Two photos that no honest training saw, for the pictures: their rows. */
export interface ShownPhotos {
  readonly dog: number;
  readonly cat: number;
}

/** All that a reproduction came to. */
export interface Collected {
  readonly trained: Readonly<Record<TrainingKey, TrainedResult>>;
  readonly published:
    | {
        readonly runs: PublishedRuns;
        readonly turned: Measured;
        readonly asStored: Measured;
      }
    | undefined;
  readonly shown: ShownPhotos;
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
  const trained = {} as Record<TrainingKey, TrainedResult>;
  for (const training of TRAININGS) {
    const state = stageState(store, training.key, reproduction);
    if (state.kind !== 'finished') throw new Error(`${training.key} is not finished.`);
    const run = store.getRun(state.run.id);
    const { earlyEpoch } = reproduction.plan;
    trained[training.key] = await measureTraining(store, training, run, photos, flags, earlyEpoch);
  }
  const shown = shownPhotos(trained['cnn-honest'].run, photos);
  const checks: CheckedNetwork[] = [];
  for (const { run } of Object.values(trained)) {
    const check = await checkRun(store, run.id, photos, shown, flags);
    if (check) checks.push({ ...check, name: run.name, isPublished: false });
  }
  if (published) {
    const check = await checkRun(store, published.turned, photos, shown, flags);
    if (check) checks.push({ ...check, name: 'the published network', isPublished: true });
  }
  const all = Int32Array.from(photos.hashes.keys());
  const measureAll = (id: string) =>
    withNetwork(store, id, 'last', flags, (network) => measure(network, photos, all, undefined));
  return {
    ...{ trained, shown, checks },
    published: published && {
      runs: published,
      turned: await measureAll(published.turned),
      asStored: await measureAll(published.asStored),
    },
    honestDifference: difference(trained['cnn-honest'].test, trained['dense-honest'].test),
  };
}

/** The first test photo of each class. */
function shownPhotos(run: RunDetail, photos: PhotoSet): ShownPhotos {
  const { test } = rolesOf(run, photos);
  const first = (label: number) => test.find((i) => photos.images.labels[i] === label) ?? 0;
  return { dog: first(0), cat: first(1) };
}

function checkRun(
  store: Store,
  runId: string,
  photos: PhotoSet,
  { cat }: ShownPhotos,
  flags: LookFlags,
): Promise<Pick<CheckedNetwork, 'layer' | 'filters'> | undefined> {
  return withNetwork(store, runId, 'last', flags, async (network) => {
    const layer = await firstConvolution(network, pixelsOf(photos, cat));
    return layer && { layer, filters: checkConvolution(layer) };
  });
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
    const test = await measure(network, photos, roles.test, roles);
    if (training.split !== 'post') return { test, unseen: test };
    return { test, unseen: await measure(network, photos, roles.validation, roles) };
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
            measure(network, photos, roles.test, roles),
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
