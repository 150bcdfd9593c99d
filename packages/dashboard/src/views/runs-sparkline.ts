import { css, LitElement, svg } from 'lit';
import type { BucketColumns } from '../api/buckets.js';

/** In pixels. */
const SIZE = { width: 80, height: 20, room: 2 } as const;

/** A small curve without axes: its lowest value at the foot, its highest at the top, and a dot there. */
export class RunsSparkline extends LitElement {
  static override styles = css`
    svg {
      display: block;
    }
    path {
      fill: none;
      stroke: currentColor;
      stroke-width: 1.25;
      stroke-linejoin: round;
    }
    circle {
      fill: currentColor;
    }
  `;

  static override properties = { curve: { attribute: false } };

  /** What to draw. */
  declare curve: BucketColumns | undefined;

  protected override render() {
    const points = this.curve ? sparkPoints(this.curve) : [];
    if (points.length === 0) return svg``;
    const top = points.reduce((best, point) => (point.y < best.y ? point : best));
    return svg`<svg width=${SIZE.width} height=${SIZE.height} aria-hidden="true">
      <path d=${`M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`}></path>
      <circle cx=${top.x} cy=${top.y} r="2"></circle>
    </svg>`;
  }
}

/** Places of the finite values, in pixels. */
function sparkPoints({ last, max }: BucketColumns): { readonly x: number; readonly y: number }[] {
  const { width, height, room } = SIZE;
  const places = Array.from(max.keys()).filter((i) => Number.isFinite(max[i]));
  if (places.length === 0) return [];
  const values = places.map((i) => max[i]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [from, to] = [last[places[0]], last[places.at(-1)!]];
  return places.map((i) => ({
    x: room + (to > from ? (last[i] - from) / (to - from) : 0.5) * (width - 2 * room),
    y: height - room - (high > low ? (max[i] - low) / (high - low) : 0.5) * (height - 2 * room),
  }));
}

customElements.define('runs-sparkline', RunsSparkline);

declare global {
  interface HTMLElementTagNameMap {
    'runs-sparkline': RunsSparkline;
  }
}
