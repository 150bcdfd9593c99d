import type { ComingSnapshot } from '../inside/snapshots-ahead.js';
import { placesAlong, snapshotAlong, type TimeAxis } from '../inside/time-axis.js';
import type { Subject } from './network-subjects.js';

/** Snapshots that the slider may come to, the nearest places first, and after it before before it. */
export function comingSnapshots(
  subjects: readonly Subject[],
  place: number,
  axis: TimeAxis,
): readonly ComingSnapshot[] {
  const places = placesAlong(subjects, axis);
  const at = Math.max(
    0,
    places.findLastIndex((one) => one <= place),
  );
  const far = (i: number) => Math.abs(i - at) * 2 - (i > at ? 1 : 0);
  const order = places.map((_, i) => i).sort((a, b) => far(a) - far(b));
  const coming = new Map<string, ComingSnapshot>();
  for (const i of order) {
    for (const subject of subjects) {
      const { id, bytes } = snapshotAlong(subject, places[i], axis);
      if (!coming.has(id)) coming.set(id, { network: subject.network, snapshot: id, bytes });
    }
  }
  return [...coming.values()];
}
