import type { Network, Tensor } from '@peasy/core';
import type { RunDetail, SnapshotRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Outline } from '../elements/map-frames.js';
import { epochText } from '../format/epoch.js';
import { formatDecimals, formatSignificant } from '../format/number.js';
import { rangeOf } from '../inside/colour-scale.js';
import type { FramePlace } from '../inside/frames.js';
import { answers, studies } from '../inside/inside-page.js';
import type { ReasonsAnswer } from '../inside/network-calls.js';
import type { OcclusionAnswer } from '../inside/occlusion.js';
import { photoTensor, WHOLE_RANGE } from '../inside/photo-tensor.js';
import { remember } from '../inside/remember.js';
import type { RunLook } from '../runs/look.js';
import type { MicroscopeState } from '../state/microscope-route.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { stripFile } from './filter-files.js';
import { microscopePanelStyles } from './microscope-panel-styles.js';
import type { PanelPhoto } from './panel-photo.js';
import '../elements/class-bars.js';
import '../elements/colour-key.js';
import '../elements/map-frames.js';
import '../elements/run-mark.js';
import '../elements/save-pictures.js';

/** Side of a photo and of its maps, in pixels. */
const SIDE = 128;

/** A patch that is pointed at, on one photo. */
interface PointedPatch {
  readonly photo: string;
  readonly row: number;
  readonly column: number;
}

/** Why a run's network says what it says of photos: saliency, occlusion, Grad-CAM. */
export class MicroscopeReasons extends LitElement {
  static override styles = [base, microscopePanelStyles];

  static override properties = {
    run: { attribute: false },
    network: { attribute: false },
    look: { attribute: false },
    snapshot: { attribute: false },
    photos: { attribute: false },
    settings: { attribute: false },
    pointed: { state: true },
  };

  declare run: RunDetail;
  declare network: Network;
  declare look: RunLook | undefined;
  declare snapshot: SnapshotRow;
  declare photos: readonly PanelPhoto[];
  declare settings: MicroscopeState;
  declare private pointed: PointedPatch | undefined;

  constructor() {
    super();
    new Observe(this, answers);
  }

  protected override render() {
    const { run, snapshot } = this;
    return html`<section aria-label="Reasons of ${run.name}">
      <header>
        <run-mark .look=${this.look}></run-mark>
        <h2>${run.name}</h2>
        <p class="soft">
          after ${snapshot.epoch === 0 ? 'no training: random weights' : `epoch ${epochText(snapshot.epoch)}`}
        </p>
      </header>
      ${this.photos.map((photo) => keyed(photo.key, this.#renderRow(photo)))}
    </section>`;
  }

