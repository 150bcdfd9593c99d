import { css, html, LitElement } from 'lit';
import { saveFile } from '../elements/save-file.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { saveButtons } from '../styles/save-buttons.js';
import { csvOf, pngOf, standaloneSvg } from './save-files.js';

/** A drawing: one of the page, or an SVG file. */
export type Drawing = SVGSVGElement | string;

/** Saves what stands beside it: its numbers as CSV and, where it is drawn, the drawing. */
export class SaveAs extends LitElement {
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

  static override properties = {
    name: {},
    rows: { attribute: false },
    drawing: { attribute: false },
    picture: { attribute: false },
  };

  /** Of the files, without an ending: "confusion-cnn". */
  declare name: string;
  /** The numbers, the head first. */
  declare rows: (() => readonly (readonly string[])[]) | undefined;
  /** The drawing; undefined where there is none. */
  declare drawing: (() => Drawing | null) | undefined;
  /** What is no drawing, as photos are, as a PNG. */
  declare picture: (() => Promise<Blob>) | undefined;

  protected override render() {
    const formats = [
      ...(this.drawing || this.picture ? ['PNG'] : []),
      ...(this.drawing ? ['SVG'] : []),
      ...(this.rows ? ['CSV'] : []),
    ];
    return formats.map(
      (format) => html`<button
        type="button"
        class="bare"
        aria-label="Save ${this.name} as ${format}"
        title="Save as ${format}"
        @click=${() => this.#save(format)}
      >
        ${format}
      </button>`,
    );
  }

  async #save(format: string): Promise<void> {
    const content = await this.#contentOf(format);
    if (content) saveFile(`${this.name}.${format.toLowerCase()}`, content);
  }

  async #contentOf(format: string): Promise<Blob | undefined> {
    if (format === 'CSV') return new Blob([csvOf(this.rows?.() ?? [])], { type: 'text/csv' });
    if (format === 'PNG' && this.picture) return this.picture();
    const drawing = this.drawing?.();
    if (!drawing) return undefined;
    const surface = getComputedStyle(this).getPropertyValue('--surface').trim() || '#ffffff';
    const text = typeof drawing === 'string' ? drawing : standaloneSvg(drawing, surface);
    return format === 'SVG' ? new Blob([text], { type: 'image/svg+xml' }) : pngOf(text);
  }
}

customElements.define('save-as', SaveAs);

declare global {
  interface HTMLElementTagNameMap {
    'save-as': SaveAs;
  }
}
