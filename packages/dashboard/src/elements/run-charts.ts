import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { usualMetrics } from '../charts/chart-metric.js';
import { type ChartedRun, ChartModels } from '../charts/chart-models.js';
import type { Extent } from '../charts/extent.js';
import { LinkedCursor } from '../charts/linked-cursor.js';
import type { PlotColours, PlotModel } from '../charts/plot-model.js';
import { grantedZoom } from '../charts/zoom-within.js';
import { navigation, store } from '../page.js';
import { type CurveState, FIRST_CURVE_STATE } from '../state/curve-route.js';
import { Observe } from '../state/observe.js';
import type { XAxis } from '../state/route.js';
import { sameItems } from '../state/same-items.js';
import { base } from '../styles/base.js';
import type { CurveLook } from './run-charts-controls.js';
import { runChartsStyles } from './run-charts-styles.js';
import './curve-chart.js';
import './plain-notice.js';
import './run-charts-controls.js';
import './run-charts-metrics.js';
import './run-charts-place.js';

export type { ChartedRun };

/** Widths are rounded up to this many pixels, so that a little wider window asks for nothing. */
const WIDTH_STEP = 100;
/** Charts are beside each other from this width on, in pixels, as in the styles. */
const TWO_WIDE = 720;

/**
 * The charts of some runs beside each other, over one x axis and with one cursor. They read their
 * curves from the server in as many buckets as the charts have pixels, anew for every zoom; which
 * metrics are looked at, and how, is in the address.
 * @fires near - CustomEvent with the id of the run whose curve is pointed at, or null.
 */
export class RunCharts extends LitElement {
  static override styles = [base, runChartsStyles];

  static override properties = {
    runs: { attribute: false },
    axis: {},
    colours: { attribute: false },
    highlighted: { attribute: false },
    width: { state: true },
  };

  /** The runs to draw. */
  declare runs: readonly ChartedRun[];
  /** What they are drawn over. */
  declare axis: XAxis;
  declare colours: PlotColours;
  /** The run that stands out. */
  declare highlighted: string | undefined;
  declare private width: number;

  readonly #charts = new ChartModels((run, query) => store.buckets(run, query));
  readonly #cursor = new LinkedCursor();
  /** The run that others were told is near. */
  #near: string | undefined;
  #keys: ReadonlySet<string> = new Set();
  #usual = usualMetrics(this.#keys);
  /** Whose keys those are. */
  #keyed: readonly unknown[] = [];
  readonly #resizing = new ResizeObserver(([entry]) => {
    this.width = Math.ceil(entry.contentRect.width / WIDTH_STEP) * WIDTH_STEP;
  });

  constructor() {
    super();
    this.width = 0;
    new Observe(this, store, navigation);
    this.#cursor.subscribe((when) => when === 'rested' && this.#tellNear());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('axis') && this.hasUpdated) this.#cursor.put(undefined, this);
    this.#gatherKeys();
    if (this.width === 0) return;
    const [metrics, state, width] = [this.#metrics, this.#state, this.#chartWidth];
    if (metrics.length === 0) return;
    this.#charts.update({ runs: this.runs, metrics, axis: this.axis, state, width });
  }

  protected override render() {
    const { problem, whole } = this.#charts;
    const configs = this.runs.map(({ run }) => run.config).filter((config) => config !== null);
    return html`<div class="controls">
        <run-charts-controls
          .state=${this.#state}
          .axis=${this.axis}
          .whole=${whole}
          .canGroup=${new Set(configs).size < configs.length}
          @look=${({ detail }: CustomEvent<CurveLook>) => this.#look(detail)}
        ></run-charts-controls>
        <run-charts-metrics
          .metrics=${this.#metrics}
          .keys=${this.#keys}
          @choose=${({ detail }: CustomEvent<readonly string[] | null>) => this.#choose(detail)}
        ></run-charts-metrics>
      </div>
      ${problem ? html`<p class="problem"><plain-notice>${problem}</plain-notice></p>` : nothing}
      <div class="charts ${this.#metrics.length > 1 ? 'two' : ''}">${this.#renderCharts()}</div>`;
  }

  #renderCharts() {
    if (this.#metrics.length === 0) {
      return html`<p class="soft">No chart is chosen: “Charts” has the metrics of these runs.</p>`;
    }
    const { models } = this.#charts;
    if (models.length === 0) return html`<p class="waiting">Reading the curves…</p>`;
    return repeat(
      models,
      ({ metric }) => metric,
      (model) => this.#renderChart(model),
    );
  }

  #renderChart(model: PlotModel) {
    return html`<curve-chart
      .model=${model}
      .colours=${this.colours}
      .cursor=${this.#cursor}
      .highlighted=${this.highlighted}
      @zoom=${this.#zoom}
      ><run-charts-place
        .metric=${model.metric}
        .metrics=${this.#metrics}
        @choose=${({ detail }: CustomEvent<readonly string[]>) => this.#choose(detail)}
      ></run-charts-place
    ></curve-chart>`;
  }

  /** How the address wants the curves. */
  get #state(): CurveState {
    const { route } = navigation;
    return route.view === 'run' || route.view === 'compare' ? route : FIRST_CURVE_STATE;
  }

  get #metrics(): readonly string[] {
    return this.#state.metrics ?? this.#usual;
  }

  #gatherKeys(): void {
    const metrics = this.runs.map(({ run }) => run.metrics);
    if (sameItems(metrics, this.#keyed)) return;
    this.#keyed = metrics;
    this.#keys = new Set(metrics.flatMap((one) => Object.keys(one)).sort());
    this.#usual = usualMetrics(this.#keys);
  }

  /** Changes the address. */
  #look({ changes, isStep }: CurveLook): void {
    const { route } = navigation;
    if (route.view !== 'run' && route.view !== 'compare') return;
    navigation.go({ ...route, ...changes }, { replace: !isStep });
  }

  #choose(metrics: readonly string[] | null): void {
    this.#look({ changes: { metrics: metrics ?? undefined }, isStep: true });
  }

  #zoom(event: CustomEvent<Extent | null>): void {
    const { zoom, xScale: scale } = this.#state;
    const granted = grantedZoom(event, { whole: this.#charts.whole, zoom, scale });
    if (granted) this.#look({ changes: granted, isStep: true });
  }

  #tellNear(): void {
    const { near } = this.#cursor;
    if (near === this.#near) return;
    this.#near = near;
    this.dispatchEvent(new CustomEvent('near', { detail: near ?? null }));
  }

  /** How wide one chart is about, in pixels. */
  get #chartWidth(): number {
    const isTwo = this.#metrics.length > 1 && this.width >= TWO_WIDE;
    return Math.max(WIDTH_STEP, isTwo ? Math.ceil(this.width / 2) : this.width);
  }
}

customElements.define('run-charts', RunCharts);

declare global {
  interface HTMLElementTagNameMap {
    'run-charts': RunCharts;
  }
}
