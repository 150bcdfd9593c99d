import { css, html, LitElement, svg } from 'lit';
import { formatSignificant } from '../format/number.js';
import { base } from '../styles/base.js';
import type { Histogram } from './histogram.js';
import { ridgesOf } from './ridges.js';

const WIDTH = 240;
const HEIGHT = 128;

/** Histograms behind each other, the newest in front: over the values, a hill a snapshot. */
export class SpreadRidges extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
      }
      path {
        fill: var(--surface);
        fill-opacity: 0.82;
        stroke: var(--ink);
        stroke-width: 0.8;
        vector-effect: non-scaling-stroke;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        color: var(--ink-soft);
        font-size: 0.6875rem;
        line-height: 1.3;
        border-top: 1px solid var(--hairline);
      }
    `,
  ];

  static override properties = {
    label: {},
    spreads: { attribute: false },
    epochs: { attribute: false },
  };

  /** What it shows, in words. */
  declare label: string;
  declare spreads: readonly Histogram[];
  /** After which epoch each of them was. */
  declare epochs: readonly string[];

  protected override render() {
    const [{ from, to }] = this.spreads;
    const last = this.spreads.length - 1;
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${this.label}>
        ${ridgesOf(this.spreads, WIDTH, HEIGHT - 1).map(
          ({ path }, i) =>
            svg`<path d=${path} stroke-opacity=${0.35 + (0.65 * i) / Math.max(1, last)}><title>after epoch ${this.epochs[i]}</title></path>`,
        )}
      </svg>
      <div class="ends" aria-hidden="true">
        <span>${formatSignificant(from, 2)}</span><span>${formatSignificant(to, 2)}</span>
      </div>`;
  }
}

customElements.define('spread-ridges', SpreadRidges);

declare global {
  interface HTMLElementTagNameMap {
    'spread-ridges': SpreadRidges;
  }
}
