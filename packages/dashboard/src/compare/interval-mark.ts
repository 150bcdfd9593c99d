import { html, nothing, svg } from 'lit';
import { formatDecimals } from '../format/number.js';
import type { LinearScale } from './linear-scale.js';

const WIDTH = 200;

/** An interval as a line with its middle, on a scale that others share; the last one has the numbers below. */
export function intervalMark(
  scale: LinearScale,
  { low, high, value }: { low: number; high: number; value: number },
  hasTicks: boolean,
) {
  const x = (of: number) => scale.place(of) * WIDTH;
  return html`<svg
    width=${WIDTH}
    height=${hasTicks ? 38 : 26}
    role="img"
    aria-label="${formatDecimals(low, 3)} to ${formatDecimals(high, 3)}"
  >
    ${scale.ticks.map(
      (tick) => svg`<line class="grid" x1=${x(tick)} x2=${x(tick)} y1="0" y2="26"></line>
        ${hasTicks ? svg`<text x=${x(tick)} y="37">${formatDecimals(tick, 2)}</text>` : nothing}`,
    )}
    <line x1=${x(low)} x2=${x(high)} y1="13" y2="13"></line>
    <circle cx=${x(value)} cy="13" r="4"></circle>
  </svg>`;
}
