import type { Layer, Network, Tensor } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { epochText } from '../format/epoch.js';
import { formatCount } from '../format/number.js';
import type { FramePlace } from '../inside/frames.js';
import type { PhotoMaps } from '../inside/network-maps.js';
import { type LayerOutline, outlinesOf } from '../inside/outlines.js';
import { photoTensor, WHOLE_RANGE } from '../inside/photo-tensor.js';
import { PHOTO } from '../inside/receptive-field.js';
import { type ShownTensor, shownLayers, unitAt } from '../inside/shown-layers.js';
import type { RunLook } from '../runs/look.js';
import type { MicroscopeState } from '../state/microscope-route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import {
  describeFrames,
  framePlace,
  outlinesIn,
  renderCaption,
  renderDifferences,
  unitOutline,
} from './layer-figure.js';
import { layerFrames, type PanelLook, zoomOf } from './layer-frames.js';
import { microscopePanelStyles } from './microscope-panel-styles.js';
import { panelFiles } from './panel-files.js';
import { type PanelPhoto, type PointedValue, samePhotos } from './panel-photo.js';
import type { Stop } from './walk.js';
import '../elements/class-bars.js';
import '../elements/colour-key.js';
import '../elements/map-frames.js';
import '../elements/run-mark.js';
import '../elements/save-pictures.js';

export type { PanelPhoto, PointedValue } from './panel-photo.js';

/** Frames are not wider than this in a row. */
const MOST_WIDTH = 544;

/**
 * One run under the microscope: a row a photo, a block a layer.
 * @fires value - CustomEvent<{ value: PointedValue | null, pin: boolean }>
 */
export class MicroscopePanel extends LitElement {
  static override styles = [base, controls, microscopePanelStyles];

  static override properties = {
    run: { attribute: false },
    network: { attribute: false },
    look: { attribute: false },
    snapshot: { attribute: false },
    photos: {
      attribute: false,
      hasChanged: (now: readonly PanelPhoto[], before?: readonly PanelPhoto[]) =>
        !samePhotos(now, before),
    },
    settings: { attribute: false },
    pointed: { attribute: false },
    isPinned: { type: Boolean },
    isDifference: { type: Boolean },
    besides: {},
    canWalk: { type: Boolean },
    stop: { attribute: false },
    room: { state: true },
  };

  declare run: RunDetail;
  declare network: Network;
  declare look: RunLook | undefined;
  /** The snapshot that the epoch falls on. */
  declare snapshot: SnapshotRow;
  declare photos: readonly PanelPhoto[];
  declare settings: MicroscopeState;
  /** The value that is outlined in this panel. */
  declare pointed: PointedValue | undefined;
  declare isPinned: boolean;
  /** The maps are differences from others'. */
  declare isDifference: boolean;
  /** What the maps are the differences from, or stand beside, in words. */
  declare besides: string;
  /** Whether it offers a walk through its network. */
  declare canWalk: boolean;
  /** Where the walk is, as far as it is in this panel. */
  declare stop: Stop | undefined;
  /** Width that a block may have. */
  declare private room: number;

