import type { SnapshotRow } from '@peasy/tracker/api';
import { html, nothing } from 'lit';
import { epochText } from '../format/epoch.js';
import { selectOf } from './control-parts.js';
import type { LabState } from './lab-state.js';
import type { LabSubject } from './lab-subject.js';

/** Run, snapshot, layer and filter to choose. */
export function filterChoice(
  { runs, row, run, layers, layer, filter, snapshot }: LabSubject,
  choose: (change: Partial<LabState>) => void,
) {
  if (!row) return nothing;
  const other = {
    ...{ layer: undefined, filter: 0, epoch: undefined, channel: undefined },
    ...{ place: 0, photo: undefined },
  };
  return html`${selectOf(
    'Run',
    runs.map(({ id, name }) => [id, name] as const),
    row.id,
    (id) => choose({ ...other, run: id }),
  )}
  ${
    layer
      ? html`${selectOf(
          'Layer',
          layers.map(({ name }) => [name, name] as const),
          layer.name,
          (name) => choose({ layer: name, filter: 0, channel: undefined, place: 0 }),
        )}
        ${selectOf(
          'Filter',
          Array.from({ length: layer.filters }, (_, i) => [String(i), String(i)] as const),
          String(filter),
          (value) => choose({ filter: Number(value) }),
        )}`
      : nothing
  }
  ${
    run && snapshot
      ? selectOf(
          'Epoch',
          run.snapshots.map((one) => [one.id, snapshotWords(one)] as const),
          snapshot.id,
          (id) => choose({ epoch: run.snapshots.find((one) => one.id === id)?.epoch }),
        )
      : nothing
  }`;
}

function snapshotWords({ epoch, reasons }: SnapshotRow): string {
  return reasons.includes('initial') ? `${epochText(epoch)}, random` : epochText(epoch);
}

/** Names of what a layer reads: colours of a photo, or maps of the layer before. */
export function channelNames({ run, layer }: LabSubject): readonly string[] {
  const network = run?.network;
  if (!network || !layer) return [];
  const at = network.layers.findIndex(({ name }) => name === layer.name);
  if (at === 0) return network.input[2] === 3 ? ['Red', 'Green', 'Blue'] : ['Grey'];
  return Array.from({ length: channelsBefore(network, at) }, (_, i) => `Map ${i}`);
}

/** Channels that come to a layer: the filters of the last convolution before it, or the photo's. */
function channelsBefore(network: NonNullable<LabSubject['run']>['network'], at: number): number {
  const before = network?.layers.slice(0, at).findLast((layer) => layer.kind === 'conv2d');
  return before?.kind === 'conv2d' ? before.filters : (network?.input[2] ?? 0);
}
