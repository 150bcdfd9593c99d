import { store } from '../page.js';
import { findRuns } from '../runs/reference.js';
import { type Subject, subjectOf, subjectRows } from '../views/network-subjects.js';
import { chosenSnapshot, type SnapshotChoice, USUAL_SNAPSHOT } from './snapshot-choice.js';

/** Runs that are asked at once. */
export const MOST_RUNS = 50;

/** A run that is asked, with the snapshot of it that answers. */
export interface Asked extends Subject {
  readonly choice: SnapshotChoice;
}

/** Who is asked, and in words who is not. */
export interface AskedRuns {
  readonly asked: readonly Asked[];
  readonly troubles: readonly string[];
}

/** The selected runs, or the usual ones. @param query of the address: `at.<run>` is a run's snapshot. */
export function askedRuns(
  selected: readonly string[],
  query: Readonly<Record<string, string>>,
): AskedRuns {
  const { found, missing } = findRuns(store.runs, selected);
  const subjects = subjectRows(selected, MOST_RUNS).map(subjectOf);
  const asked = subjects
    .filter((one) => typeof one === 'object')
    .map(
      (subject): Asked => ({
        ...subject,
        choice: chosenSnapshot(
          subject.snapshots,
          query[`at.${subject.run.id}`] ?? query.at ?? USUAL_SNAPSHOT,
        ),
      }),
    );
  const troubles = [
    ...missing.map((name) => `No run is called ${name}. Choose one of those here.`),
    ...subjects.filter((one) => typeof one === 'string'),
    ...(found.length > MOST_RUNS
      ? [`${found.length} runs are selected. The first ${MOST_RUNS} of them are asked.`]
      : []),
  ];
  return { asked, troubles };
}
