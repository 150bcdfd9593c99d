import {
  type CompiledNetwork,
  configFromParams,
  type EngineName,
  type LabelledImages,
} from '@peasy/core';
import { instructionSetMissing } from '@peasy/kernels';
import type { RunDetail, SnapshotRow, Store } from '@peasy/tracker';
import { chooseEngine } from '@peasy/trainer';
import { engineLookedWith, type LookFlags } from './compute-flags.js';
import { ENGINES } from './engines.js';
import { recordedSet } from './recorded-set.js';
import { UserError } from './user-error.js';

/** A run's network with the weights of one of its snapshots, ready to compute. */
export interface RunNetwork {
  readonly run: RunDetail;
  readonly snapshot: SnapshotRow;
  readonly compiled: CompiledNetwork;
  /** What computes it. */
  readonly engine: EngineName;
  /** Why it is not computed with the instruction set that the run recorded; undefined: it is. */
  readonly notice: string | undefined;
  /** How its photos were decoded. */
  readonly decode: { readonly size: number; readonly fit: 'squash' | 'crop' };
}

/** Photos that are computed at once. */
const BATCH_SIZE = 128;

/**
 * Loads a run's network; `which` names the snapshot as `--snapshot` does. Whatever trained it, it is
 * computed with the engine that is asked for: the kernels, on the instruction set that the run
 * recorded where that runs here, else with the best that does, unless a flag names another.
 * @throws StoreError for no such run or snapshot, UserError for a run whose network was not
 * recorded, EngineError for an engine or a device that is not there.
 */
export async function openRunNetwork(
  store: Store,
  ref: string,
  which: string,
  flags: LookFlags = {},
): Promise<RunNetwork> {
  const run = store.getRun(store.findRun(ref).id);
  if (!run.network) {
    throw new UserError(
      `Expected run ${run.name} to have a network, and none was recorded with it.`,
    );
  }
  const config = configFromParams(run.params);
  const snapshot = store.pickSnapshot(run.id, isEpoch(which) ? Number(which) : which);
  const { engine, device } = await chooseEngine(engineLookedWith(flags), ENGINES, flags.device);
  const isByKernels = engine.name === 'kernels' && run.engine === 'kernels';
  const recorded = isByKernels ? recordedSet(run) : undefined;
  const reason = recorded && (await instructionSetMissing(recorded));
  const compiled = await engine.compile(run.network, {
    device,
    instructionSet: recorded && reason === undefined ? recorded : 'auto',
    seed: config.seed,
    optimizer: config.optimizer,
    loss: config.loss,
    batchSize: BATCH_SIZE,
  });
  await compiled.setWeights(store.snapshotWeights(snapshot.id));
  const { size, fit } = config.data;
  const notice =
    reason &&
    `Run ${run.name} was computed with instruction set ${recorded}, which cannot run here: ${reason}. This is computed with ${compiled.settings?.instructionSet}; the last bits may differ.`;
  return { run, snapshot, compiled, engine: engine.name, notice, decode: { size, fit } };
}

/** Whether `--snapshot` names an epoch. */
function isEpoch(which: string): boolean {
  return /^\d+(\.\d+)?$/.test(which);
}

/** Photos without known labels, packed for an engine. */
export function unlabelled(photos: readonly Uint8Array[], size: number): LabelledImages {
  const bytes = size * size * 3;
  const pixels = new Uint8Array(photos.length * bytes);
  for (const [i, photo] of photos.entries()) pixels.set(photo, i * bytes);
  return {
    pixels,
    labels: new Uint8Array(photos.length),
    count: photos.length,
    height: size,
    width: size,
    channels: 3,
  };
}

/** The index of the largest of the `classes` values from `row * classes` on. */
export function topClass(probabilities: Float32Array, row: number, classes: number): number {
  let top = 0;
  for (let c = 1; c < classes; c++) {
    if (probabilities[row * classes + c] > probabilities[row * classes + top]) top = c;
  }
  return top;
}
