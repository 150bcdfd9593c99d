import type { PhotoList, PhotoRole, PhotoRow } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { fetchPhotos, fetchPixels } from '../api/photos.js';
import { countOf } from '../format/number.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import './one-of.js';
import './photo-thumb.js';

/** Photos on one sheet. */
const SHEET = 60;
const ROLES: readonly { readonly value: PhotoRole; readonly label: string }[] = [
  { value: 'test', label: 'Test' },
  { value: 'validation', label: 'Validation' },
  { value: 'train', label: 'Training' },
];

/**
 * A contact sheet of a run's photos in a dialog, to choose some from.
 * @fires photos - CustomEvent<readonly number[]>: places of the chosen photos in their set.
 */
export class PhotoPicker extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      dialog {
        width: min(920px, calc(100vw - 24px));
        max-height: calc(100vh - 48px);
        padding: 16px;
        border: 1px solid var(--edge);
        border-radius: var(--radius);
        background: var(--raised);
        color: inherit;
      }
      dialog::backdrop {
        background: rgb(0 0 0 / 45%);
      }
      .head,
      .foot {
        display: flex;
        align-items: center;
        gap: 10px;
        flex-wrap: wrap;
      }
      .foot {
        margin-top: 12px;
      }
      .foot p {
        margin-right: auto;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(72px, 1fr));
        gap: 6px;
        margin-top: 12px;
        max-height: 58vh;
        overflow-y: auto;
      }
      li button {
        width: 100%;
        min-height: 0;
        padding: 3px;
        flex-direction: column;
        gap: 2px;
        font-weight: 400;
        font-size: 0.6875rem;
        border-color: transparent;
        background: none;
        overflow: hidden;
      }
      li button[aria-pressed='true'] {
        border-color: var(--accent);
        color: var(--accent);
      }
    `,
  ];

  static override properties = {
    run: {},
    classes: { attribute: false },
    chosen: { attribute: false },
    most: { type: Number },
    list: { state: true },
    pixels: { state: true },
    problem: { state: true },
  };

  /** Whose photos. */
  declare run: string;
  declare classes: readonly string[];
  declare chosen: readonly number[];
  /** How many may be chosen. */
  declare most: number;
  declare private list: PhotoList | undefined;
  declare private pixels: Uint8Array | undefined;
  declare private problem: string | undefined;

  #role: PhotoRole = 'test';
  #label = -1;
  #offset = 0;

  constructor() {
    super();
    this.classes = [];
    this.chosen = [];
    this.most = 4;
  }

  /** Opens the sheet. */
  show(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
    void this.#load();
  }

  protected override render() {
    const { list } = this;
    const classes = ['Every class', ...this.classes];
    return html`<dialog aria-label="Choose photos">
      <div class="head">
        <h2>Choose ${this.most === 1 ? 'a photo' : `up to ${this.most} photos`}</h2>
        <one-of
          legend="Photos of"
          .choices=${ROLES}
          .value=${this.#role}
          @choose=${(event: CustomEvent<PhotoRole>) => this.#turn({ role: event.detail })}
        ></one-of>
        <select
          aria-label="Class"
          @change=${(event: Event) =>
            this.#turn({ label: (event.target as HTMLSelectElement).selectedIndex - 1 })}
        >
          ${classes.map((name) => html`<option>${name}</option>`)}
        </select>
      </div>
      ${this.problem ? html`<p role="alert">${this.problem}</p>` : nothing}
      <ul>
        ${list?.photos.map((photo, i) => this.#renderPhoto(photo, i, list))}
      </ul>
      <div class="foot">
        <p class="soft" role="status">${list ? this.#words(list) : 'Reading the photos…'}</p>
        <button type="button" ?disabled=${this.#offset === 0} @click=${() => this.#page(-SHEET)}>
          Before
        </button>
        <button
          type="button"
          ?disabled=${!list || this.#offset + SHEET >= list.total}
          @click=${() => this.#page(SHEET)}
        >
          Next
        </button>
        <button type="button" @click=${() => this.renderRoot.querySelector('dialog')?.close()}>
          Done
        </button>
      </div>
    </dialog>`;
  }

  #renderPhoto(photo: PhotoRow, i: number, { shape }: PhotoList) {
    const bytes = shape[0] * shape[1] * shape[2];
    return html`<li>
      <button
        type="button"
        aria-pressed=${this.chosen.includes(photo.index)}
        title=${photo.path}
        @click=${() => this.#choose(photo.index)}
      >
        <photo-thumb
          .pixels=${this.pixels?.subarray(i * bytes, (i + 1) * bytes)}
          .shape=${shape}
          .zoom=${2}
        ></photo-thumb>
        ${photo.path.split('/').at(-1)}
      </button>
    </li>`;
  }

  #words({ total, isSame }: PhotoList): string {
    const last = Math.min(total, this.#offset + SHEET);
    const shown =
      total === 0 ? 'No such photo' : `${this.#offset + 1}–${last} of ${countOf(total, 'photo')}`;
    return isSame ? shown : `${shown}; some photos of the run are not there any more`;
  }

  #choose(index: number): void {
    const without = this.chosen.filter((one) => one !== index);
    this.chosen =
      without.length < this.chosen.length ? without : [...without, index].slice(-this.most);
    this.dispatchEvent(new CustomEvent('photos', { detail: this.chosen }));
  }

  #turn(to: { readonly role?: PhotoRole; readonly label?: number }): void {
    this.#role = to.role ?? this.#role;
    this.#label = to.label ?? this.#label;
    this.#offset = 0;
    void this.#load();
  }

  #page(by: number): void {
    this.#offset = Math.max(0, this.#offset + by);
    void this.#load();
  }

  async #load(): Promise<void> {
    try {
      const list = await fetchPhotos(this.run, {
        role: this.#role,
        ...(this.#label >= 0 && { label: this.#label }),
        offset: this.#offset,
        limit: SHEET,
      });
      const indices = list.photos.map(({ index }) => index);
      this.pixels = indices.length > 0 ? (await fetchPixels(this.run, indices)).pixels : undefined;
      this.list = list;
      this.problem = undefined;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.requestUpdate();
  }
}

customElements.define('photo-picker', PhotoPicker);

declare global {
  interface HTMLElementTagNameMap {
    'photo-picker': PhotoPicker;
  }
}
