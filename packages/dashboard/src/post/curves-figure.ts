import { css, html, LitElement } from 'lit';
import { type ChartedRun, ChartModels } from '../charts/chart-models.js';
import type { Extent } from '../charts/extent.js';
import { LinkedCursor } from '../charts/linked-cursor.js';
import { grantedZoom } from '../charts/zoom-within.js';
import { store, themes } from '../page.js';
import { type CurveState, FIRST_CURVE_STATE } from '../state/curve-route.js';
import { Observe } from '../state/observe.js';
import { base } from '../styles/base.js';
import { plotColours } from '../theme/plot-colours.js';
import '../elements/curve-chart.js';
import '../elements/plain-notice.js';

const METRICS = ['loss', 'accuracy'] as const;
/** Of a chart, in pixels: what the answer has buckets for. */
const WIDTH = 600;

/** How a few runs learned: loss and accuracy by epoch, with one cursor. */
export class CurvesFigure extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
        gap: 28px 40px;
      }
    `,
  ];

  static override properties = {
    runs: { attribute: false },
    highlighted: { attribute: false },
    zoom: { state: true },
  };

  declare runs: readonly ChartedRun[];
  /** The run that stands out. */
  declare highlighted: string | undefined;
  declare private zoom: Extent | undefined;

  readonly #charts = new ChartModels((run, query) => store.buckets(run, query));
  readonly #cursor = new LinkedCursor();

  constructor() {
    super();
    new Observe(this, store, themes);
  }

  protected override willUpdate(): void {
    const state: CurveState = { ...FIRST_CURVE_STATE, zoom: this.zoom };
    this.#charts.update({
      ...{ runs: this.runs, metrics: METRICS, axis: 'epoch' },
      ...{ state, width: WIDTH },
    });
  }

  protected override render() {
    const { models, problem } = this.#charts;
    if (problem) return html`<plain-notice role="alert">${problem}</plain-notice>`;
    if (models.length === 0) return html`<p class="soft" role="status">Reading the curves…</p>`;
    return models.map(
      (model) => html`<curve-chart
        .model=${model}
        .colours=${plotColours(themes.theme)}
        .cursor=${this.#cursor}
        .highlighted=${this.highlighted}
        @zoom=${this.#zoom}
      ></curve-chart>`,
    );
  }

  #zoom(event: CustomEvent<Extent | null>): void {
    const { whole } = this.#charts;
    const granted = grantedZoom(event, { whole, zoom: this.zoom, scale: 'linear' });
    if (granted) this.zoom = granted.zoom;
  }
}

customElements.define('curves-figure', CurvesFigure);

declare global {
  interface HTMLElementTagNameMap {
    'curves-figure': CurvesFigure;
  }
}
