import { css, html, LitElement, nothing, svg } from 'lit';
import { formatValueTicks } from '../charts/axis-text.js';
import type { Extent } from '../charts/extent.js';
import { roundTicks } from '../charts/ticks.js';
import { countOf, formatSignificant } from '../format/number.js';
import { base } from '../styles/base.js';
import type { QuickPoint, QuickPoints } from './quick-chart.js';

const WIDTH = 720;
const HEIGHT = 240;
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 16, 12, 40];
/** More than these would be a band. */
const MOST_DOTS = 200;

/** A quick look at two columns of numbers: a line with its points, or points alone. */
export class QuickPlot extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        max-width: 760px;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
      }
      path {
        fill: none;
        stroke: var(--ink);
        stroke-width: 1.5;
        vector-effect: non-scaling-stroke;
      }
      circle {
        fill: var(--ink);
      }
      line {
        stroke: var(--hairline);
      }
      .interval {
        stroke: var(--ink-soft);
      }
      text {
        fill: var(--ink-soft);
        font-family: var(--sans);
        font-size: 11px;
      }
      figcaption {
        margin-top: 3px;
        color: var(--ink-soft);
        font-size: 0.75rem;
      }
      /* The drawing is made smaller there, and its letters are not. */
      @media (max-width: 760px) {
        text {
          font-size: 17px;
        }
      }
    `,
  ];

  static override properties = { chart: { attribute: false } };

  declare chart: QuickPoints;

  protected override render() {
    const { points, kind, x, y, leftOut } = this.chart;
    const drawn = points.filter(isWhole);
    if (drawn.length === 0) return html`<p class="soft">No row has a number in both.</p>`;
    const [wide, high] = [
      extentOf(drawn.map((at) => at.x)),
      extentOf(
        drawn.flatMap(({ y: value, interval }) =>
          interval ? [interval.low, interval.high] : [value],
        ),
      ),
    ];
    const across = (value: number) => LEFT + place(value, wide) * (WIDTH - LEFT - RIGHT);
    const down = (value: number) => HEIGHT - BOTTOM - place(value, high) * (HEIGHT - BOTTOM - TOP);
    const [first, last] = [formatSignificant(high[0], 3), formatSignificant(high[1], 3)];
    const gaps = points.length - drawn.length;
    return html`<figure>
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        role="img"
        aria-label="${y} over ${x}: ${countOf(drawn.length, 'point')} from ${first} to ${last}"
      >
        ${ticksOf(high, 4).map(
          ([
            value,
            label,
          ]) => svg`<line x1=${LEFT} x2=${WIDTH - RIGHT} y1=${down(value)} y2=${down(value)}></line>
            <text x=${LEFT - 8} y=${down(value) + 4} text-anchor="end">${label}</text>`,
        )}
        ${ticksOf(wide, 6).map(
          ([value, label]) =>
            svg`<text x=${across(value)} y=${HEIGHT - BOTTOM + 16} text-anchor="middle">${label}</text>`,
        )}
        <text x=${(LEFT + WIDTH - RIGHT) / 2} y=${HEIGHT - 6} text-anchor="middle">${x}</text>
        ${drawn.map(({ x: at, interval }) =>
          interval
            ? svg`<line class="interval" x1=${across(at)} x2=${across(at)} y1=${down(interval.low)} y2=${down(interval.high)}></line>`
            : nothing,
        )}
        ${kind === 'line' ? svg`<path d=${lineOf(points, across, down)}></path>` : nothing}
        ${
          kind === 'dots' || drawn.length <= MOST_DOTS
            ? drawn.map(
                (at) =>
                  svg`<circle cx=${across(at.x)} cy=${down(at.y)} r="2.5"><title>${at.x}: ${at.y}${at.interval ? ` (${at.interval.low} to ${at.interval.high})` : ''}</title></circle>`,
              )
            : nothing
        }
      </svg>
      ${
        gaps + leftOut > 0
          ? html`<figcaption>
              ${countOf(gaps + leftOut, 'row')} without a number in both ${x} and ${y} not drawn.
            </figcaption>`
          : nothing
      }
    </figure>`;
  }
}

function isWhole(point: QuickPoint): point is QuickPoint & { readonly y: number } {
  return point.y !== undefined;
}

/** From the least to the largest; of one value, some room about it. */
function extentOf(values: readonly number[]): Extent {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const room = high > low ? 0 : Math.abs(high) / 2 || 1;
  return [low - room, high + room];
}

function place(value: number, [from, to]: Extent): number {
  return (value - from) / (to - from);
}

function ticksOf(extent: Extent, count: number): readonly (readonly [number, string])[] {
  const values = roundTicks(extent, count);
  const labels = formatValueTicks(values);
  return values.map((value, i) => [value, labels[i]]);
}

/** A path through the points, broken where there is none. */
function lineOf(
  points: readonly QuickPoint[],
  across: (value: number) => number,
  down: (value: number) => number,
): string {
  let isBroken = true;
  return points
    .map(({ x, y }) => {
      if (y === undefined) {
        isBroken = true;
        return '';
      }
      const command = isBroken ? 'M' : 'L';
      isBroken = false;
      return `${command}${across(x)} ${down(y)}`;
    })
    .join('');
}

customElements.define('quick-plot', QuickPlot);

declare global {
  interface HTMLElementTagNameMap {
    'quick-plot': QuickPlot;
  }
}
