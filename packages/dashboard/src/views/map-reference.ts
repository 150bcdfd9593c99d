import type { SnapshotRow } from '@peasy/tracker/api';
import { epochText } from '../format/epoch.js';
import { mapDifferences } from '../inside/map-differences.js';
import { networkKey } from '../inside/network-seats.js';
import { snapshotAlong, type TimeAxis } from '../inside/time-axis.js';
import { type Subject, snapshotAt } from './network-subjects.js';
import type { PanelPhoto } from './panel-photo.js';

/** What a run's maps are put beside: an earlier self, or another run of the same network. */
export interface Reference {
  readonly subject: Subject;
  readonly snapshot: SnapshotRow;
  readonly words: string;
}

/** Where the slider is. */
export interface SliderPlace {
  readonly place: number;
  readonly axis: TimeAxis;
}

/** What a run is put beside, as the address says; undefined where that is another network, or itself. */
export function referenceOf(
  subject: Subject,
  against: string | undefined,
  { place, axis }: SliderPlace,
  subjectById: (id: string) => Subject | undefined,
): Reference | undefined {
  if (!against?.startsWith('run:')) {
    const snapshot = snapshotAt(subject.snapshots, Number(against ?? 0) || 0);
    const at = snapshot.epoch === 0 ? 'random weights' : `epoch ${epochText(snapshot.epoch)}`;
    return { subject, snapshot, words: at };
  }
  const other = subjectById(against.slice('run:'.length));
  if (!other || other.run.id === subject.run.id) return undefined;
  if (networkKey(other.network) !== networkKey(subject.network)) return undefined;
  return { subject: other, snapshot: snapshotAlong(other, place, axis), words: other.run.name };
}

/** A photo whose maps are less those of another network or epoch, as far as both are known. */
export function differenceOf(photo: PanelPhoto, other: PanelPhoto): PanelPhoto {
  const { maps } = photo.known;
  const others = other.known.maps;
  if (!maps || !others) return { ...photo, known: { ...photo.known, maps: undefined }, others: [] };
  return { ...photo, known: { ...photo.known, maps: mapDifferences(maps, others) }, others: [] };
}
