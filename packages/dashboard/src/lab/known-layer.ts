import { networks } from '../inside/inside-page.js';
import type { LabPhoto } from './lab-photo.js';
import type { LabSubject } from './lab-subject.js';
import { type KnownLayer, LayerAtWork } from './layer-at-work.js';

/** The layer at work that the page shows: one at a time. */
export const layerAtWork = new LayerAtWork(networks);

/** The subject's layer at work on a photo; undefined where one of them is not there (yet). */
export function knownLayer(
  { run, layer, snapshot, trouble }: LabSubject,
  photo: LabPhoto | string,
): KnownLayer | undefined {
  if (trouble || !run?.network || !layer || !snapshot || typeof photo === 'string')
    return undefined;
  const of = { network: run.network, snapshot: snapshot.id };
  const known = layerAtWork.get({ of, layer, photo });
  // What came before may be of another layer: its kernel has other sizes.
  return known.checked?.layer.name === layer.name ? known : { ...known, checked: undefined };
}
