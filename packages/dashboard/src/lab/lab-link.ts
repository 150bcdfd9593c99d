import type { Conv2dLayer } from '@peasy/core';
import { formatAddress, microscopeRoute, toolRoute } from '../state/route.js';
import type { LabPhoto } from './lab-photo.js';
import { formatLab, type LabState, parseLab } from './lab-state.js';
import type { LabSubject } from './lab-subject.js';

/** A filter of a run, at work on a photo. */
export interface FilterAtWork {
  readonly run: string;
  readonly layer: Conv2dLayer;
  readonly filter: number;
  readonly epoch: number;
  /** Key of one's own photo, or place in the run's set; undefined: an example. */
  readonly photo: string | number | undefined;
}

/** What a filter of a run begins with on the bench: it slides as its layer does. */
export function asLayerSlides(layer: Conv2dLayer | undefined): Partial<LabState> {
  return {
    ...{ isFilter: true, channel: undefined, flips: false, boundary: 'fill', place: 0 },
    padding: layer?.padding ?? 'same',
    stride: layer?.strides ?? 1,
  };
}

/** Address of the lab with a filter of a run sliding over a photo. */
export function labAddress(
  { run, layer, filter, epoch, photo }: FilterAtWork,
  selected: readonly string[] = [],
): string {
  const own = typeof photo === 'string' ? ({ source: 'own', own: photo } as const) : undefined;
  const state: LabState = {
    ...parseLab({}),
    ...asLayerSlides(layer),
    ...{ run, layer: layer.name, filter, epoch },
    ...(own ?? { photo: typeof photo === 'number' ? photo : undefined }),
  };
  return formatAddress({ ...toolRoute('lab', selected), query: formatLab(state) });
}

/**
 * Address of the microscope on the lab's filter; undefined where there is none.
 * @param pinned the value of the layer's map that is to be pinned; without one the filter's page is shown.
 */
export function microscopeAddress(
  { row, photos, layer, filter, snapshot }: LabSubject,
  photo: LabPhoto | string,
  pinned?: readonly [y: number, x: number],
): string | undefined {
  if (!row || !layer || !snapshot) return undefined;
  const fromSet = typeof photo !== 'string' && photos === row ? photo : undefined;
  const shown = fromSet?.index === undefined ? [] : [fromSet.index];
  const route = { ...microscopeRoute([row.id]), epoch: snapshot.epoch, photos: shown };
  const pin =
    pinned && typeof photo !== 'string' && photo.microscopeKey !== undefined
      ? [row.id, photo.microscopeKey, layer.name, filter, ...pinned].map(String)
      : undefined;
  return formatAddress(
    pin
      ? { ...route, pin }
      : { ...route, see: 'filters', filters: [{ run: row.id, layer: layer.name, filter }] },
  );
}
