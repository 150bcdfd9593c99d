import { css, html, LitElement, nothing, svg } from 'lit';
import { countOf, formatSignificant } from '../format/number.js';
import { base } from '../styles/base.js';
import type { QuickBars as Bars, QuickBar, QuickInterval } from './quick-chart.js';

/** Numbers of so many characters are shown as the record has them. */
const SHORT = 7;

/** A row's label, its bar from zero, and its number. */
export class QuickBars extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        max-width: 760px;
        margin-top: 12px;
      }
      ol {
        display: grid;
        grid-template-columns: fit-content(40%) 1fr auto;
        gap: 3px 12px;
        align-items: center;
        list-style: none;
        font-size: 0.8125rem;
        font-variant-numeric: tabular-nums;
      }
      li {
        display: contents;
      }
      li > span:first-child {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      li > span:last-child {
        text-align: end;
      }
      .none {
        color: var(--ink-soft);
      }
      svg {
        display: block;
        width: 100%;
        height: 10px;
        overflow: visible;
      }
      rect {
        fill: var(--ink-soft);
      }
      line {
        stroke: var(--hairline);
        vector-effect: non-scaling-stroke;
      }
      .interval {
        stroke: var(--ink);
        stroke-width: 2;
      }
      figcaption {
        margin-top: 6px;
        color: var(--ink-soft);
        font-size: 0.75rem;
      }
    `,
  ];

  static override properties = { chart: { attribute: false } };

  declare chart: Bars;

  protected override render() {
    const { bars, x, y, leftOut } = this.chart;
    const values = bars
      .flatMap(({ value, interval }) => [value, interval?.low, interval?.high])
      .filter((end) => end !== undefined);
    const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
    const across = (value: number) => (100 * (value - low)) / (high - low || 1);
    return html`<figure aria-label="${y} by ${x}">
      <ol>
        ${bars.map((bar) => renderBar(bar, across))}
      </ol>
      ${leftOut > 0 ? html`<figcaption>${countOf(leftOut, 'more row')} in the table above.</figcaption>` : nothing}
    </figure>`;
  }
}

function renderBar(bar: QuickBar, across: (value: number) => number) {
  const { label, value, text, interval } = bar;
  const ends = [across(0), across(value ?? 0)].sort((a, b) => a - b);
  return html`<li>
    <span title=${label}>${label}</span>
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect x=${ends[0]} width=${ends[1] - ends[0]} y="0" height="10"></rect>
        <line x1=${across(0)} x2=${across(0)} y1="-2" y2="12"></line>`}
      ${interval && value !== undefined ? renderInterval(interval, across) : nothing}
    </svg>
    <span class=${value === undefined ? 'none' : ''} title=${text}>${numberText(bar)}</span>
  </li>`;
}

/** Through the bar's end, with an end of its own on either side. */
function renderInterval({ low, high }: QuickInterval, across: (value: number) => number) {
  const [from, to] = [across(low), across(high)];
  return svg`<line class="interval" x1=${from} x2=${to} y1="5" y2="5"></line>
    ${[from, to].map((x) => svg`<line class="interval" x1=${x} x2=${x} y1="1" y2="9"></line>`)}`;
}

function numberText({ value, text, interval }: QuickBar): string {
  if (value === undefined) return text;
  const number = text.length <= SHORT ? text : formatSignificant(value);
  if (!interval) return number;
  const [low, high] = [interval.low, interval.high].map((end) => formatSignificant(end, 3));
  return `${number} (${low} to ${high})`;
}

customElements.define('quick-bars', QuickBars);

declare global {
  interface HTMLElementTagNameMap {
    'quick-bars': QuickBars;
  }
}