  readonly #observer = new ResizeObserver(([entry]) => {
    this.room = Math.min(MOST_WIDTH, entry.contentRect.width);
  });

  constructor() {
    super();
    this.room = MOST_WIDTH;
    this.isDifference = false;
    this.besides = '';
    this.canWalk = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  /** Its maps are drawn when it is done. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isDone = await super.getUpdateComplete();
    const frames = [...this.renderRoot.querySelectorAll('map-frames')];
    await Promise.all(frames.map((one) => one.updateComplete));
    return isDone;
  }

  protected override render() {
    const { run, snapshot } = this;
    return html`<section aria-label="Inside ${run.name}${this.besides && `, ${this.besides}`}">
      <header>
        <run-mark .look=${this.look}></run-mark>
        <h2>${run.name}</h2>
        <p class="soft">
          after ${snapshot.epoch === 0 ? 'no training: random weights' : `epoch ${epochText(snapshot.epoch)}`},
          ${formatCount(run.parameters ?? 0)} parameters${this.besides ? html`; <strong>${this.besides}</strong>` : nothing}
        </p>
        ${
          this.canWalk
            ? html`<button
                type="button"
                class="bare"
                @click=${() => this.dispatchEvent(new CustomEvent('walk'))}
              >
                Walk through
              </button>`
            : nothing
        }
        <save-pictures
          .what=${run.name}
          .pictures=${this.#files}
        ></save-pictures>
      </header>
      ${this.photos.map((photo) => keyed(photo.key, this.#renderRow(photo)))}
    </section>`;
  }

  get #drawing(): PanelLook {
    const { network, settings, room, isDifference } = this;
    return { network, settings, room, isDifference };
  }

  get #files() {
    const { run, snapshot, photos, besides } = this;
    return panelFiles({ ...this.#drawing, run, snapshot, photos, besides, element: this });
  }

  #renderRow(photo: PanelPhoto) {
    const { maps, problem } = photo.known;
    const outlines = this.#outlines(photo);
    return html`<div class="row">
      <figure class=${this.#stopClass(photo, PHOTO)}>
        <map-frames
          .tensor=${photoTensor(photo.pixels, this.network.input)}
          .ranges=${WHOLE_RANGE}
          .coloured=${true}
          .columns=${1}
          .zoom=${zoomOf(this.network.input[0], this.settings)}
          .outlines=${outlinesIn(outlines, PHOTO)}
          .label=${`Photo ${photo.name}`}
        ></map-frames>
        <figcaption>
          ${photo.name}${photo.label >= 0 ? html`<br />${this.run.classes[photo.label]}` : nothing}
          ${photo.trained ? html`<br /><span class="seen">trained on</span>` : nothing}
        </figcaption>
      </figure>
      ${
        maps
          ? shownLayers(this.network).map((layer) =>
              this.#renderLayer(layer, photo, maps, outlines),
            )
          : html`<p class=${problem ? 'problem' : 'soft'} role="status">${problem ?? 'Computing…'}</p>`
      }
    </div>`;
  }

  #renderLayer(
    layer: Layer,
    photo: PanelPhoto,
    maps: PhotoMaps,
    outlines: ReadonlyMap<string, LayerOutline>,
  ) {
    const tensor = maps.get(layer.name)!;
    if (layer.name === this.network.layers.at(-1)?.name) {
      if (this.isDifference) return renderDifferences(this.run.classes, tensor);
      return html`<figure class="answer ${this.#stopClass(photo, layer.name)}">
        <class-bars
          .classes=${this.run.classes}
          .probabilities=${tensor.values}
          .label=${photo.label}
        ></class-bars>
        <figcaption>${layer.name}: softmax</figcaption>
      </figure>`;
    }
    const { palette } = this.settings;
    const frames = layerFrames(layer, photo, tensor, this.#drawing);
    const { shown, ranges, whole, zoom, columns, still } = frames;
    const pointed = this.#pointedIn(layer, photo);
    return html`<figure class=${this.#stopClass(photo, layer.name)}>
      <map-frames
        .tensor=${shown.tensor}
        .ranges=${ranges}
        .palette=${palette}
        .coloured=${shown.coloured}
        .columns=${columns}
        .zoom=${zoom}
        .marked=${still}
        .outlines=${tensor.shape.length === 3 ? outlinesIn(outlines, layer.name) : unitOutline(pointed, shown)}
        .place=${this.isPinned ? framePlace(pointed, tensor) : undefined}
        .label=${describeFrames(layer, photo.name, tensor, whole)}
        @point=${(event: CustomEvent<FramePlace | null>) =>
          this.#tell(layer, photo, { tensor, shown, place: event.detail, pin: false })}
        @pin=${(event: CustomEvent<FramePlace>) =>
          this.#tell(layer, photo, { tensor, shown, place: event.detail, pin: true })}
      ></map-frames>
      ${renderCaption(layer, frames, palette)}
    </figure>`;
  }

  #stopClass(photo: PanelPhoto, layer: string): string {
    return this.stop?.photo === photo.key && this.stop.layer === layer ? 'stop' : '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('stop');
    if (!this.stop || this.stop.layer === before?.layer) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const stop = this.renderRoot.querySelector('.stop');
    stop?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' });
  }

  #outlines(photo: PanelPhoto): ReadonlyMap<string, LayerOutline> {
    const { pointed } = this;
    if (pointed?.photo !== photo.key) return new Map();
    return outlinesOf(this.network, pointed.layer, pointed);
  }

  #pointedIn(layer: Layer, photo: PanelPhoto): PointedValue | undefined {
    const { pointed } = this;
    return pointed?.photo === photo.key && pointed.layer === layer.name ? pointed : undefined;
  }

  #tell(
    layer: Layer,
    photo: PanelPhoto,
    at: {
      readonly tensor: Tensor;
      readonly shown: ShownTensor;
      readonly place: FramePlace | null;
      readonly pin: boolean;
    },
  ): void {
    const unit = at.place && unitAt(at.tensor, at.shown, at.place);
    const value = unit ? { photo: photo.key, layer: layer.name, ...unit } : null;
    this.dispatchEvent(new CustomEvent('value', { detail: { value, pin: at.pin } }));
  }
}

customElements.define('microscope-panel', MicroscopePanel);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-panel': MicroscopePanel;
  }
}
