import { css, html, LitElement } from 'lit';
import type { BucketColumns } from '../api/buckets.js';
import { sparkOf, sparkWords } from '../runs/spark.js';

/** In pixels. */
const SIZE = { width: 80, height: 20, room: 2 } as const;

/** A small curve without axes: its lowest value at the foot, its highest at the top, every extreme in its band, a dot at the best. */
export class RunsSparkline extends LitElement {
  static override styles = css`
    svg {
      display: block;
    }
    .line {
      fill: none;
      stroke: currentColor;
      stroke-width: 1.25;
      stroke-linejoin: round;
    }
    .band {
      fill: currentColor;
      fill-opacity: 0.28;
      stroke: currentColor;
      stroke-opacity: 0.28;
      stroke-width: 0.75;
      stroke-linejoin: round;
    }
    circle {
      fill: currentColor;
    }
  `;

  static override properties = {
    curve: { attribute: false },
    metric: {},
    photos: { attribute: false },
  };

  /** What to draw. */
  declare curve: BucketColumns | undefined;
  /** Which metric it is. */
  declare metric: string;
  /** Photos that its values are the share classified right of, where they are. */
  declare photos: number | undefined;

  protected override render() {
    const spark = this.curve && sparkOf(this.curve, this.metric, SIZE);
    if (!this.curve || !spark) return html``;
    return html`<svg
      width=${SIZE.width}
      height=${SIZE.height}
      role="img"
      aria-label=${sparkWords(this.curve, this.metric, this.photos)}
    >
      <path class="band" d=${spark.band}></path>
      <path class="line" d=${spark.line}></path>
      <circle cx=${spark.dot.x} cy=${spark.dot.y} r="2"></circle>
    </svg>`;
  }
}

customElements.define('runs-sparkline', RunsSparkline);

declare global {
  interface HTMLElementTagNameMap {
    'runs-sparkline': RunsSparkline;
  }
}
