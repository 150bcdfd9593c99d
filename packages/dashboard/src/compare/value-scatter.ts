import type { RunRow } from '@peasy/tracker/api';
import { css, html, LitElement, svg } from 'lit';
import { markerShape } from '../elements/marker-shape.js';
import type { RunLook } from '../runs/look.js';
import { base } from '../styles/base.js';
import { runColours } from './run-colours.js';
import { accuracyOfRun, type RunValue, wordsOfRun } from './run-values.js';
import { valueAxis } from './value-axis.js';

const WIDTH = 520;
const HEIGHT = 300;
const [LEFT, BOTTOM, TOP, RIGHT] = [64, 40, 12, 24];

/** Runs as points over two of their values; accuracies with their 95 % intervals. */
export class ValueScatter extends LitElement {
  static override styles = [
    base,
    ...runColours,
    css`
      :host {
        display: block;
        max-width: 620px;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
      }
      line {
        stroke: var(--hairline);
      }
      .interval {
        stroke: currentColor;
        stroke-opacity: 0.55;
        stroke-width: 1.25;
      }
      text {
        fill: var(--ink-soft);
        font-family: var(--sans);
        font-size: 11px;
      }
      .shape {
        fill: currentColor;
        stroke: var(--surface);
        stroke-width: 1.5;
      }
      .out {
        opacity: 0.2;
      }
      .run {
        fill: var(--ink);
      }
      /* The drawing is made smaller there, and its letters are not. */
      @media (max-width: 760px) {
        text {
          font-size: 15px;
        }
      }
    `,
  ];

  static override properties = {
    runs: { attribute: false },
    looks: { attribute: false },
    x: { attribute: false },
    y: { attribute: false },
    picked: { attribute: false },
  };

  declare runs: readonly RunRow[];
  declare looks: ReadonlyMap<string, RunLook>;
  declare x: RunValue;
  declare y: RunValue;
  /** Whether each run stands out. */
  declare picked: readonly boolean[];

  protected override render() {
    const [across, up] = [valueAxis(this.x), valueAxis(this.y)];
    const left = (place: number) => LEFT + place * (WIDTH - LEFT - RIGHT);
    const top = (place: number) => HEIGHT - BOTTOM - place * (HEIGHT - BOTTOM - TOP);
    const points = this.runs.flatMap((run, i) => {
      const [a, b] = [this.x.values[i], this.y.values[i]];
      if (a === undefined || b === undefined || !Number.isFinite(a + b)) return [];
      return [{ run, i, x: left(across.place(a)), y: top(up.place(b)) }];
    });
    const words = (i: number) =>
      `${this.runs[i].name} ${wordsOfRun(this.x, i)}, ${wordsOfRun(this.y, i)}`;
    const label = points.map(({ i }) => words(i)).join('; ');
    const named = ({ name }: RunRow, i: number) =>
      this.x.leaks?.[i] === undefined && this.y.leaks?.[i] === undefined ? name : `${name}, leaks`;
    const spans = (i: number, x: number, y: number) => {
      const [wide, high] = [accuracyOfRun(this.x, i), accuracyOfRun(this.y, i)];
      return [
        wide && [left(across.place(wide.low)), left(across.place(wide.high)), y, y],
        high && [x, x, top(up.place(high.low)), top(up.place(high.high))],
      ].flatMap((span) =>
        span
          ? svg`<line class="interval" x1=${span[0]} x2=${span[1]} y1=${span[2]} y2=${span[3]}></line>`
          : [],
      );
    };
    return html`<svg
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      role="img"
      aria-label="${this.y.label} over ${this.x.label}: ${label}"
    >
      ${across.ticks.map(
        (
          tick,
        ) => svg`<line x1=${left(tick.place)} x2=${left(tick.place)} y1=${TOP} y2=${HEIGHT - BOTTOM}></line>
          <text x=${left(tick.place)} y=${HEIGHT - BOTTOM + 15} text-anchor="middle">${tick.label}</text>`,
      )}
      ${up.ticks.map(
        (
          tick,
        ) => svg`<line x1=${LEFT} x2=${WIDTH - RIGHT} y1=${top(tick.place)} y2=${top(tick.place)}></line>
          <text x=${LEFT - 8} y=${top(tick.place) + 4} text-anchor="end">${tick.label}</text>`,
      )}
      <text x=${(LEFT + WIDTH - RIGHT) / 2} y=${HEIGHT - 6} text-anchor="middle">
        ${this.x.label}${across.isLog ? ', log' : ''}
      </text>
      ${points.map(
        ({
          run,
          i,
          x,
          y,
        }) => svg`<g class="run-${this.looks.get(run.id)?.colour ?? 0} ${this.picked[i] ? '' : 'out'}">
          ${spans(i, x, y)}
          <g transform="translate(${x} ${y}) scale(1.2)"><title>${words(i)}</title>${markerShape(this.looks.get(run.id)?.marker ?? 'circle')}</g>
          <text class="run" x=${x > WIDTH * 0.75 ? x - 9 : x + 9} y=${y - 6} text-anchor=${x > WIDTH * 0.75 ? 'end' : 'start'}>${points.length <= 12 ? named(run, i) : ''}</text>
        </g>`,
      )}
    </svg>`;
  }
}

customElements.define('value-scatter', ValueScatter);

declare global {
  interface HTMLElementTagNameMap {
    'value-scatter': ValueScatter;
  }
}
