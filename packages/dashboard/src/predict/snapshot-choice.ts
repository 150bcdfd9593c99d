import type { SnapshotRow } from '@peasy/tracker/api';
import { epochText } from '../format/epoch.js';

/** What is asked for where the address names no snapshot: the newest, as `peasy predict` has it. */
export const USUAL_SNAPSHOT = 'last';

/** A snapshot to choose: `last`, `best`, or an epoch in words. */
export interface SnapshotChoice {
  readonly value: string;
  readonly label: string;
  readonly snapshot: SnapshotRow;
}

/** The snapshots of a run, the newest and the best under their names first. `snapshots` are oldest first. */
export function snapshotChoices(snapshots: readonly SnapshotRow[]): readonly SnapshotChoice[] {
  const choices: SnapshotChoice[] = [];
  const last = snapshots.at(-1);
  const best = snapshots.findLast(({ reasons }) => reasons.includes('best'));
  if (last) {
    choices.push({ value: 'last', label: `last (epoch ${epochText(last.epoch)})`, snapshot: last });
  }
  if (best) {
    choices.push({ value: 'best', label: `best (epoch ${epochText(best.epoch)})`, snapshot: best });
  }
  for (const snapshot of snapshots) {
    const epoch = epochText(snapshot.epoch);
    choices.push({ value: String(snapshot.epoch), label: `epoch ${epoch}`, snapshot });
  }
  return choices;
}

/** The choice that an address means; the usual one where there is none such. */
export function chosenSnapshot(
  snapshots: readonly SnapshotRow[],
  value: string | undefined,
): SnapshotChoice {
  const choices = snapshotChoices(snapshots);
  return choices.find((choice) => choice.value === value) ?? choices[0];
}
