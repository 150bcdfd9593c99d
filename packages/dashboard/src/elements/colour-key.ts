import { css, html, LitElement, type PropertyValues } from 'lit';
import { formatSignificant } from '../format/number.js';
import { coloursFor, type ValuePalette, type ValueRange } from '../inside/colour-scale.js';
import { base } from '../styles/base.js';

const WIDTH = 96;

/** A colour scale with the numbers at its ends. */
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
      canvas {
        width: 96px;
        height: 7px;
        border: 1px solid var(--hairline);
      }
    `,
  ];

  static override properties = { range: { attribute: false }, palette: {} };

  declare range: ValueRange;
  declare palette: ValuePalette;

  protected override render() {
    const { from, to } = this.range;
    return html`<span>${formatSignificant(from, 3)}</span
      ><canvas width=${WIDTH} height="1" aria-hidden="true"></canvas
      ><span>${formatSignificant(to, 3)}</span>`;
  }

  protected override updated(_changed: PropertyValues): void {
    const context = this.renderRoot.querySelector('canvas')?.getContext('2d');
    if (!context) return;
    const colours = coloursFor(this.range, this.palette);
    const picture = context.createImageData(WIDTH, 1);
    for (let x = 0; x < WIDTH; x++) {
      const at = Math.round((x / (WIDTH - 1)) * 255) * 3;
      picture.data.set([...colours.subarray(at, at + 3), 255], x * 4);
    }
    context.putImageData(picture, 0, 0);
  }
}

customElements.define('colour-key', ColourKey);

declare global {
  interface HTMLElementTagNameMap {
    'colour-key': ColourKey;
  }
}
