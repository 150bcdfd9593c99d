import { css, html, LitElement, nothing } from 'lit';
import { countOf, formatSignificant } from '../format/number.js';
import { networkMaps, slideTiming } from '../inside/inside-page.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';

/** How long the last maps took. */
export class MapsTook extends LitElement {
  static override styles = [
    base,
    css`
      p {
        padding-top: 4px;
        font-size: 0.6875rem;
        text-align: right;
      }
    `,
  ];

  constructor() {
    super();
    new Observe(this, networkMaps, slideTiming);
  }

  protected override render() {
    const { milliseconds, computed } = networkMaps;
    if (milliseconds === undefined) return nothing;
    const slid = slideTiming.milliseconds;
    return html`<p class="soft">
      Last computed: every map of ${countOf(computed, 'photo')} in ${time(milliseconds)}${
        slid === undefined ? nothing : html`; from the slider to the drawn maps ${time(slid)}`
      }
    </p>`;
  }
}

function time(milliseconds: number) {
  return html`<data value=${milliseconds}>${formatSignificant(milliseconds, 2)}</data> ms`;
}

customElements.define('maps-took', MapsTook);

declare global {
  interface HTMLElementTagNameMap {
    'maps-took': MapsTook;
  }
}
