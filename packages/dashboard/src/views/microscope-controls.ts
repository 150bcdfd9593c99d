import { css, html, LitElement, nothing } from 'lit';
import type { Choice } from '../elements/one-of.js';
import { epochText } from '../format/epoch.js';
import { FLAT_LOOKS, type FlatLook } from '../inside/flat-picture.js';
import type { ShiftWay } from '../inside/shift-photos.js';
import { MediaQuery, NARROW } from '../lab/media-query.js';
import {
  BESIDES,
  type Beside,
  FRAME_ZOOMS,
  type MicroscopeState,
  type ScaleScope,
} from '../state/microscope-route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import '../elements/one-of.js';

const SCOPES: readonly { readonly value: ScaleScope; readonly label: string }[] = [
  { value: 'map', label: 'Map' },
  { value: 'layer', label: 'Layer' },
  { value: 'epochs', label: 'All epochs' },
];
const FILTER_SCOPES: readonly { readonly value: ScaleScope; readonly label: string }[] = [
  { value: 'map', label: 'Filter' },
  { value: 'layer', label: 'Layer' },
];
const PALETTES = [
  { value: 'colour', label: 'Colour' },
  { value: 'grey', label: 'Grey' },
];
const ZOOMS = FRAME_ZOOMS.map((zoom) => ({ value: String(zoom), label: `${zoom}×` }));
const LOOKS = [
  { value: 'cells', label: 'Cells' },
  { value: 'picture', label: 'Picture' },
] satisfies readonly { value: FlatLook; label: string }[];
const ALONE = 'alone';
const COMPARISONS: readonly { readonly value: Beside | typeof ALONE; readonly label: string }[] = [
  { value: ALONE, label: 'Alone' },
  { value: 'side', label: 'Side by side' },
  { value: 'difference', label: 'Difference' },
  { value: 'blink', label: 'Blink' },
];
const WAYS: readonly { readonly value: ShiftWay; readonly label: string }[] = [
  { value: 'across', label: 'Right' },
  { value: 'down', label: 'Down' },
];
const COUNTS = [100, 200, 400, 1000, 2000];

/**
 * What can be set of the microscope, as far as it bears on what is looked at.
 * @fires settings - CustomEvent<Partial<MicroscopeState>>: what changes.
 */
