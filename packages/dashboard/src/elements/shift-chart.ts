import { css, html, LitElement, svg } from 'lit';
import { formatDecimals } from '../format/number.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';

/** A run's accuracy by shift, with its intervals. */
export interface ShiftCurve {
  readonly name: string;
  /** A colour, and a dash as SVG has it. */
  readonly colour: string;
  readonly dash: string;
  readonly points: readonly {
    readonly shift: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  }[];
}

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 44;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 36;

/** Accuracy against pixel shift, a curve a run, with the band that its interval is. */
export class ShiftChart extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        max-width: 720px;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
        overflow: visible;
      }
      .grid {
        stroke: var(--hairline);
      }
      .zero {
        stroke: var(--edge);
      }
      text {
        fill: var(--ink-soft);
        font-size: 12px;
      }
      .band {
        opacity: 0.16;
      }
      .line {
        fill: none;
        stroke-width: 2;
      }
    `,
  ];

  static override properties = { curves: { attribute: false }, way: {}, label: {} };

  declare curves: readonly ShiftCurve[];
  /** Name of the axis. */
  declare way: string;
  declare label: string;

  protected override render() {
    const points = this.curves.flatMap((curve) => curve.points);
    const least = Math.floor(Math.min(0.5, ...points.map(({ low }) => low)) * 10) / 10;
    const most = Math.min(1, Math.ceil(Math.max(0.6, ...points.map(({ high }) => high)) * 10) / 10);
    const reach = Math.max(1, ...points.map(({ shift }) => Math.abs(shift)));
    const x = (shift: number) => LEFT + ((shift + reach) / (2 * reach)) * (WIDTH - LEFT - RIGHT);
    const y = (value: number) => TOP + ((most - value) / (most - least)) * (HEIGHT - TOP - BOTTOM);
    const steps = Math.round((most - least) * 10);
    const ticks = Array.from({ length: steps + 1 }, (_, i) => least + i / 10);
    const shifts = Array.from({ length: Math.floor(reach / 2) * 2 + 1 }, (_, i) =>
      Math.round((i - Math.floor(reach / 2)) * 2),
    );
    return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${this.label}>
      ${ticks.map(
        (
          tick,
        ) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(tick)} y2=${y(tick)}></line>
          <text x=${LEFT - 8} y=${y(tick) + 4} text-anchor="end">${formatDecimals(tick, 1)}</text>`,
      )}
      <line class="zero" x1=${x(0)} x2=${x(0)} y1=${TOP} y2=${HEIGHT - BOTTOM}></line>
      ${shifts.map(
        (shift) =>
          svg`<text x=${x(shift)} y=${HEIGHT - BOTTOM + 16} text-anchor="middle">${shift > 0 ? `+${shift}` : String(shift).replace('-', '−')}</text>`,
      )}
      <text x=${(LEFT + WIDTH - RIGHT) / 2} y=${HEIGHT - 4} text-anchor="middle">${this.way}</text>
      ${this.curves.map(({ points: own, colour, dash }) => {
        const upper = own.map(({ shift, high }) => `${x(shift)},${y(high)}`);
        const lower = own.map(({ shift, low }) => `${x(shift)},${y(low)}`).reverse();
        const line = own.map(({ shift, value }) => `${x(shift)},${y(value)}`);
        return svg`<polygon class="band" points=${[...upper, ...lower].join(' ')} fill=${colour}></polygon>
          <polyline class="line" points=${line.join(' ')} stroke=${colour} stroke-dasharray=${dash}></polyline>
          ${own.map(({ shift, value }) => svg`<circle cx=${x(shift)} cy=${y(value)} r="3" fill=${colour}></circle>`)}`;
      })}
    </svg>`;
  }
}

customElements.define('shift-chart', ShiftChart);

declare global {
  interface HTMLElementTagNameMap {
    'shift-chart': ShiftChart;
  }
}
