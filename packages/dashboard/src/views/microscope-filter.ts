import type { Network, Tensor } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import type { Outline } from '../elements/map-frames.js';
import { formatDecimals, formatSignificant } from '../format/number.js';
import { activationBehind } from '../inside/attribution.js';
import {
  type FilterShape,
  filterOf,
  filterPicture,
  pictureSize,
  weightRange,
} from '../inside/filter-pictures.js';
import { type FilterFacts, isDead, isTwin } from '../inside/filter-statistics.js';
import { photoTensor, WHOLE_RANGE } from '../inside/photo-tensor.js';
import { PHOTO, receptiveFields } from '../inside/receptive-field.js';
import { remember } from '../inside/remember.js';
import type { DrawnPhotos } from '../inside/test-photos.js';
import { labAddress } from '../lab/lab-link.js';
import type { MicroscopeState } from '../state/microscope-route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { weightsFile } from './filter-files.js';
import { renderNumbers } from './filter-numbers.js';
import { microscopeFilterStyles } from './microscope-filter-styles.js';
import type { PanelPhoto } from './panel-photo.js';
import '../elements/colour-key.js';
import '../elements/filter-sheet.js';
import '../elements/map-frames.js';
import '../elements/save-pictures.js';
import './filter-epochs.js';
import './filter-exciting.js';

/** Side of a filter's own picture, and of each channel's, in pixels. */
const SIDE = 128;
const CHANNEL_SIDE = 48;
/** A kernel of no more values is shown in numbers. */
const MOST_NUMBERS = 81;

/**
 * One filter: its kernel, the test photos that excite it most, its map over the epochs, the input
 * that excites it most, and whether it is dead or a twin.
 * @fires choose - CustomEvent<number>: another filter that is asked for.
 */
export class MicroscopeFilter extends LitElement {
  static override styles = [base, controls, microscopeFilterStyles];

  static override properties = {
    run: { attribute: false },
    network: { attribute: false },
    snapshot: { attribute: false },
    snapshots: { attribute: false },
    layer: {},
    filter: { type: Number },
    kernel: { attribute: false },
    shape: { attribute: false },
    facts: { attribute: false },
    drawn: { attribute: false },
    photo: { attribute: false },
    settings: { attribute: false },
    preview: { attribute: false },
  };

  declare run: RunDetail;
  declare network: Network;
  declare snapshot: SnapshotRow;
  declare snapshots: readonly SnapshotRow[];
  declare layer: string;
  declare filter: number;
  declare kernel: Tensor;
  declare shape: FilterShape;
  /** Of every filter of the layer; undefined: not known yet. */
  declare facts: readonly FilterFacts[] | undefined;
  /** The photos that the facts are of. */
  declare drawn: DrawnPhotos | undefined;
  /** Whose map over the epochs is shown. */
  declare photo: PanelPhoto | undefined;
  declare settings: MicroscopeState;
  /** A filter that is only pointed at: its picture and numbers stand in. */
  declare preview: number | undefined;

  protected override render() {
    const shown = this.preview ?? this.filter;
    const kind = this.kernel.shape.length === 4 ? 'filter' : 'unit';
    return html`<article aria-label="${this.layer}, ${kind} ${shown}">
      <h3>${this.layer}, ${kind} ${shown}</h3>
      ${this.#renderState(shown)} ${this.#renderLabLink(shown)}
      <div class="parts">
        ${this.#renderKernel(shown)} ${this.#renderBest()}
        <filter-exciting
          .run=${this.run}
          .network=${this.network}
          .snapshot=${this.snapshot}
          .layer=${this.layer}
          .filter=${this.filter}
        ></filter-exciting>
        ${
          this.photo && kind === 'filter'
            ? html`<filter-epochs
                class="wide"
                .run=${this.run}
                .network=${this.network}
                .snapshot=${this.snapshot}
                .snapshots=${this.snapshots}
                .layer=${this.layer}
                .filter=${this.filter}
                .photo=${this.photo}
                .palette=${this.settings.palette}
              ></filter-epochs>`
            : nothing
        }
      </div>
    </article>`;
  }

  #renderState(shown: number) {
    const facts = this.facts?.[shown];
    if (!facts || !this.drawn) return nothing;
    const { norm, mean, most, living, nearest } = facts;
    const n = this.drawn.photos.length;
    return html`<p>
      Norm <data value=${norm}>${formatSignificant(norm, 3)}</data>; on ${n} test photos
      ${
        isDead(facts)
          ? html`<strong class="flag">dead: nowhere above zero</strong>`
          : html`mean activation ${formatSignificant(mean, 3)}, largest
            ${formatSignificant(most, 3)}, above zero on ${living} of them`
      }${
        nearest
          ? html`. ${
              isTwin(facts) ? html`<strong class="flag">A twin of</strong>` : html`Most like`
            }
              <button type="button" class="bare" @click=${() => this.#choose(nearest.filter)}>
                ${nearest.filter}
              </button>
              (cosine ${formatDecimals(nearest.cosine, 3)}).`
          : '.'
      }
    </p>`;
  }

