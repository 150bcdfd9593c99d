import type { Tensor } from '@peasy/core';
import { css, html, LitElement, nothing } from 'lit';
import { blobOf, csvOf } from '../compare/save-files.js';
import { npyOf, type TensorAxis, tensorRows } from '../inside/tensor-files.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { saveButtons } from '../styles/save-buttons.js';
import { saveFile } from './save-file.js';

/** Numbers behind a picture. */
export interface SavedNumbers {
  readonly tensor: Tensor;
  readonly axes: readonly TensorAxis[];
}

/** Something that can be saved; made when it is asked for. */
export interface SavedPicture {
  /** As it is chosen by: "ConvLayer1". */
  readonly label: string;
  /** Of the files, without an ending. */
  readonly name: string;
  readonly picture: () => HTMLCanvasElement;
  /** undefined: it is a picture only. */
  readonly numbers: (() => SavedNumbers) | undefined;
}

/** Saves one of several pictures as PNG, in the pixels that are shown, and its numbers as CSV and .npy. */
export class SavePictures extends LitElement {
  static override styles = [
    base,
    controls,
    saveButtons,
    css`
      :host {
        align-items: center;
      }
      select {
        max-width: 20ch;
        min-height: 24px;
        font-size: 0.75rem;
      }
      @media (pointer: coarse), (max-width: 760px) {
        button.bare,
        select {
          min-height: 44px;
        }
        button.bare {
          padding: 0 8px;
        }
      }
    `,
  ];

  static override properties = {
    what: {},
    pictures: { attribute: false },
    chosen: { state: true },
  };

  /** What all of them are of, for the names of controls: "cnn". */
  declare what: string;
  declare pictures: readonly SavedPicture[];
  declare private chosen: number;

  constructor() {
    super();
    this.chosen = 0;
  }

  protected override render() {
    const { pictures, what } = this;
    if (pictures.length === 0) return nothing;
    const shown = this.#shown;
    const formats = shown.numbers ? ['PNG', 'CSV', 'NPY'] : ['PNG'];
    return html`${
      pictures.length === 1
        ? nothing
        : html`<select
            aria-label="What to save of ${what}"
            @change=${(event: Event) => {
              this.chosen = (event.target as HTMLSelectElement).selectedIndex;
            }}
          >
            ${pictures.map((one) => html`<option ?selected=${one === shown}>${one.label}</option>`)}
          </select>`
    }
    ${formats.map(
      (format) => html`<button
        type="button"
        class="bare"
        aria-label="Save ${shown.label} of ${what} as ${format}"
        title="Save ${shown.label} as ${format}"
        @click=${() => this.#save(format)}
      >
        ${format}
      </button>`,
    )}`;
  }

  get #shown(): SavedPicture {
    return this.pictures[Math.min(this.chosen, this.pictures.length - 1)];
  }

  async #save(format: string): Promise<void> {
    const { name, picture, numbers } = this.#shown;
    const file = `${name.replaceAll(/[^\w.-]+/g, '-')}.${format.toLowerCase()}`;
    if (format === 'PNG' || !numbers) return saveFile(file, await blobOf(picture()));
    const { tensor, axes } = numbers();
    const content =
      format === 'CSV'
        ? new Blob([csvOf(tensorRows(tensor, axes))], { type: 'text/csv' })
        : new Blob([npyOf(tensor)], { type: 'application/octet-stream' });
    saveFile(file, content);
  }
}

customElements.define('save-pictures', SavePictures);

declare global {
  interface HTMLElementTagNameMap {
    'save-pictures': SavePictures;
  }
}
