import { type CheckedLayer, mapOf } from '@peasy/core';
import { html, LitElement, nothing } from 'lit';
import { networks, ownPhotos } from '../inside/inside-page.js';
import { remember } from '../inside/remember.js';
import { runPhotos } from '../inside/run-photos.js';
import { navigation, store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import type { ToolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { choicesOf } from './control-parts.js';
import { FIRST_DRAWING } from './drawing.js';
import type { BenchWork } from './lab-bench.js';
import { channelNames } from './lab-controls.js';
import { type LabPhoto, labPhoto } from './lab-photo.js';
import { formatLab, type LabState, type PhotoSource, parseLab } from './lab-state.js';
import { labStyles } from './lab-styles.js';
import { type LabSubject, labSubject } from './lab-subject.js';
import { type KnownLayer, LayerAtWork } from './layer-at-work.js';
import { planeOf } from './planes.js';
import { type Slide, slideFits } from './slide.js';
import '../elements/photo-picker.js';
import '../elements/plain-notice.js';
import './convolution-proof.js';
import './drawing-pad.js';
import './lab-bench.js';

const layerAtWork = new LayerAtWork(networks);

/** A kernel slides over a photo: the products, their sum, and the output as it grows. And what a run's filter does. */
export class LabView extends LitElement {
  static override styles = [base, controls, labStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    problem: { state: true },
  };

  /** What the address asks for. */
  declare route: ToolRoute;
  declare looks: ReadonlyMap<string, RunLook>;
  /** Why a photo of one's own could not be read. */
  declare private problem: string | undefined;

  constructor() {
    super();
    new Observe(this, store, runPhotos, ownPhotos, layerAtWork);
  }

  protected override willUpdate(): void {
    const { run } = this.#state;
    if (run !== undefined) store.want([run]);
  }

  protected override render() {
    const state = this.#state;
    const subject = labSubject(state, this.route.selected);
    const photo = labPhoto(state, subject.photos, subject.run);
    const known = knownLayer(subject, photo);
    const choose = (event: CustomEvent<Partial<LabState>>) => this.#go(event.detail);
    return html`<h1>Convolution lab</h1>
      <lab-controls .state=${state} .subject=${subject} @choose=${choose}></lab-controls>
      ${this.#renderPhotoChoice(state, subject)}
      ${this.problem ? html`<plain-notice role="alert">${this.problem}</plain-notice>` : nothing}
      ${this.#renderBench(state, subject, photo, known, choose)}
      <section aria-labelledby="proof">
        <h2 id="proof">Does this network convolve or correlate?</h2>
        <convolution-proof
          .subject=${subject}
          .checked=${known?.checked}
          .photo=${typeof photo === 'string' ? undefined : photo.name}
          .trouble=${subject.trouble ?? (typeof photo === 'string' ? photo : known?.problem)}
          @choose=${choose}
        ></convolution-proof>
      </section>`;
  }

  #renderPhotoChoice(state: LabState, { photos, row, run }: LabSubject) {
    return html`<div class="bar">
        ${choicesOf<PhotoSource>(
          'Photo',
          [
            ['set', 'From the set'],
            ['own', 'Own'],
            ['drawing', 'Drawn'],
          ],
          state.source,
          (source) => this.#go({ source }),
        )}
        ${
          state.source === 'set' && photos
            ? html`<button type="button" @click=${() => this.renderRoot.querySelector('photo-picker')?.show()}>
                Choose a photo
              </button>`
            : nothing
        }
        ${
          state.source === 'own'
            ? html`<label class="button own"
                >Choose a file<input type="file" accept="image/*" aria-label="Own photo" @change=${this.#own}
              /></label>`
            : nothing
        }
      </div>
      ${
        state.source === 'drawing'
          ? html`<drawing-pad
              .drawing=${state.drawing ?? FIRST_DRAWING}
              @draw=${(event: CustomEvent<LabState['drawing']>) => this.#go({ drawing: event.detail })}
            ></drawing-pad>`
          : nothing
      }
      ${
        photos
          ? html`<photo-picker
              .run=${photos.id}
              .classes=${photos === row ? (run?.classes ?? []) : []}
              .most=${1}
              .chosen=${state.photo === undefined ? [] : [state.photo]}
              @photos=${(event: CustomEvent<readonly number[]>) => this.#go({ photo: event.detail.at(-1) })}
            ></photo-picker>`
          : nothing
      }`;
  }

  #renderBench(
    state: LabState,
    subject: LabSubject,
    photo: LabPhoto | string,
    known: KnownLayer | undefined,
    choose: (event: CustomEvent<Partial<LabState>>) => void,
  ) {
    const work = state.isFilter ? filterWork(state, subject, known) : ownWork(state, photo);
    if (typeof work === 'string') return html`<p class="soft waits" role="status">${work}</p>`;
    if (!slideFits(work.slide)) {
      return html`<p class="soft waits" role="status">
        The kernel is larger than what it slides over, so with “Valid” it has no place. Choose “Same”.
      </p>`;
    }
    return html`<lab-bench .work=${work} .state=${state} @choose=${choose}></lab-bench>`;
  }

  get #state(): LabState {
    return parseLab(this.route.query);
  }

  async #own(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    try {
      await ownPhotos.add(file, file.name);
      this.problem = undefined;
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  #go(change: Partial<LabState>): void {
    const query = formatLab({ ...this.#state, ...change });
    navigation.go({ ...this.route, query }, { replace: true });
  }
}

function knownLayer(
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

/** A kernel of one's own over a plane of the photo. */
function ownWork(state: LabState, photo: LabPhoto | string): BenchWork | string {
  if (typeof photo === 'string') return photo;
  const slide: Slide = {
    inputs: [planeOnce(photo, state.plane)],
    kernels: [state.kernel],
    ...{ bias: 0, placement: 'scipy' },
    ...howItSlides(state),
  };
  const title = `${photo.name}, ${state.plane}`;
  return { slide, isPhoto: true, names: [], title, own: undefined };
}

/** A run's filter over what its layer reads. */
function filterWork(
  state: LabState,
  subject: LabSubject,
  known: KnownLayer | undefined,
): BenchWork | string {
  const checked = known?.checked;
  if (!checked) return subject.trouble ?? known?.problem ?? 'Computing…';
  const { layer, input, bias } = checked;
  const { filter } = subject;
  const all = Array.from({ length: input.shape[2] }, (_, i) => i);
  const channels =
    state.channel === undefined ? all : [Math.min(state.channel, input.shape[2] - 1)];
  const slide: Slide = {
    inputs: channels.map((channel) => inputOnce(checked, String(channel))),
    kernels: channels.map((channel) => kernelOf(checked, channel, filter)),
    bias: state.channel === undefined ? (bias?.values[filter] ?? 0) : 0,
    placement: 'layer',
    ...howItSlides(state),
  };
  const isAsLayer =
    state.channel === undefined &&
    !state.flips &&
    state.padding === layer.padding &&
    state.boundary === 'fill' &&
    state.stride === (layer.strides ?? 1);
  const names = channelNames(subject);
  const isPhoto = subject.run?.network?.layers[0].name === layer.name;
  const what = channels.length === 1 ? `, ${(names[channels[0]] ?? '').toLowerCase()}` : '';
  const title = isPhoto ? `The photo${what}` : `What ${layer.name} reads${what}`;
  const own = isAsLayer ? mapOf(checked.output, filter) : undefined;
  return { slide, isPhoto, names: channels.map((channel) => names[channel] ?? ''), title, own };
}

function howItSlides({ flips, padding, boundary, stride }: LabState) {
  return { flips, padding, boundary, stride };
}

const planeOnce = remember((photo: LabPhoto, plane) =>
  planeOf(photo.pixels, photo.shape, plane as LabState['plane']),
);
const inputOnce = remember((checked: CheckedLayer, channel) =>
  mapOf(checked.input, Number(channel)),
);

function kernelOf({ kernel }: CheckedLayer, channel: number, filter: number): number[][] {
  const [size, , channels, filters] = kernel.shape;
  return Array.from({ length: size }, (_, y) =>
    Array.from(
      { length: size },
      (__, x) => kernel.values[((y * size + x) * channels + channel) * filters + filter],
    ),
  );
}

customElements.define('lab-view', LabView);

declare global {
  interface HTMLElementTagNameMap {
    'lab-view': LabView;
  }
}
