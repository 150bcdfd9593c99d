import { css, html, LitElement, svg } from 'lit';
import { formatSignificant } from '../format/number.js';
import { base } from '../styles/base.js';
import type { QuickChart } from './quick-chart.js';

const WIDTH = 720;
const HEIGHT = 220;
const EDGE = { left: 8, right: 8, top: 10, bottom: 10 };

/** A quick look at two columns: a line with its points, or bars. Numbers at the ends of the axes. */
export class QuickPlot extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        max-width: 760px;
      }
      figure {
        position: relative;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
        border: 1px solid var(--hairline);
        background: var(--raised);
      }
      path {
        fill: none;
        stroke: var(--ink);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      circle,
      rect {
        fill: var(--ink);
      }
      line {
        stroke: var(--hairline);
      }
      figcaption,
      .ends {
        display: flex;
        justify-content: space-between;
        gap: 12px;
        color: var(--ink-soft);
        font-size: 0.75rem;
        margin-top: 3px;
      }
    `,
  ];

  static override properties = { chart: { attribute: false } };

  declare chart: QuickChart;

  protected override render() {
    const { chart } = this;
    const { points, kind, leftOut } = chart;
    if (points.length === 0) return html`<p class="soft">No row has a number in ${chart.y}.</p>`;
    const ys = points.map(({ y }) => y);
    const low = kind === 'bars' ? Math.min(0, ...ys) : Math.min(...ys);
    const high = kind === 'bars' ? Math.max(0, ...ys) : Math.max(...ys);
    const first = points.reduce((least, { x }) => Math.min(least, x), Infinity);
    const last = points.reduce((most, { x }) => Math.max(most, x), -Infinity);
    const down = (y: number) =>
      EDGE.top + ((high - y) / (high - low || 1)) * (HEIGHT - EDGE.top - EDGE.bottom);
    const inside = WIDTH - EDGE.left - EDGE.right;
    const across = (x: number) => EDGE.left + ((x - first) / (last - first || 1)) * inside;
    return html`<figure>
      <p class="soft">${chart.y}, ${formatSignificant(low, 3)} to ${formatSignificant(high, 3)}</p>
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        role="img"
        aria-label=${`${chart.y} by ${chart.x}: ${points.length} points from ${formatSignificant(low, 3)} to ${formatSignificant(high, 3)}`}
      >
        ${
          kind === 'line'
            ? svg`<path d=${`M${points.map(({ x, y }) => `${across(x)} ${down(y)}`).join('L')}`}></path>
              ${points.length <= 200 ? points.map(({ x, y }) => svg`<circle cx=${across(x)} cy=${down(y)} r="2.5"><title>${x}: ${y}</title></circle>`) : ''}`
            : points.map(({ y, label }, i) => {
                const width = inside / points.length;
                const top = Math.min(down(y), down(0));
                return svg`<rect x=${EDGE.left + i * width + 1} y=${top} width=${Math.max(1, width - 2)} height=${Math.max(1, Math.abs(down(y) - down(0)))}><title>${label}: ${y}</title></rect>`;
              })
        }
        ${svg`<line x1="0" x2=${WIDTH} y1=${down(low <= 0 && high >= 0 ? 0 : low)} y2=${down(low <= 0 && high >= 0 ? 0 : low)}></line>`}
      </svg>
      <figcaption>
        <span>${kind === 'line' ? formatSignificant(first, 4) : points[0].label}</span>
        <span>${chart.x}${leftOut > 0 ? `; ${leftOut} rows left out` : ''}</span>
        <span>${kind === 'line' ? formatSignificant(last, 4) : points.at(-1)!.label}</span>
      </figcaption>
    </figure>`;
  }
}

customElements.define('quick-plot', QuickPlot);

declare global {
  interface HTMLElementTagNameMap {
    'quick-plot': QuickPlot;
  }
}
