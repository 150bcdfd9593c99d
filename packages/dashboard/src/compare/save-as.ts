import { css, html, LitElement } from 'lit';
import { saveFile } from '../elements/save-file.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { saveButtons } from '../styles/save-buttons.js';
import { csvOf, pngOf, standaloneSvg } from './save-files.js';

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
  };

  /** Of the files, without an ending: "confusion-cnn". */
  declare name: string;
  /** The numbers, the head first. */
  declare rows: () => readonly (readonly string[])[];
  /** The drawing; undefined where there is none. */
  declare drawing: (() => SVGSVGElement | null) | undefined;

  protected override render() {
    const formats = this.drawing ? ['PNG', 'SVG', 'CSV'] : ['CSV'];
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
    const name = `${this.name}.${format.toLowerCase()}`;
    if (format === 'CSV') {
      return saveFile(name, new Blob([csvOf(this.rows())], { type: 'text/csv' }));
    }
    const drawing = this.drawing?.();
    if (!drawing) return;
    const surface = getComputedStyle(this).getPropertyValue('--surface').trim() || '#ffffff';
    const text = standaloneSvg(drawing, surface);
    const { width, height } = drawing.getBoundingClientRect();
    saveFile(
      name,
      format === 'SVG'
        ? new Blob([text], { type: 'image/svg+xml' })
        : await pngOf(text, width, height),
    );
  }
}

customElements.define('save-as', SaveAs);

declare global {
  interface HTMLElementTagNameMap {
    'save-as': SaveAs;
  }
}
