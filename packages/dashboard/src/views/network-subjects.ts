import type { RunDetail, RunNetwork, RunRow, SnapshotRow } from '@peasy/tracker/api';
import { store } from '../page.js';
import { findRuns } from '../runs/reference.js';

/** A run whose network can be looked into. */
export interface Subject {
  readonly row: RunRow;
  readonly run: RunDetail;
  readonly network: RunNetwork;
  readonly snapshots: readonly SnapshotRow[];
}

/** The selected runs, at most so many; without any the newest one, and the newest one of another network beside it. */
export function subjectRows(selected: readonly string[], most: number): readonly RunRow[] {
  const { found } = findRuns(store.runs, selected);
  if (found.length > 0) return found.slice(0, most);
  const trained = store.runs.filter((run) => run.parameters !== null && run.split !== null);
  const [newest] = trained;
  if (!newest) return [];
  const other = trained.find(
    (run) => run.parameters !== newest.parameters && run.split?.digest === newest.split?.digest,
  );
  return other ? [newest, other] : [newest];
}

/** A run as a subject, or why it is none (yet). */
export function subjectOf(row: RunRow): Subject | string {
  const { value: run, problem } = store.detail(row);
  if (!run) return problem?.message ?? `Reading ${row.name}…`;
  if (!run.network) return `${run.name} recorded no network, so there is nothing to look into.`;
  if (run.snapshots.length === 0) return `${run.name} has no snapshot of its weights yet.`;
  return { row, run, network: run.network, snapshots: run.snapshots };
}

/** Epochs that any of some runs has a snapshot of, smallest first. */
export function epochsOf(subjects: readonly Subject[]): readonly number[] {
  const epochs = subjects.flatMap(({ snapshots }) => snapshots.map(({ epoch }) => epoch));
  return [...new Set(epochs)].sort((a, b) => a - b);
}

/** The newest snapshot that is not after an epoch; the first where all are. */
export function snapshotAt(snapshots: readonly SnapshotRow[], epoch: number): SnapshotRow {
  return snapshots.findLast((snapshot) => snapshot.epoch <= epoch) ?? snapshots[0];
}
