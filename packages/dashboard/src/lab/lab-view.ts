import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { ownPhotos } from '../inside/inside-page.js';
import { runPhotos } from '../inside/run-photos.js';
import { navigation, store } from '../page.js';
import { PhotoIntake } from '../predict/photo-intake.js';
import type { RunLook } from '../runs/look.js';
import { Observe } from '../state/observe.js';
import type { ToolRoute } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { outputOf } from './bench-pictures.js';
import { type BenchWork, filterWork, ownWork } from './bench-work.js';
import { nameOfKernel } from './kernels.js';
import { knownLayer, layerAtWork } from './known-layer.js';
import { benchFiles } from './lab-files.js';
import { microscopeAddress } from './lab-link.js';
import { type LabPhoto, labPhoto } from './lab-photo.js';
import { formatLab, type LabState, parseLab } from './lab-state.js';
import { labStyles } from './lab-styles.js';
import { type LabSubject, labSubject } from './lab-subject.js';
import type { KnownLayer } from './layer-at-work.js';
import { MediaQuery, NARROW } from './media-query.js';
import { slideFits } from './slide.js';
import { optionWords } from './words.js';
import '../elements/copy-button.js';
import '../elements/photo-picker.js';
import '../elements/plain-notice.js';
import './convolution-proof.js';
import './lab-bench.js';
import './lab-controls.js';
import './photo-choice.js';
import './save-plates.js';

/** Browsers refuse more than some hundred addresses in half a minute, which a drag would ask for. */
const ADDRESS_MS = 300;

/** A kernel slides over a photo: the products, their sum, and the output as it grows. And what a run's filter does. */
export class LabView extends LitElement {
  static override styles = [base, controls, labStyles];

  static override properties = {
    route: { attribute: false },
    looks: { attribute: false },
    ahead: { state: true },
    isOpen: { state: true },
  };

  /** What the address asks for. */
  declare route: ToolRoute;
  declare looks: ReadonlyMap<string, RunLook>;
  /** What is shown already, and comes into the address in a moment. */
  declare private ahead: LabState | undefined;
  /** The sheet of options is. */
  declare private isOpen: boolean;

  #lastAddress = 0;
  #later: ReturnType<typeof setTimeout> | undefined;
  readonly #narrow = new MediaQuery(this, NARROW);
  readonly #intake = new PhotoIntake(this, ({ key }) => this.#go({ source: 'own', own: key }));

