import type { SnapshotRow } from '@peasy/tracker/api';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { networkMaps, ownPhotos, slideTiming } from '../inside/inside-page.js';
import { runPhotos } from '../inside/run-photos.js';
import { snapshotAlong, type TimeAxis } from '../inside/time-axis.js';
import { store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import type { MicroscopeState } from '../state/microscope-route.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { Blink } from './blink.js';
import { differenceOf, type Reference, referenceOf } from './map-reference.js';
import type { PointedPhoto } from './microscope-loupe.js';
import { type Subject, subjectOf } from './network-subjects.js';
import type { PanelPhoto, PointedValue } from './panel-photo.js';
import { panelPhotos } from './panel-photos.js';
import { Walk } from './walk.js';
import './microscope-loupe.js';
import './microscope-panel.js';

/** A value that is pointed at or pinned, and where. */
interface Pointed {
  readonly run: string;
  readonly value: PointedValue;
  /** It is one of those that stand beside. */
  readonly isReference?: boolean;
}

/** A panel: whose maps, at which snapshot, of which photos. */
interface Shown {
  readonly subject: Subject;
  readonly snapshot: SnapshotRow;
  readonly photos: readonly PanelPhoto[];
  readonly words: string;
}

/**
 * Runs' maps at one place of the slider, alone or with those that they are compared with.
 * @fires pin - CustomEvent<readonly string[] | undefined>: the value that is to stay, as the address has it.
 */
export class MicroscopeMaps extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 500px), 1fr));
        gap: 0 28px;
      }
      .swap {
        margin-top: 12px;
      }
    `,
  ];

  static override properties = {
    subjects: { attribute: false },
    place: { type: Number },
    axis: {},
    places: { attribute: false },
    settings: { attribute: false },
    looks: { attribute: false },
    hovered: { state: true },
  };

  declare subjects: readonly Subject[];
  /** Of the slider. */
  declare place: number;
  declare axis: TimeAxis;
  /** Of the photos in the set of the first run, or why there are none. */
  declare places: readonly number[] | string;
  declare settings: MicroscopeState;
  declare looks: ReadonlyMap<string, RunLook>;
  declare private hovered: Pointed | undefined;

  readonly #blink = new Blink(this);
  readonly #walk = new Walk(this);
  /** Photos as they were drawn last, by run. */
  readonly #shown = new Map<string, Shown>();

  constructor() {
    super();
    new Observe(this, networkMaps, runPhotos, ownPhotos);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#escape);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#escape);
  }

  protected override willUpdate(): void {
    this.#blink.set(this.settings.beside === 'blink');
    this.#shown.clear();
  }

  protected override render() {
    const panels = this.subjects.map((subject) => this.#renderSubject(subject));
    const pointed = this.#pointed;
    return html`${this.#blink.renderSwap()} ${panels}
      <microscope-loupe
        .value=${pointed?.value}
        .of=${pointed && this.#photoOf(pointed)}
        .isPinned=${this.hovered === undefined}
        @release=${() => this.#pin(undefined)}
      ></microscope-loupe>
      ${this.#walk.render(this.#shown)}`;
  }

  protected override updated(_changed: PropertyValues): void {
    if (slideTiming.isOpen && this.#isComplete()) void this.#endSlide();
  }

  /** Whether the maps on show are those of the slider's place. */
  #isComplete(): boolean {
    return [...this.#shown.values()].every(({ snapshot, photos }) =>
      photos.every(({ known }) => known.snapshot === snapshot.id),
    );
  }

  async #endSlide(): Promise<void> {
    const panels = [...this.renderRoot.querySelectorAll('microscope-panel')];
    await Promise.all(panels.map((panel) => panel.updateComplete));
    slideTiming.end();
  }

  #renderSubject(subject: Subject) {
    const { beside, against } = this.settings;
    const { place, axis } = this;
    const snapshot = snapshotAlong(subject, place, axis);
    const photos = this.#photosAt(subject, snapshot, '');
    if (typeof photos === 'string') {
      return html`<p class="soft" role="status">${subject.run.name}: ${photos}</p>`;
    }
    const own: Shown = { subject, snapshot, photos, words: '' };
    this.#shown.set(subject.run.id, own);
    const reference = beside && referenceOf(subject, against, { place, axis }, subjectById);
    const other = reference && this.#referenceShown(subject, reference);
    if (!beside || !reference || !other) return this.#renderPanel(own, subject);
    switch (beside) {
      case 'side':
        return html`<div class="pair">
          ${this.#renderPanel(other, subject)} ${this.#renderPanel(own, subject)}
        </div>`;
      case 'difference': {
        const differences = photos.map((photo, i) => differenceOf(photo, other.photos[i]));
        const less = { ...own, photos: differences, words: `less ${reference.words}` };
        return this.#renderPanel(less, subject, true);
      }
      case 'blink':
        return this.#blink.isOther
          ? this.#renderPanel(other, subject)
          : this.#renderPanel({ ...own, words: `blinks with ${reference.words}` }, subject);
    }
  }

  #referenceShown(owner: Subject, { subject, snapshot }: Reference): Shown | undefined {
    const photos = this.#photosAt(subject, snapshot, ' beside');
    if (typeof photos === 'string') return undefined;
    const shown: Shown = { subject, snapshot, photos, words: 'to compare with' };
    this.#shown.set(`${owner.run.id} beside`, shown);
    return shown;
  }

  #photosAt(subject: Subject, snapshot: SnapshotRow, place: string) {
    const allEpochs = this.settings.scale === 'epochs';
    return panelPhotos(subject, snapshot, this.places, { place, allEpochs });
  }

  /** @param owner the run that a panel stands for: its own, or the one that it is the reference of. */
  #renderPanel({ subject, snapshot, photos, words }: Shown, owner: Subject, isDifference = false) {
    const pointed = this.#pointed;
    const isReference = words === 'to compare with';
    const isPointed = pointed?.run === owner.run.id;
    const own = { subject, photos };
    return html`<microscope-panel
      .run=${subject.run}
      .network=${subject.network}
      .look=${this.looks.get(subject.run.id)}
      .snapshot=${snapshot}
      .photos=${photos}
      .besides=${words}
      .isDifference=${isDifference}
      .settings=${this.settings}
      .canWalk=${!isReference && !isDifference}
      .stop=${isReference ? undefined : this.#walk.stopIn(owner.run.id, own)}
      .pointed=${isPointed ? pointed.value : this.#walk.valueIn(owner.run.id, own)}
      .isPinned=${this.hovered === undefined}
      @walk=${() => this.#walk.begin(owner.run.id)}
      @value=${(event: CustomEvent<{ value: PointedValue | null; pin: boolean }>) => {
        const { value, pin } = event.detail;
        if (pin && value) this.#pin({ run: owner.run.id, value });
        else this.hovered = value ? { run: owner.run.id, value, isReference } : undefined;
      }}
    ></microscope-panel>`;
  }

  get #pointed(): Pointed | undefined {
    if (this.hovered) return this.hovered;
    const { pin } = this.settings;
    if (!pin) return undefined;
    const [run, photo, layer] = pin.map(decodeURIComponent);
    const [channel, y, x] = pin.slice(3).map(Number);
    return { run, value: { photo, layer, channel, y, x } };
  }

  #photoOf({ run, value, isReference }: Pointed): PointedPhoto | undefined {
    const shown = this.#shown.get(isReference ? `${run} beside` : run);
    const photo = shown?.photos.find(({ key }) => key === value.photo);
    return shown && photo && { subject: shown.subject, photo };
  }

  #pin(pointed: Pointed | undefined): void {
    this.hovered = undefined;
    let detail: readonly string[] | undefined;
    if (pointed) {
      const { photo, layer, channel, y, x } = pointed.value;
      detail = [pointed.run, photo, layer, String(channel), String(y), String(x)];
    }
    this.dispatchEvent(new CustomEvent('pin', { detail }));
  }

  readonly #escape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.settings.pin) this.#pin(undefined);
  };
}

function subjectById(id: string): Subject | undefined {
  const row = store.runs.find((run) => run.id === id);
  const subject = row && subjectOf(row);
  return typeof subject === 'object' ? subject : undefined;
}

customElements.define('microscope-maps', MicroscopeMaps);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-maps': MicroscopeMaps;
  }
}
