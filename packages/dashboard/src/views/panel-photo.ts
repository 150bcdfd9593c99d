import type { KnownMaps, PhotoMaps } from '../inside/network-maps.js';
import { sameItems } from '../state/same-items.js';

/** A photo in a panel, with what the run's network makes of it. */
export interface PanelPhoto {
  readonly key: string;
  readonly name: string;
  /** Its class; -1: not known. */
  readonly label: number;
  /** Whether the run trained on it. */
  readonly trained: boolean;
  readonly pixels: Uint8Array;
  readonly known: KnownMaps;
  /** Its maps at other epochs, as far as they are known, for a scale over all of them. */
  readonly others: readonly PhotoMaps[];
}

/** Whether photos would be drawn just as others are. */
export function samePhotos(
  photos: readonly PanelPhoto[],
  before: readonly PanelPhoto[] | undefined,
): boolean {
  return (
    photos.length === before?.length && photos.every((photo, i) => samePhoto(photo, before[i]))
  );
}

function samePhoto(photo: PanelPhoto, before: PanelPhoto): boolean {
  const { known, others, pixels } = photo;
  return (
    photo.key === before.key &&
    photo.name === before.name &&
    photo.label === before.label &&
    photo.trained === before.trained &&
    pixels === before.pixels &&
    known.maps === before.known.maps &&
    known.problem === before.known.problem &&
    sameItems(others, before.others)
  );
}

/** A value of a layer that is pointed at, or pinned. */
export interface PointedValue {
  readonly photo: string;
  readonly layer: string;
  readonly y: number;
  readonly x: number;
  readonly channel: number;
}
