import type { SnapshotRow } from '@peasy/tracker/api';
import { networkMaps, ownPhotos } from '../inside/inside-page.js';
import { fitOf, ownPixels } from '../inside/own-photos.js';
import { remember } from '../inside/remember.js';
import { runPhotos } from '../inside/run-photos.js';
import type { Subject } from './network-subjects.js';
import type { PanelPhoto } from './panel-photo.js';

/** Photos that are shown at once. */
export const MOST_PHOTOS = 4;
/** Photos that are shown before any is chosen: one of each of so many classes. */
const EXAMPLES = 2;

/** Places of the photos to show in the set of a run, or why there are none (yet). */
export function shownPlaces(
  { run }: Subject,
  chosen: readonly number[],
): readonly number[] | string {
  if (chosen.length > 0) return chosen;
  if (ownPhotos.photos.length > 0) return [];
  const { value, problem } = runPhotos.examples(run.id, Math.min(EXAMPLES, run.classes.length));
  if (value) return value.map(({ index }) => index);
  return problem?.message ?? 'Reading the photos…';
}

/** How photos are looked at. */
export interface PhotoView {
  /** Tells a place of the page from another that shows the same photos. */
  readonly place?: string;
  /** Whether their maps at all epochs are asked for too, for a scale over all of them. */
  readonly allEpochs: boolean;
}

/** Own photos and those of the set, each with what the network makes of it, or why there are none (yet). */
export function panelPhotos(
  subject: Subject,
  snapshot: SnapshotRow,
  places: readonly number[] | string,
  { place = '', allEpochs }: PhotoView,
): readonly PanelPhoto[] | string {
  const { run, network } = subject;
  const own = ownPhotos.photos.slice(-MOST_PHOTOS).map((photo) => ({
    key: photo.key,
    name: photo.name,
    label: -1,
    trained: false,
    pixels: ownPixels(photo, network.input, fitOf(run.params)),
  }));
  const fromSet = typeof places === 'string' ? places : setPhotos(run.id, places);
  if (typeof fromSet === 'string' && own.length === 0) return fromSet;
  const photos = [...own, ...(typeof fromSet === 'string' ? [] : fromSet)];
  return photos.map((photo) => {
    const where = `${run.id} ${photo.key}${place}`;
    const at = (id: string) => ({ network, snapshot: id });
    return {
      ...photo,
      known: networkMaps.get(where, at(snapshot.id), photo),
      others: allEpochs
        ? subject.snapshots.flatMap(
            ({ id }) => networkMaps.get(`${where} ${id}`, at(id), photo).maps ?? [],
          )
        : [],
    };
  });
}

/** Photos of a run's set, or why they are not there. */
function setPhotos(
  run: string,
  indices: readonly number[],
): readonly Omit<PanelPhoto, 'known' | 'others'>[] | string {
  if (indices.length === 0) return [];
  const { value, problem } = runPhotos.pixels(run, indices);
  if (!value) return problem?.message ?? 'Reading the photos…';
  return value.photos.map((photo, i) => ({
    key: `set-${photo.hash.slice(0, 16)}`,
    name: photo.path.split('/').at(-1)!,
    label: photo.label,
    trained: photo.trained,
    pixels: partsOf(value.pixels, `${i} ${value.photos.length}`),
  }));
}

/** One photo of many, the same object each time. */
const partsOf = remember((pixels: Uint8Array, key: string) => {
  const [i, count] = key.split(' ').map(Number);
  const bytes = pixels.length / count;
  return pixels.slice(i * bytes, (i + 1) * bytes);
});
