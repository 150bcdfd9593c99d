import { css, html, LitElement, nothing } from 'lit';
import { csvOf, pngOf } from '../compare/save-files.js';
import { saveFile } from '../elements/save-file.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { saveButtons } from '../styles/save-buttons.js';
import { drawPlates, type Plate } from './plates.js';

/** What can be saved of a view: each is made when it is asked for. */
export interface Saved {
  /** Of the files, without an ending. */
  readonly name: string;
  readonly heading: string;
  readonly plates: () => readonly Plate[];
  /** The numbers, the head first. */
  readonly rows: () => readonly (readonly string[])[];
  /** The numbers with what they are of. */
  readonly json?: () => unknown;
}

/** Saves what is shown: its pictures as PNG and SVG, its numbers as CSV and JSON. */
export class SavePlates extends LitElement {
  static override styles = [
    base,
    controls,
    saveButtons,
    css`
      @media (pointer: coarse), (max-width: 760px) {
        button.bare {
          min-height: 44px;
          padding: 0 8px;
        }
      }
    `,
  ];

  static override properties = { what: {}, saved: { attribute: false }, problem: { state: true } };

  /** In words, for the names of the buttons. */
  declare what: string;
  declare saved: Saved;
  declare private problem: string | undefined;

  protected override render() {
    const formats = ['PNG', 'SVG', 'CSV', ...(this.saved.json ? ['JSON'] : [])];
    return html`${formats.map(
      (format) => html`<button
        type="button"
        class="bare"
        aria-label="Save ${this.what} as ${format}"
        title="Save ${this.what} as ${format}"
        @click=${() => this.#save(format)}
      >
        ${format}
      </button>`,
    )}${this.problem ? html`<span role="alert">${this.problem}</span>` : nothing}`;
  }

  async #save(format: string): Promise<void> {
    const name = `${this.saved.name}.${format.toLowerCase()}`;
    try {
      saveFile(name, await this.#contentOf(format));
      this.problem = undefined;
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  async #contentOf(format: string): Promise<Blob> {
    const { rows, json, plates, heading } = this.saved;
    if (format === 'CSV') return new Blob([csvOf(rows())], { type: 'text/csv' });
    if (format === 'JSON') {
      return new Blob([`${JSON.stringify(json?.(), null, 1)}\n`], { type: 'application/json' });
    }
    const style = getComputedStyle(this);
    const colour = (token: string) => style.getPropertyValue(token).trim();
    const { text } = drawPlates(heading, plates(), {
      surface: colour('--surface'),
      ink: colour('--ink'),
      soft: colour('--ink-soft'),
      mark: colour('--accent'),
    });
    return format === 'SVG' ? new Blob([text], { type: 'image/svg+xml' }) : pngOf(text);
  }
}

customElements.define('save-plates', SavePlates);

declare global {
  interface HTMLElementTagNameMap {
    'save-plates': SavePlates;
  }
}
