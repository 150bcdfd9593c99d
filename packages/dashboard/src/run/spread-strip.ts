import { css, html, LitElement } from 'lit';
import { formatSignificant } from '../format/number.js';
import { base } from '../styles/base.js';
import type { Histogram } from './histogram.js';
import { stripPixels } from './strip-pixels.js';

/** Histograms beside each other, a column a snapshot: the brighter, the more numbers are there. */
export class SpreadStrip extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 52px;
        gap: 0 6px;
      }
      canvas {
        display: block;
        width: 100%;
        height: 72px;
        image-rendering: pixelated;
        border: 1px solid var(--hairline);
      }
      .ends {
        display: flex;
        flex-direction: column;
        justify-content: space-between;
        color: var(--ink-soft);
        font-size: 0.6875rem;
        line-height: 1.2;
      }
    `,
  ];

  static override properties = { label: {}, spreads: { attribute: false } };

  /** What it shows, in words. */
  declare label: string;
  declare spreads: readonly Histogram[];

  protected override render() {
    const [first] = this.spreads;
    const bins = first.counts.length;
    return html`<canvas
        width=${this.spreads.length}
        height=${bins}
        role="img"
        aria-label=${this.label}
      ></canvas
      ><span class="ends" aria-hidden="true"
        ><span>${formatSignificant(first.to, 2)}</span
        ><span>${formatSignificant(first.from, 2)}</span></span
      >`;
  }

  protected override updated(): void {
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context) return;
    const bins = this.spreads[0].counts.length;
    const picture = context.createImageData(this.spreads.length, bins);
    const pixels = stripPixels(this.spreads);
    for (let i = 0; i < this.spreads.length * bins; i++) {
      picture.data.set([pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2], 255], i * 4);
    }
    context.putImageData(picture, 0, 0);
  }
}

customElements.define('spread-strip', SpreadStrip);

declare global {
  interface HTMLElementTagNameMap {
    'spread-strip': SpreadStrip;
  }
}