  #renderRow(photo: PanelPhoto) {
    const probabilities = photo.known.maps?.get(this.network.layers.at(-1)!.name)?.values;
    if (!probabilities) {
      return html`<p class=${photo.known.problem ? 'problem' : 'soft'} role="status">
        ${photo.known.problem ?? 'Computing…'}
      </p>`;
    }
    const said = probabilities.indexOf(Math.max(...probabilities));
    const { target } = this.settings;
    const label = target !== undefined && target < this.run.classes.length ? target : said;
    const key = `${this.snapshot.id} ${photo.key} ${label}`;
    const where = `${this.run.id} ${photo.key}`;
    const of = { network: this.network, snapshot: this.snapshot.id };
    const [side, stride, grey] = this.settings.patch;
    const reasons = answers.standing<ReasonsAnswer>(`why ${where}`, `why ${key}`, () =>
      studies.reasons(of, photo.pixels, label),
    );
    const occlusion = answers.standing<OcclusionAnswer>(
      `hidden ${where}`,
      `hidden ${key} ${this.settings.patch.join()}`,
      () => studies.occlusion(of, photo.pixels, label, { side, stride, grey }),
    );
    const problem = reasons.problem ?? occlusion.problem;
    return html`<div class="row">
      ${this.#renderPhoto(photo, occlusion.value)}
      <figure class="answer">
        <class-bars
          .classes=${this.run.classes}
          .probabilities=${probabilities}
          .label=${photo.label}
        ></class-bars>
        <figcaption>What speaks for ${this.run.classes[label]}</figcaption>
      </figure>
      ${problem ? html`<p class="problem" role="status">${problem.message}</p>` : nothing}
      ${reasons.value ? this.#renderSaliency(photo, reasons.value, label) : nothing}
      ${occlusion.value ? this.#renderOcclusion(photo, occlusion.value, label) : nothing}
      ${reasons.value ? this.#renderGradCam(photo, reasons.value, label) : nothing}
    </div>`;
  }

  #renderPhoto(photo: PanelPhoto, occlusion: OcclusionAnswer | undefined) {
    const { pointed } = this;
    const [height, width] = this.network.input;
    const [side] = this.settings.patch;
    const outlines: Outline[] = [];
    if (pointed?.photo === photo.key && occlusion) {
      const top = occlusion.tops[pointed.row] ?? 0;
      const left = occlusion.lefts[pointed.column] ?? 0;
      outlines.push({
        frame: 0,
        field: {
          top: Math.max(0, top),
          left: Math.max(0, left),
          bottom: Math.min(height, top + side) - 1,
          right: Math.min(width, left + side) - 1,
        },
      });
    }
    return html`<figure>
      <map-frames
        .tensor=${photoTensor(photo.pixels, this.network.input)}
        .ranges=${WHOLE_RANGE}
        .coloured=${true}
        .columns=${1}
        .zoom=${zoomOf(height)}
        .outlines=${outlines}
        .label=${`Photo ${photo.name}`}
      ></map-frames>
      <figcaption>
        ${photo.name}${photo.label >= 0 ? html`<br />${this.run.classes[photo.label]}` : nothing}
        ${photo.trained ? html`<br /><span class="seen">trained on</span>` : nothing}
      </figcaption>
    </figure>`;
  }

  #renderSaliency(photo: PanelPhoto, { saliency }: ReasonsAnswer, label: number) {
    const name = this.run.classes[label];
    return html`<figure>
      ${this.#renderMap(saliency.map, `Saliency of ${photo.name} for ${name}`, zoomOf(saliency.map.shape[0]))}
      <figcaption>
        Saliency: gradient × input of ${name}'s logit
        (<data class="logit" value=${saliency.logit}>${formatSignificant(saliency.logit, 3)}</data>),
        by a backward pass
        <br />${this.#renderKey(saliency.map, photo, 'saliency')}
      </figcaption>
    </figure>`;
  }

  #renderOcclusion(photo: PanelPhoto, answer: OcclusionAnswer, label: number) {
    const [side, stride, grey] = this.settings.patch;
    const name = this.run.classes[label];
    const losses = lossesOf(answer.probabilities, String(answer.whole));
    return html`<figure>
      ${this.#renderMap(
        losses,
        `Occlusion of ${photo.name} for ${name}`,
        Math.max(1, Math.floor(SIDE / losses.shape[0])),
        (place) => {
          this.pointed = place && { photo: photo.key, row: place.y, column: place.x };
        },
      )}
      <figcaption>
        Occlusion: what P(${name}) loses under a grey ${side} × ${side} patch (${grey} of 255), every
        ${stride} pixels
        <br />${this.#renderKey(losses, photo, 'occlusion')}
        <br />${this.#renderPointed(photo, answer, name)}
      </figcaption>
    </figure>`;
  }

  #renderPointed(photo: PanelPhoto, answer: OcclusionAnswer, name: string) {
    const { pointed } = this;
    if (pointed?.photo !== photo.key) {
      return html`<span class="soft">Point at a place for its numbers.</span>`;
    }
    const { shape, values } = answer.probabilities;
    const value = values[pointed.row * shape[1] + pointed.column];
    return html`<span>Patch at row ${answer.tops[pointed.row]}, column ${answer.lefts[pointed.column]}:
      P(${name}) <data class="whole" value=${answer.whole}>${formatDecimals(answer.whole, 4)}</data> →
      <data class="hidden" value=${value}>${formatDecimals(value, 4)}</data></span>`;
  }

  #renderGradCam(photo: PanelPhoto, { gradCam }: ReasonsAnswer, label: number) {
    if (!gradCam) {
      return html`<p class="soft none">
        Grad-CAM has no meaning here: a dense network has no maps, so none of its units has a place
        in the photo.
      </p>`;
    }
    const name = this.run.classes[label];
    const { map, layer } = gradCam;
    return html`<figure>
      ${this.#renderMap(map, `Grad-CAM of ${photo.name} for ${name}`, zoomOf(map.shape[0]))}
      <figcaption>
        Grad-CAM: ${layer}'s maps weighed by the logit's gradient, above zero
        <br />${this.#renderKey(map, photo, 'Grad-CAM')}
      </figcaption>
    </figure>`;
  }

  #renderMap(
    tensor: Tensor,
    label: string,
    zoom: number,
    point?: (place: FramePlace | undefined) => void,
  ) {
    const range = tensorRange(tensor);
    return html`<map-frames
      .tensor=${tensor}
      .ranges=${range}
      .palette=${this.settings.palette}
      .columns=${1}
      .zoom=${zoom}
      .label=${`${label}, from ${formatSignificant(range[0].from, 3)} to ${formatSignificant(range[0].to, 3)}`}
      @point=${(event: CustomEvent<FramePlace | null>) => point?.(event.detail ?? undefined)}
    ></map-frames>`;
  }

  /** A map's scale, and its files. */
  #renderKey(tensor: Tensor, { name }: PanelPhoto, label: string) {
    const { palette } = this.settings;
    const [range] = tensorRange(tensor);
    const what = { title: name, label, axis: 'photo' };
    const file = stripFile(this, what, [{ word: name, tensor }], {
      range,
      palette,
      coloured: false,
    });
    return html`<colour-key .range=${range} .palette=${palette}></colour-key>
      <save-pictures .what=${name} .pictures=${[file]}></save-pictures>`;
  }
}

function zoomOf(side: number): number {
  return Math.max(1, Math.floor(SIDE / side));
}

const tensorRange = remember((tensor: Tensor) => [rangeOf(tensor.values)]);
const lossesOf = remember(({ shape, values }: Tensor, whole: string): Tensor => {
  return { shape, values: Float32Array.from(values, (value) => Number(whole) - value) };
});

customElements.define('microscope-reasons', MicroscopeReasons);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-reasons': MicroscopeReasons;
  }
}