  /** The lab, with this filter on its way over the photo. */
  #renderLabLink(shown: number) {
    const layer = this.network.layers.find(({ name }) => name === this.layer);
    if (layer?.kind !== 'conv2d') return nothing;
    const { photo, run, snapshot } = this;
    const isOwn = photo?.key.startsWith('own-');
    const address = labAddress({
      ...{ run: run.id, layer, filter: shown, epoch: snapshot.epoch },
      photo: isOwn ? photo?.key : this.settings.photos[0],
    });
    return html`<p><a href=${address}>See it slide over ${photo?.name ?? 'a photo'} in the lab</a></p>`;
  }

  #renderKernel(shown: number) {
    const { shape, kernel } = this;
    const own = this.settings.scale === 'map';
    const filter = filterTensor(kernel, JSON.stringify([shape, shown]));
    const range = own ? weightRange(filter.values) : layerRange(kernel);
    const picture = filterPicture(filter, shape, range, this.settings.palette);
    const size = pictureSize(shape);
    const zoom = Math.max(1, Math.floor(SIDE / Math.max(size.height, size.width)));
    const isConvolution = kernel.shape.length === 4;
    const channels = isConvolution && shape.depth <= 3;
    const values = shape.height * shape.width * shape.depth;
    return html`<figure class="kernel">
      <div class="row">
        <filter-sheet
          .pictures=${[picture]}
          .order=${[0]}
          .chosen=${-1}
          .zoom=${zoom}
          .columns=${1}
          .label=${`Weights of ${this.layer} ${shown}`}
        ></filter-sheet>
        ${
          channels
            ? html`<map-frames
                .tensor=${filter}
                .ranges=${[range]}
                .palette=${this.settings.palette}
                .columns=${1}
                .zoom=${Math.floor(CHANNEL_SIDE / shape.height)}
                .label=${`Weights of ${this.layer} ${shown} by channel`}
              ></map-frames>`
            : nothing
        }
        ${isConvolution && values <= MOST_NUMBERS ? renderNumbers(filter) : nothing}
      </div>
      <figcaption>
        ${shape.height} × ${shape.width} × ${shape.depth} weights${shape.isColoured ? ', as a colour, grey is zero' : ''}${channels ? '; red, green, blue' : ''}
        <br /><colour-key .range=${range} .palette=${this.settings.palette}></colour-key>
        <save-pictures
          .what=${`${this.layer} ${shown}`}
          .pictures=${[weightsFile(this, `${this.layer} ${shown}`, { picture, filter })]}
        ></save-pictures>
      </figcaption>
    </figure>`;
  }

  #renderBest() {
    const facts = this.facts?.[this.filter];
    const { drawn } = this;
    if (!facts || !drawn) return nothing;
    const shown = activationBehind(
      this.network.layers,
      this.network.layers.findIndex(({ name }) => name === this.layer),
    ).name;
    const isMap = this.kernel.shape.length === 4;
    const living = facts.best.filter(({ value }) => value > 0);
    if (living.length === 0) return nothing;
    return html`<figure>
      <ol class="best">
        ${living.map(({ photo, value, y, x }) => {
          const field = receptiveFields(this.network, shown, { y, x }).get(PHOTO)!;
          const name = drawn.photos[photo].path.split('/').at(-1)!;
          return html`<li>
            <map-frames
              .tensor=${drawnPhoto(drawn, photo)}
              .ranges=${WHOLE_RANGE}
              .coloured=${true}
              .columns=${1}
              .zoom=${Math.max(1, Math.floor(64 / drawn.shape[0]))}
              .outlines=${isMap ? [{ frame: 0, field } satisfies Outline] : []}
              .label=${`${name}: ${formatSignificant(value, 3)}${isMap ? ` at row ${y}, column ${x}` : ''}`}
            ></map-frames>
            <data value=${value}>${formatSignificant(value, 3)}</data>
          </li>`;
        })}
      </ol>
      <figcaption>
        Test photos that excite it most${isMap ? ', with the place outlined' : ''}; ${shown}
        ${drawn.isUnseen ? '' : html`<br />(this run trained on its test photos)`}
      </figcaption>
    </figure>`;
  }

  #choose(filter: number): void {
    this.dispatchEvent(new CustomEvent('choose', { detail: filter }));
  }
}

const layerRange = remember((kernel: Tensor) => weightRange(kernel.values));
const filterTensor = remember((kernel: Tensor, key: string) => {
  const [shape, filter] = JSON.parse(key) as [FilterShape, number];
  return filterOf(kernel, filter, shape);
});
const drawnPixels = remember((pixels: Uint8Array, key: string) => {
  const [photo, bytes] = key.split(' ').map(Number);
  return pixels.slice(photo * bytes, (photo + 1) * bytes);
});

function drawnPhoto({ pixels, shape }: DrawnPhotos, photo: number): Tensor {
  const bytes = shape[0] * shape[1] * shape[2];
  return photoTensor(drawnPixels(pixels, `${photo} ${bytes}`), shape);
}

customElements.define('microscope-filter', MicroscopeFilter);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-filter': MicroscopeFilter;
  }
}
