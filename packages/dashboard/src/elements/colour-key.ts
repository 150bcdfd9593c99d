import { css, html, LitElement, unsafeCSS } from 'lit';
import { formatSignificant } from '../format/number.js';
import {
  SCALE_COLOURS,
  scaleFor,
  type ValuePalette,
  type ValueRange,
} from '../inside/colour-scale.js';
import { base } from '../styles/base.js';

const GRADIENTS = Object.entries(SCALE_COLOURS).map(
  ([name, colours]) => `.${name} { background: linear-gradient(to right, ${colours.join(', ')}); }`,
);

/**
 * A colour scale with the numbers at its ends. A gradient and no canvas: Chromium keeps a layer for
 * every canvas, and there are dozens of keys on a page.
 */
export class ColourKey extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        color: var(--ink-soft);
        font-size: 0.6875rem;
        white-space: nowrap;
      }
      i {
        width: 96px;
        height: 7px;
        border: 1px solid var(--hairline);
      }
      ${unsafeCSS(GRADIENTS.join('\n'))}
    `,
  ];

  static override properties = {
    range: {
      attribute: false,
      hasChanged: (now: ValueRange, before?: ValueRange) =>
        now.from !== before?.from || now.to !== before.to,
    },
    palette: {},
  };

  declare range: ValueRange;
  declare palette: ValuePalette;

  protected override render() {
    const { from, to } = this.range;
    return html`<span>${formatSignificant(from, 3)}</span
      ><i class=${scaleFor(this.range, this.palette)} aria-hidden="true"></i
      ><span>${formatSignificant(to, 3)}</span>`;
  }
}

customElements.define('colour-key', ColourKey);

declare global {
  interface HTMLElementTagNameMap {
    'colour-key': ColourKey;
  }
}
