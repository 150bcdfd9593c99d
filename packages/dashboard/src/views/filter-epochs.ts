import type { Network, Tensor } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { epochText } from '../format/epoch.js';
import { activationBehind } from '../inside/attribution.js';
import { joinRanges, rangeOf, type ValuePalette, type ValueRange } from '../inside/colour-scale.js';
import { networkMaps } from '../inside/inside-page.js';
import { remember } from '../inside/remember.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { filterFigure } from './filter-figure-styles.js';
import { stripFile } from './filter-files.js';
import type { PanelPhoto } from './panel-photo.js';
import '../elements/colour-key.js';
import '../elements/map-frames.js';
import '../elements/save-pictures.js';

/** Side of a map, in pixels. */
const SIDE = 64;

/** A filter's map of a photo at every snapshot, on one scale. */
export class FilterEpochs extends LitElement {
  static override styles = [
    base,
    filterFigure,
    css`
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        font-size: 0.6875rem;
        color: var(--ink-soft);
      }
      .now {
        color: var(--accent);
        font-weight: 600;
      }
    `,
  ];

  static override properties = {
    run: { attribute: false },
    network: { attribute: false },
    snapshot: { attribute: false },
    snapshots: { attribute: false },
    layer: {},
    filter: { type: Number },
    photo: { attribute: false },
    palette: {},
  };

  declare run: RunDetail;
  declare network: Network;
  /** The one that is marked. */
  declare snapshot: SnapshotRow;
  declare snapshots: readonly SnapshotRow[];
  declare layer: string;
  declare filter: number;
  declare photo: PanelPhoto;
  declare palette: ValuePalette;

  constructor() {
    super();
    new Observe(this, networkMaps);
  }

  protected override render() {
    const { photo, filter, palette } = this;
    const { layers } = this.network;
    const at = layers.findIndex(({ name }) => name === this.layer);
    const shown = activationBehind(layers, at).name;
    const maps = this.snapshots.map((snapshot) => ({
      snapshot,
      map: this.#mapAt(snapshot, shown),
    }));
    const range = joinRanges(maps.flatMap(({ map }) => (map ? [rangeOf(map.values)] : [])));
    return html`<figure>
      <ol>
        ${maps.map(
          ({ snapshot, map }) => html`<li class=${snapshot.id === this.snapshot.id ? 'now' : ''}>
            ${
              map
                ? html`<map-frames
                    .tensor=${map}
                    .ranges=${[range]}
                    .palette=${palette}
                    .columns=${1}
                    .zoom=${Math.max(1, Math.floor(SIDE / map.shape[0]))}
                    .label=${`Map ${filter} of ${shown} at epoch ${epochText(snapshot.epoch)}`}
                  ></map-frames>`
                : nothing
            }
            ${epochText(snapshot.epoch)}
          </li>`,
        )}
      </ol>
      <figcaption>
        Its map (${shown}) of ${photo.name} by epoch, on one scale
        <br /><colour-key .range=${range} .palette=${palette}></colour-key>
        <save-pictures
          .what=${`${this.layer} ${filter}`}
          .pictures=${this.#files(maps, range)}
        ></save-pictures>
      </figcaption>
    </figure>`;
  }

  #mapAt(snapshot: SnapshotRow, shown: string): Tensor | undefined {
    const of = { network: this.network, snapshot: snapshot.id };
    const where = `${this.run.id} ${this.photo.key} ${snapshot.id}`;
    const all = networkMaps.get(where, of, this.photo).maps?.get(shown);
    return all && channelMap(all, String(this.filter));
  }

  #files(
    maps: readonly { readonly snapshot: SnapshotRow; readonly map: Tensor | undefined }[],
    range: ValueRange,
  ) {
    const known = maps.flatMap(({ snapshot, map }) =>
      map ? [{ word: epochText(snapshot.epoch), tensor: map }] : [],
    );
    if (known.length === 0) return [];
    const what = { title: `${this.layer} ${this.filter}`, label: 'maps by epoch', axis: 'epoch' };
    return [stripFile(this, what, known, { range, palette: this.palette, coloured: false })];
  }
}

const channelMap = remember(({ shape, values }: Tensor, key: string): Tensor => {
  const [height, width, channels] = shape;
  const channel = Number(key);
  const own = Float32Array.from(
    { length: height * width },
    (_, i) => values[i * channels + channel],
  );
  return { shape: [height, width, 1], values: own };
});

customElements.define('filter-epochs', FilterEpochs);

declare global {
  interface HTMLElementTagNameMap {
    'filter-epochs': FilterEpochs;
  }
}
