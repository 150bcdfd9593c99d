import type { Layer, Network, Tensor } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Outline } from '../elements/map-frames.js';
import { epochText } from '../format/epoch.js';
import { formatCount, formatDecimals, formatSignificant } from '../format/number.js';
import { joinRanges, rangeOf, type ValueRange } from '../inside/colour-scale.js';
import type { FlatLook } from '../inside/flat-picture.js';
import { columnsFor, type FramePlace } from '../inside/frames.js';
import type { KnownMaps, PhotoMaps } from '../inside/network-maps.js';
import { type LayerOutline, outlinesOf } from '../inside/outlines.js';
import { photoTensor, WHOLE_RANGE } from '../inside/photo-tensor.js';
import { PHOTO } from '../inside/receptive-field.js';
import { remember } from '../inside/remember.js';
import {
  rangesByMap,
  type ShownTensor,
  shownLayers,
  shownTensor,
  unitAt,
  usualFlatLook,
} from '../inside/shown-layers.js';
import type { RunLook } from '../runs/look.js';
import type { MicroscopeState } from '../state/microscope-route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { microscopePanelStyles } from './microscope-panel-styles.js';
import '../elements/class-bars.js';
import '../elements/colour-key.js';
import '../elements/map-frames.js';
import '../elements/run-mark.js';

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

/** A value of a layer that is pointed at, or pinned. */
export interface PointedValue {
  readonly photo: string;
  readonly layer: string;
  readonly y: number;
  readonly x: number;
  readonly channel: number;
}

/** Side of a photo or a map at zoom 1. */
const FRAME = 32;
/** Frames are not wider than this in a row. */
const MOST_WIDTH = 544;
/** A flat output of so many units is drawn larger: it has but one frame. */
const MANY_UNITS = 64;
const NONE: readonly Outline[] = [];
const NO_FRAMES: ReadonlySet<number> = new Set();

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
    photos: { attribute: false },
    settings: { attribute: false },
    pointed: { attribute: false },
    isPinned: { type: Boolean },
    isDifference: { type: Boolean },
    besides: {},
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
      </header>
      ${this.photos.map((photo) => keyed(photo.key, this.#renderRow(photo)))}
    </section>`;
  }

  #renderRow(photo: PanelPhoto) {
    const { maps, problem } = photo.known;
    const outlines = this.#outlines(photo);
    return html`<div class="row">
      <figure>
        <map-frames
          .tensor=${photoTensor(photo.pixels, this.network.input)}
          .ranges=${WHOLE_RANGE}
          .coloured=${true}
          .columns=${1}
          .zoom=${this.#zoomOf(this.network.input[0])}
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
      return html`<figure class="answer">
        <class-bars
          .classes=${this.run.classes}
          .probabilities=${tensor.values}
          .label=${photo.label}
        ></class-bars>
        <figcaption>${layer.name}: softmax</figcaption>
      </figure>`;
    }
    const { flat, scale, palette } = this.settings;
    const shown = drawnAs(tensor, flat ?? usualFlatLook(this.network));
    const ranges =
      scale === 'map' && !shown.coloured
        ? mapRanges(shown.tensor)
        : this.#layerRanges(layer, photo, tensor);
    const whole = joinRanges(ranges);
    const [height, width, channels] = shown.tensor.shape;
    const isFlat = tensor.shape.length === 1 && tensor.shape[0] >= MANY_UNITS;
    const zoom = this.#zoomOf(Math.max(height, width)) * (isFlat ? 2 : 1);
    const frames = shown.coloured ? 1 : channels;
    const still =
      isRelu(layer) && tensor.shape.length === 3 && !this.isDifference
        ? stillMaps(tensor)
        : NO_FRAMES;
    return html`<figure>
      <map-frames
        .tensor=${shown.tensor}
        .ranges=${ranges}
        .palette=${palette}
        .coloured=${shown.coloured}
        .columns=${columnsFor(frames, width * zoom + 2, this.room)}
        .zoom=${zoom}
        .marked=${still}
        .outlines=${tensor.shape.length === 3 ? outlinesIn(outlines, layer.name) : this.#unitOutline(layer, photo, tensor, shown)}
        .place=${this.#pinnedPlace(layer, photo, shown)}
        .label=${describe(layer, photo, tensor, whole)}
        @point=${(event: CustomEvent<FramePlace | null>) =>
          this.#tell(layer, photo, { tensor, shown, place: event.detail, pin: false })}
        @pin=${(event: CustomEvent<FramePlace>) =>
          this.#tell(layer, photo, { tensor, shown, place: event.detail, pin: true })}
      ></map-frames>
      <figcaption>
        ${layer.name} ${sizes(tensor)}
        ${
          shown.coloured
            ? html`<br />as ${height} × ${width} × 3${shown.leftOut > 0 ? `, ${shown.leftOut} units left out` : ''}`
            : nothing
        }
        ${isRelu(layer) && tensor.shape.length === 3 && !this.isDifference ? html`<br />${still.size > 0 ? html`<span class="still">▪ ${still.size} all zero here</span>` : 'none all zero here'}` : nothing}
        <br /><colour-key .range=${whole} .palette=${shown.coloured ? 'grey' : palette}></colour-key>
      </figcaption>
    </figure>`;
  }

  #layerRanges(layer: Layer, photo: PanelPhoto, tensor: Tensor): readonly ValueRange[] {
    if (this.settings.scale !== 'epochs') return layerRange(tensor);
    const others = photo.others.map((maps) => maps.get(layer.name)!);
    const known = [tensor, ...others].flatMap((one) => layerRange(one));
    return sameRange(tensor, joinRanges(known));
  }

  /** Pixels a value, so that a map of any size is as large as a photo. */
  #zoomOf(side: number): number {
    return Math.max(1, Math.floor((FRAME * this.settings.zoom) / side));
  }

  #outlines(photo: PanelPhoto): ReadonlyMap<string, LayerOutline> {
    const { pointed } = this;
    if (pointed?.photo !== photo.key) return new Map();
    return outlinesOf(this.network, pointed.layer, pointed);
  }

  #unitOutline(
    layer: Layer,
    photo: PanelPhoto,
    tensor: Tensor,
    { tensor: drawn, coloured }: ShownTensor,
  ): readonly Outline[] {
    const { pointed } = this;
    if (pointed?.photo !== photo.key || pointed.layer !== layer.name || tensor.shape.length === 3) {
      return NONE;
    }
    const pixel = coloured ? Math.floor(pointed.channel / 3) : pointed.channel;
    const y = Math.floor(pixel / drawn.shape[1]);
    const x = pixel % drawn.shape[1];
    return [{ frame: 0, field: { top: y, bottom: y, left: x, right: x } }];
  }

  #pinnedPlace(layer: Layer, photo: PanelPhoto, { tensor }: ShownTensor): FramePlace | undefined {
    const { pointed } = this;
    if (!this.isPinned || pointed?.photo !== photo.key || pointed.layer !== layer.name)
      return undefined;
    return tensor.shape.length === 3
      ? { frame: pointed.channel, y: pointed.y, x: pointed.x }
      : undefined;
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

