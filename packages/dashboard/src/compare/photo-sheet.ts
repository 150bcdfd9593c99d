import { css, html, LitElement, nothing } from 'lit';
import { countOf, formatCount } from '../format/number.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import '../elements/photo-thumb.js';

/** A photo of a sheet. */
export interface SheetPhoto {
  /** Name of its file. */
  readonly path: string;
  /** uint8, `[height, width, 3]`. */
  readonly pixels: Uint8Array;
  /** Where it is looked into. */
  readonly address: string;
  /** What it shows, in a word or two. */
  readonly title: string;
  /** What is said of it, a line each. */
  readonly lines: readonly string[];
}

/** Photos that a sheet begins with, and that each "more" adds. */
const PAGE = 36;

/** Photos beside each other as on a contact sheet, each a link into the microscope. */
export class PhotoSheet extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(100px, 1fr));
        gap: 14px 10px;
      }
      li a {
        display: block;
        width: fit-content;
        padding: 2px;
        margin: -2px;
        text-decoration: none;
        font-size: 0.6875rem;
        line-height: 1.4;
        white-space: nowrap;
      }
      photo-thumb {
        outline: 1px solid var(--hairline);
      }
      a:hover photo-thumb,
      a:focus-visible photo-thumb {
        outline: 2px solid var(--ink);
      }
      b,
      .line {
        display: block;
      }
      b {
        margin-top: 3px;
        font-weight: 600;
      }
      .line {
        color: var(--ink-soft);
      }
      .more {
        margin-top: 14px;
      }
    `,
  ];

  static override properties = {
    photos: { attribute: false },
    shape: { attribute: false },
    label: {},
    shown: { state: true },
  };

  declare photos: readonly SheetPhoto[];
  declare shape: readonly [number, number, number];
  /** What they have in common, for the ear. */
  declare label: string;
  declare private shown: number;

  constructor() {
    super();
    this.photos = [];
    this.label = '';
    this.shown = PAGE;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('label')) this.shown = PAGE;
  }

  protected override render() {
    if (this.photos.length === 0) return html`<p class="soft">There is none.</p>`;
    const left = this.photos.length - this.shown;
    // Pictures of 32 pixels are shown at twice their size, larger ones as they are.
    const zoom = Math.max(1, Math.round(64 / this.shape[1]));
    return html`<ol aria-label=${this.label}>
        ${this.photos.slice(0, this.shown).map(
          ({ path, pixels, address, title, lines }) =>
            html`<li>
              <a href=${address} title=${path}>
                <photo-thumb .pixels=${pixels} .shape=${this.shape} .zoom=${zoom}></photo-thumb>
                <span class="out-of-sight">${path}</span>
                <b>${title}</b>
                ${lines.map((words) => html`<span class="line">${words}</span>`)}
              </a>
            </li>`,
        )}
      </ol>
      ${
        left > 0
          ? html`<button
              type="button"
              class="more"
              @click=${() => {
                this.shown += PAGE * 2;
              }}
            >
              Show ${formatCount(Math.min(left, PAGE * 2))} more of ${countOf(this.photos.length, 'photo')}
            </button>`
          : nothing
      }`;
  }
}

customElements.define('photo-sheet', PhotoSheet);

declare global {
  interface HTMLElementTagNameMap {
    'photo-sheet': PhotoSheet;
  }
}