export class MicroscopeControls extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host,
      .choices {
        display: flex;
        align-items: center;
        flex-wrap: wrap;
        gap: 8px 16px;
        min-width: 0;
      }
      details {
        flex: 1;
      }
      summary {
        display: list-item;
        min-height: 44px;
        line-height: 44px;
        cursor: pointer;
        color: var(--ink-soft);
      }
      label {
        display: inline-flex;
        align-items: center;
        gap: 8px;
        color: var(--ink-soft);
      }
      select,
      input {
        color: var(--ink);
      }
      input[type='number'] {
        font: inherit;
        width: 8ch;
        min-height: 32px;
        padding: 0 6px;
        background: var(--raised);
        border: 1px solid var(--edge);
        border-radius: var(--radius);
      }
      @media (pointer: coarse), (max-width: 760px) {
        input[type='number'] {
          min-height: 44px;
          font-size: 1rem;
        }
      }
    `,
  ];

  static override properties = {
    settings: { attribute: false },
    usualFlat: {},
    classes: { attribute: false },
    epochs: { attribute: false },
    runs: { attribute: false },
  };

  declare settings: MicroscopeState;
  /** How flat outputs are drawn unless asked otherwise. */
  declare usualFlat: FlatLook;
  declare classes: readonly string[];
  /** Epochs that maps can be put beside. */
  declare epochs: readonly number[];
  /** Runs that maps can be put beside, by id and name. */
  declare runs: readonly { readonly id: string; readonly name: string }[];

  /** On a phone the choices would stand between the photos and their maps: they are folded away. */
  readonly #narrow = new MediaQuery(this, NARROW);

  protected override render() {
    if (!this.#narrow.matches) return this.#renderChoices();
    return html`<details>
      <summary>How it is shown</summary>
      <div class="choices">${this.#renderChoices()}</div>
    </details>`;
  }

  #renderChoices() {
    const { see } = this.settings;
    const colours = this.#choices('Colours', PALETTES, this.settings.palette, (palette) => ({
      palette: palette === 'grey' ? 'grey' : 'colour',
    }));
    switch (see) {
      case 'maps':
        return html`${this.#renderScale(SCOPES)} ${colours}
        ${this.#choices('Size', ZOOMS, String(this.settings.zoom), (zoom) => ({ zoom: Number(zoom) }))}
        ${this.#choices('Units', LOOKS, this.settings.flat ?? this.usualFlat, (flat) => ({
          flat: FLAT_LOOKS.find((one) => one === flat),
        }))}
        ${this.#renderBeside()}`;
      case 'filters':
        return html`${this.#renderScale(FILTER_SCOPES)} ${colours}`;
      case 'reasons':
        return html`${this.#renderTarget()} ${this.#renderPatch()} ${colours}`;
      case 'shift':
        return this.#renderShift();
    }
  }

  #renderScale(scopes: readonly Choice[]) {
    const { scale } = this.settings;
    const value = scopes.some((scope) => scope.value === scale) ? scale : 'layer';
    return this.#choices('Scale', scopes, value, (chosen) => ({ scale: chosen as ScaleScope }));
  }

  #renderBeside() {
    const { beside, against } = this.settings;
    return html`${this.#choices('Compared', COMPARISONS, beside ?? ALONE, (value) => ({
      beside: BESIDES.find((one) => one === value),
    }))}
    ${
      beside
        ? html`<label
            >with
            <select
              aria-label="Compared with"
              @change=${(event: Event) => {
                const { value } = event.target as HTMLSelectElement;
                this.#set({ against: value === '0' ? undefined : value });
              }}
            >
              ${this.epochs.map(
                (epoch) => html`<option
                  value=${epoch}
                  ?selected=${(against ?? '0') === String(epoch)}
                >
                  ${epoch === 0 ? 'random weights (epoch 0)' : `epoch ${epochText(epoch)}`}
                </option>`,
              )}
              ${this.runs.map(
                ({ id, name }) =>
                  html`<option value="run:${id}" ?selected=${against === `run:${id}`}>${name}</option>`,
              )}
            </select>
          </label>`
        : nothing
    }`;
  }

  #renderTarget() {
    const { target } = this.settings;
    return html`<label
      >For
      <select
        aria-label="Class that reasons are sought for"
        @change=${(event: Event) => {
          const { selectedIndex } = event.target as HTMLSelectElement;
          this.#set({ target: selectedIndex === 0 ? undefined : selectedIndex - 1 });
        }}
      >
        <option ?selected=${target === undefined}>what the network says</option>
        ${this.classes.map((name, i) => html`<option ?selected=${target === i}>${name}</option>`)}
      </select>
    </label>`;
  }

  #renderPatch() {
    const { patch } = this.settings;
    const parts = [
      { label: 'Patch', least: 1, most: 32 },
      { label: 'Stride', least: 1, most: 16 },
      { label: 'Grey', least: 0, most: 255 },
    ];
    return parts.map(
      ({ label, least, most }, i) => html`<label
        >${label}
        <input
          type="number"
          min=${least}
          max=${most}
          .value=${String(patch[i])}
          @change=${(event: Event) => {
            const field = event.target as HTMLInputElement;
            const value = Math.max(least, Math.min(most, Math.round(Number(field.value))));
            field.value = String(value);
            const [side, stride, grey] = patch.with(i, value);
            this.#set({ patch: [side, stride, grey] });
          }}
        />
      </label>`,
    );
  }

  #renderShift() {
    const { way, shifted } = this.settings;
    const counts = COUNTS.includes(shifted) ? COUNTS : [...COUNTS, shifted].sort((a, b) => a - b);
    return html`${this.#choices('Shifted', WAYS, way, (value) => ({ way: value as ShiftWay }))}
      <label
        >Test photos
        <select
          aria-label="Test photos that are shifted"
          @change=${(event: Event) =>
            this.#set({ shifted: Number((event.target as HTMLSelectElement).value) })}
        >
          ${counts.map((n) => html`<option ?selected=${n === shifted}>${n}</option>`)}
        </select>
      </label>`;
  }

  #choices(
    legend: string,
    all: readonly Choice[],
    value: string,
    change: (value: string) => Partial<MicroscopeState>,
  ) {
    return html`<one-of
      show-legend
      .legend=${legend}
      .choices=${all}
      .value=${value}
      @choose=${(event: CustomEvent<string>) => this.#set(change(event.detail))}
    ></one-of>`;
  }

  #set(change: Partial<MicroscopeState>): void {
    this.dispatchEvent(new CustomEvent('settings', { detail: change }));
  }
}

customElements.define('microscope-controls', MicroscopeControls);

declare global {
  interface HTMLElementTagNameMap {
    'microscope-controls': MicroscopeControls;
  }
}