const drawnAs = remember((tensor: Tensor, look: string) => shownTensor(tensor, look as FlatLook));
const mapRanges = remember((tensor: Tensor) => rangesByMap(tensor));
const layerRange = remember((tensor: Tensor) => [rangeOf(tensor.values)]);
const stillMaps = remember(zeroMaps);
const rangeLists = remember((_tensor: Tensor, range: string): readonly ValueRange[] => {
  const [from, to] = range.split(',').map(Number);
  return [{ from, to }];
});

function sameRange(tensor: Tensor, { from, to }: ValueRange): readonly ValueRange[] {
  return rangeLists(tensor, `${from},${to}`);
}

function outlinesIn(
  outlines: ReadonlyMap<string, LayerOutline>,
  layer: string,
): readonly Outline[] {
  const outline = outlines.get(layer);
  return outline ? [outline] : NONE;
}

/** How much each class's probability differs. */
function renderDifferences(classes: readonly string[], { values }: Tensor) {
  return html`<figure class="answer">
    <dl>
      ${classes.map(
        (name, i) => html`<dt>${name}</dt>
          <dd>${values[i] > 0 ? '+' : ''}${formatDecimals(values[i], 4)}</dd>`,
      )}
    </dl>
    <figcaption>difference of the probabilities</figcaption>
  </figure>`;
}

function isRelu(layer: Layer): boolean {
  return layer.kind === 'activation' && layer.activation === 'relu';
}

/** Maps that are zero everywhere. */
function zeroMaps({ shape, values }: Tensor): ReadonlySet<number> {
  const channels = shape[2];
  const living = new Set<number>();
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) living.add(i % channels);
  return new Set(Array.from({ length: channels }, (_, i) => i).filter((i) => !living.has(i)));
}

function sizes({ shape }: Tensor): string {
  return shape.length === 3 ? `${shape[2]} of ${shape[0]} × ${shape[1]}` : `${shape[0]} units`;
}

function describe(layer: Layer, photo: PanelPhoto, tensor: Tensor, range: ValueRange): string {
  const from = formatSignificant(range.from, 3);
  return `${layer.name} of ${photo.name}: ${sizes(tensor)}, from ${from} to ${formatSignificant(range.to, 3)}`;
}

customElements.define('microscope-panel', MicroscopePanel);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-panel': MicroscopePanel;
  }
}
