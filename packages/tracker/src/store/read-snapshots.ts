import type { NamedTensors, ResumeState } from '@peasy/core';
import type { SnapshotRow } from '../api/types.js';
import { type Connection, tables } from './connection.js';
import { readReasons } from './save-snapshot.js';
import { StoreError } from './store-error.js';
import { tensorsOf } from './tensors.js';

/** Which snapshot of a run: its best, its last, the one after so many epochs, or one by its id. */
export type SnapshotChoice = 'best' | 'last' | number | string;

/** Snapshots of a run as it went, by step. */
export function snapshotsOf(connection: Connection, runId: string): SnapshotRow[] {
  return connection
    .all(
      tables.selectFrom('live_snapshots').selectAll().where('run_id', '=', runId).orderBy('step'),
    )
    .map((row) => ({
      id: row.id,
      step: row.step,
      epoch: row.epoch,
      reasons: readReasons(row.reasons),
      createdAt: new Date(row.created_at).toISOString(),
      bytes: row.bytes,
    }));
}

/**
 * Finds one snapshot of a run; `last` is the one with the most steps.
 * @throws StoreError saying which there are.
 */
export function pickSnapshot(
  connection: Connection,
  runId: string,
  choice: SnapshotChoice,
): SnapshotRow {
  const snapshots = snapshotsOf(connection, runId);
  const picked =
    choice === 'last'
      ? snapshots.at(-1)
      : choice === 'best'
        ? snapshots.findLast((snapshot) => snapshot.reasons.includes('best'))
        : typeof choice === 'number'
          ? snapshots.findLast((snapshot) => snapshot.epoch === choice)
          : snapshots.find((snapshot) => snapshot.id === choice);
  if (picked) return picked;
  const epochs = [...new Set(snapshots.map((snapshot) => snapshot.epoch))];
  const there =
    snapshots.length === 0
      ? 'it has none'
      : `it has those of epochs ${epochs.join(', ')}${snapshots.some((snapshot) => snapshot.reasons.includes('best')) ? ', and a best one' : ''}`;
  const wanted = typeof choice === 'number' ? `of epoch ${choice}` : `"${choice}"`;
  throw new StoreError('notFound', `Run ${runId} has no snapshot ${wanted}: ${there}.`);
}

/** The weights of a snapshot, in the order of the network. @throws StoreError when there is none of that id. */
export function snapshotWeights(connection: Connection, snapshotId: string): NamedTensors {
  return connection.read(() => {
    const rows = connection.all(
      tables
        .selectFrom('snapshot_tensors as s')
        .innerJoin('tensors as t', 't.id', 's.tensor_id')
        .select(['s.name', 't.shape', 't.content'])
        .where('s.snapshot_id', '=', snapshotId)
        .orderBy('s.position'),
    );
    if (rows.length === 0) {
      throw new StoreError('notFound', `There is no snapshot "${snapshotId}".`);
    }
    return tensorsOf(rows);
  });
}

/** Where a resume starts. */
export interface ResumePoint {
  /** Steps done. */
  readonly step: number;
  /** Epochs done. */
  readonly epoch: number;
  readonly weights: NamedTensors;
  readonly resume: ResumeState;
}

/** The newest state that a run can be resumed from, or undefined. */
export function resumePointOf(connection: Connection, runId: string): ResumePoint | undefined {
  const state = connection.first(
    tables
      .selectFrom('resume_states as r')
      .innerJoin('snapshots as s', 's.id', 'r.snapshot_id')
      .select(['r.trainer_state', 's.id', 's.step', 's.epoch'])
      .where('r.run_id', '=', runId),
  );
  if (!state) return undefined;
  const optimizer = connection.all(
    tables
      .selectFrom('resume_tensors as r')
      .innerJoin('tensors as t', 't.id', 'r.tensor_id')
      .select(['r.name', 't.shape', 't.content'])
      .where('r.run_id', '=', runId)
      .orderBy('r.position'),
  );
  return {
    step: state.step,
    epoch: state.epoch,
    weights: snapshotWeights(connection, state.id),
    resume: {
      optimizerState: tensorsOf(optimizer),
      trainerState: JSON.parse(state.trainer_state) as unknown,
    },
  };
}
