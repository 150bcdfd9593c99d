import type { SnapshotChoice } from '../predict/snapshot-choice.js';
import type { Subject } from '../views/network-subjects.js';

/** A run that is evaluated, with the snapshot of it. */
export interface Candidate {
  readonly subject: Subject;
  readonly choice: SnapshotChoice;
}

/** The snapshot that answers unless the address names another. */
export const USUAL_SNAPSHOT = 'best';