  constructor() {
    super();
    this.isOpen = false;
    new Observe(this, store, runPhotos, ownPhotos, layerAtWork);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#later);
    this.ahead = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Back, or a link: what was on its way into the address is not wanted any more.
    if (changed.has('route')) {
      clearTimeout(this.#later);
      this.ahead = undefined;
    }
    const { run } = this.#state;
    if (run !== undefined) store.want([run]);
  }

  protected override render() {
    const subject = labSubject(this.#state, this.route.selected);
    const state = withPhotoThatIsThere(this.#state, subject);
    const photo = labPhoto(state, subject.photos, subject.run);
    const known = knownLayer(subject, photo);
    const work = workOf(state, subject, photo, known);
    const choose = (event: CustomEvent<Partial<LabState>>) => this.#go(event.detail);
    return html`<div class=${this.#intake.isDropping ? 'dropping' : ''}>
      <div class="head">
        <h1>Convolution lab</h1>
        ${this.#narrow.matches ? nothing : this.#renderOut(state, subject, photo, work)}
      </div>
      ${this.#narrow.matches ? this.#renderSheet(state, subject, choose) : this.#renderOptions(state, subject, choose)}
      ${
        subject.photos
          ? html`<photo-picker
              .run=${subject.photos.id}
              .classes=${subject.photos === subject.row ? (subject.run?.classes ?? []) : []}
              .most=${1}
              .chosen=${state.photo === undefined ? [] : [state.photo]}
              @photos=${(event: CustomEvent<readonly number[]>) => this.#go({ photo: event.detail.at(-1) })}
            ></photo-picker>`
          : nothing
      }
      ${
        typeof work === 'string'
          ? html`<p class="soft waits" role="status">${work}</p>`
          : html`<lab-bench .work=${work} .state=${state} @choose=${choose}></lab-bench>`
      }
      ${this.#narrow.matches ? this.#renderOut(state, subject, photo, work) : nothing}
      <section aria-labelledby="proof">
        <h2 id="proof">Does this network convolve or correlate?</h2>
        <convolution-proof
          .subject=${subject}
          .checked=${known?.checked}
          .photo=${typeof photo === 'string' ? undefined : photo.name}
          .link=${microscopeAddress(subject, photo)}
          .trouble=${subject.trouble ?? (typeof photo === 'string' ? photo : known?.problem)}
          @choose=${choose}
        ></convolution-proof>
      </section>
    </div>`;
  }

  /** Ways out of the lab: files, a link to it, and the microscope. */
  #renderOut(
    state: LabState,
    subject: LabSubject,
    photo: LabPhoto | string,
    work: BenchWork | string,
  ) {
    if (typeof work === 'string') return nothing;
    const [{ length: width }] = outputOf(work.slide);
    const at = [Math.floor(state.place / width), state.place % width] as const;
    const look = work.own && microscopeAddress(subject, photo, at);
    return html`<div class="out">
      ${look ? html`<a href=${look}>This value in the microscope</a>` : nothing}
      <copy-button title=${state.source === 'own' ? 'Your photo is not in it: it stays in this page' : ''}>Copy link</copy-button>
      <save-plates what="photo, kernel and output" .saved=${benchFiles(work, state)}></save-plates>
    </div>`;
  }

  /** One strip, and all there is to choose in a sheet below, so that the pictures stay in sight above it. */
  #renderSheet(
    state: LabState,
    subject: LabSubject,
    choose: (event: CustomEvent<Partial<LabState>>) => void,
  ) {
    return html`<button type="button" class="strip" aria-haspopup="dialog" @click=${this.#openSheet}>
        <span>Kernel, photo, options</span>
        <span class="soft">${optionWords(state, kernelName(state, subject))}</span>
      </button>
      <dialog
        aria-label="Kernel, photo, options"
        @click=${this.#closeOutside}
        @close=${() => {
          this.isOpen = false;
        }}
      >
        <div class="sheet">
          <div class="foot">
            <h2>Kernel, photo, options</h2>
            <button type="button" @click=${this.#closeSheet}>Done</button>
          </div>
          <div class="body">${this.#renderOptions(state, subject, choose)}</div>
        </div>
      </dialog>
      ${this.isOpen ? nothing : problemsOf(this.#intake.problems)}`;
  }

  #renderOptions(
    state: LabState,
    subject: LabSubject,
    choose: (event: CustomEvent<Partial<LabState>>) => void,
  ) {
    return html`<lab-controls
        .state=${state}
        .subject=${subject}
        .withSpeed=${this.#narrow.matches}
        @choose=${choose}
      ><photo-choice
        .state=${state}
        .owns=${ownPhotos.photos}
        .hasSet=${subject.photos !== undefined}
        @choose=${choose}
        @files=${(event: CustomEvent<HTMLInputElement>) => this.#intake.takeFrom(event.detail)}
        @pick=${() => this.renderRoot.querySelector('photo-picker')?.show()}
      ></photo-choice></lab-controls>
      ${!this.#narrow.matches || this.isOpen ? problemsOf(this.#intake.problems) : nothing}`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  #openSheet(): void {
    this.renderRoot.querySelector('lab-bench')?.scrollIntoView({ block: 'start' });
    this.#dialog?.showModal();
    this.isOpen = true;
  }

  #closeSheet(): void {
    this.#dialog?.close();
  }

  /** A click on what is behind lands on the dialog itself, not on anything in it. */
  #closeOutside(event: MouseEvent): void {
    if (event.target === event.currentTarget) this.#closeSheet();
  }

  get #state(): LabState {
    return this.ahead ?? parseLab(this.route.query);
  }

  #go(change: Partial<LabState>): void {
    this.ahead = { ...this.#state, ...change };
    clearTimeout(this.#later);
    const wait = this.#lastAddress + ADDRESS_MS - performance.now();
    if (wait <= 0) this.#writeAddress();
    else this.#later = setTimeout(() => this.#writeAddress(), wait);
  }

  #writeAddress(): void {
    if (!this.ahead) return;
    this.#lastAddress = performance.now();
    navigation.go({ ...this.route, query: formatLab(this.ahead) }, { replace: true });
  }
}

/** Where no run has photos there is a drawing, so that something slides. */
function withPhotoThatIsThere(state: LabState, { photos }: LabSubject): LabState {
  return store.loaded && !photos && state.source === 'set'
    ? { ...state, source: 'drawing' }
    : state;
}

function problemsOf(problems: readonly string[]) {
  return problems.map((words) => html`<plain-notice role="alert">${words}</plain-notice>`);
}

function kernelName({ isFilter, kernel }: LabState, { run, layer, filter }: LabSubject): string {
  return isFilter
    ? `${run?.name ?? ''} ${layer?.name ?? ''} ${filter}`
    : (nameOfKernel(kernel) ?? 'Own numbers');
}

/** What lies on the bench, or why there is nothing. */
function workOf(
  state: LabState,
  subject: LabSubject,
  photo: LabPhoto | string,
  known: KnownLayer | undefined,
): BenchWork | string {
  const work = state.isFilter
    ? filterWork(state, subject, photo, known)
    : ownWork(state, photo, kernelName(state, subject));
  return typeof work === 'string' || slideFits(work.slide)
    ? work
    : 'The kernel is larger than what it slides over, so with “Valid” it has no place. Choose “Same”.';
}

customElements.define('lab-view', LabView);

declare global {
  interface HTMLElementTagNameMap {
    'lab-view': LabView;
  }
}
