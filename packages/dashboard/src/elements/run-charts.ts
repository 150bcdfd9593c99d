import { decodeNumber } from '@peasy/core';
import type { RunRow } from '@peasy/tracker/api';
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BucketColumns, BucketQuery } from '../api/buckets.js';
import { describeX, X_AXIS_NAMES } from '../charts/axis-text.js';
import { type Curve, ROLES } from '../charts/curve.js';
import { curvesOf, placeOfBest, SERVER_AXES } from '../charts/curves-of.js';
import { type Extent, xExtent } from '../charts/extent.js';
import { meanOfCurves } from '../charts/mean-curves.js';
import type { PlotColours, PlotModel } from '../charts/plot-model.js';
import { describeDistance, smoothingChoices } from '../charts/smoothing.js';
import { countOf } from '../format/number.js';
import { navigation, store } from '../page.js';
import type { RunLook } from '../runs/look.js';
import {
  type CurveState,
  FIRST_CURVE_STATE,
  SEED_LOOKS,
  type SeedLook,
  Y_SCALES,
  type YScale,
} from '../state/curve-route.js';
import { Observe } from '../state/observe.js';
import { type ChartMetric, X_AXES, type XAxis } from '../state/route.js';
import { base } from '../styles/base.js';
import { controls } from '../styles/controls.js';
import { runChartsStyles } from './run-charts-styles.js';
import './curve-chart.js';
import './one-of.js';
import './plain-notice.js';

/** Series that the charts are made of. */
export const CHART_KEYS = ['loss', 'accuracy', 'valLoss', 'valAccuracy'] as const;

/** A run with how it is drawn. */
export interface ChartedRun {
  readonly run: RunRow;
  readonly look: RunLook;
}

/** Widths are rounded up to this many pixels, so that a little wider window asks for nothing. */
const WIDTH_STEP = 100;
/** Charts are beside each other from this width on, in pixels, as in the styles. */
const TWO_WIDE = 720;

/**
 * The charts of some runs beside each other, over one x axis and with one cursor. They read their
 * curves from the server in as many buckets as the charts have pixels, anew for every zoom; what is
 * looked at, and how, is in the address.
 * @fires near - CustomEvent with the id of the run whose curve is pointed at, or null.
 */
export class RunCharts extends LitElement {
  static override styles = [base, controls, runChartsStyles];

  static override properties = {
    runs: { attribute: false },
    metrics: { attribute: false },
    axis: {},
    colours: { attribute: false },
    highlighted: { attribute: false },
    cursorX: { state: true },
    width: { state: true },
  };

  /** The runs to draw. */
  declare runs: readonly ChartedRun[];
  /** The charts to draw. */
  declare metrics: readonly ChartMetric[];
  /** What they are drawn over. */
  declare axis: XAxis;
  declare colours: PlotColours;
  /** The run that stands out. */
  declare highlighted: string | undefined;
  declare private cursorX: number | undefined;
  declare private width: number;

  /** Kept between draws, so that moving the cursor does not make them anew. */
  #models: readonly PlotModel[] = [];
  #curves = new Map<ChartMetric, readonly Curve[]>();
  #inputs: readonly unknown[] = [];
  /** What was shown of each run, until the answer to another query is there. */
  #shown = new Map<string, readonly BucketColumns[]>();
  #shownAxis: XAxis | undefined;
  #problem: string | undefined;
  /** How far x goes without a zoom. */
  #whole: Extent | undefined;
  readonly #resizing = new ResizeObserver(([entry]) => {
    this.width = Math.ceil(entry.contentRect.width / WIDTH_STEP) * WIDTH_STEP;
  });

  constructor() {
    super();
    this.width = 0;
    new Observe(this, store, navigation);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('axis')) this.cursorX = undefined;
    if (this.width > 0) this.#read();
  }

  protected override render() {
    const choices = X_AXES.map((value) => ({ value, label: X_AXIS_NAMES[value] }));
    return html`<div class="controls">
        <one-of
          legend="Over"
          show-legend
          .choices=${choices}
          .value=${this.axis}
          @choose=${({ detail: x }: CustomEvent<XAxis>) =>
            this.#look({ smooth: 0, zoom: undefined, x }, false)}
        ></one-of>
        ${this.#renderSmoothing()}
        <one-of
          legend="Values"
          .choices=${Y_SCALES.map((value) => ({ value, label: value }))}
          .value=${this.#state.y}
          @choose=${({ detail: y }: CustomEvent<YScale>) => this.#look({ y })}
        ></one-of>
        ${this.#renderSeeds()}
        ${this.#renderRange()}
        <slot></slot>
      </div>
      ${this.#problem ? html`<p class="problem"><plain-notice>${this.#problem}</plain-notice></p>` : nothing}
      <div class="charts ${this.metrics.length > 1 ? 'two' : ''}">
        ${
          this.#models.length === 0
            ? html`<p class="waiting">Reading the curves…</p>`
            : repeat(
                this.#models,
                ({ metric }) => metric,
                (model) => this.#renderChart(model),
              )
        }
      </div>`;
  }

  #renderSmoothing() {
    const { smooth } = this.#state;
    const [from, to] = this.#whole ?? this.#state.zoom ?? [0, 0];
    const offered = smoothingChoices(this.axis, to - from);
    const choices = [...new Set([...offered, ...(smooth > 0 ? [smooth] : [])])];
    choices.sort((a, b) => a - b);
    return html`<label title="A mean of all points before, whose weight falls to 1/e over this distance"
      >Smooth over
      <select
        @change=${(event: Event) =>
          this.#look({ smooth: Number((event.target as HTMLSelectElement).value) })}
      >
        <option value="0" .selected=${smooth === 0}>nothing</option>
        ${choices.map(
          (distance) =>
            html`<option value=${distance} .selected=${distance === smooth}>
              ${describeDistance(this.axis, distance)}
            </option>`,
        )}
      </select></label
    >`;
  }

  #renderSeeds() {
    const configs = this.runs.map(({ run }) => run.config).filter((config) => config !== null);
    if (new Set(configs).size === configs.length) return nothing;
    return html`<one-of
      legend="Runs of a config"
      .choices=${SEED_LOOKS.map((value) => ({ value, label: value === 'each' ? 'each run' : 'mean of a config' }))}
      .value=${this.#state.seeds}
      @choose=${({ detail: seeds }: CustomEvent<SeedLook>) => this.#look({ seeds })}
    ></one-of>`;
  }

  #renderRange() {
    const { zoom } = this.#state;
    if (!zoom) return html`<span class="soft hint">Drag on a chart to zoom</span>`;
    const [from, to] = zoom.map((value) => describeX(this.axis, value));
    return html`<span class="range"
      >${from} to ${to}
      <button type="button" @click=${() => this.#look({ zoom: undefined }, false)}>
        Show all
      </button></span
    >`;
  }

  #renderChart(model: PlotModel) {
    return html`<curve-chart
      .model=${model}
      .colours=${this.colours}
      .cursorX=${this.cursorX}
      .highlighted=${this.highlighted}
      @cursor=${(event: CustomEvent<number | null>) => {
        this.cursorX = event.detail ?? undefined;
      }}
      @zoom=${(event: CustomEvent<Extent | null>) => this.#zoom(event.detail ?? undefined)}
      @near=${(event: CustomEvent<string | null>) =>
        this.dispatchEvent(new CustomEvent('near', { detail: event.detail }))}
    ></curve-chart>`;
  }

  /** How the address wants the curves. */
  get #state(): CurveState {
    const { route } = navigation;
    return route.view === 'run' || route.view === 'compare' ? route : FIRST_CURVE_STATE;
  }

  /** Changes the address; a zoom and an axis are steps for Back, the rest is none. */
  #look(changes: Partial<CurveState & { x: XAxis }>, replace = true): void {
    const { route } = navigation;
    if (route.view !== 'run' && route.view !== 'compare') return;
    navigation.go({ ...route, ...changes }, { replace });
  }

  #zoom(range: Extent | undefined): void {
    if (!range) {
      if (this.#state.zoom) this.#look({ zoom: undefined }, false);
      return;
    }
    const [from, to] = this.#whole ?? range;
    const size = range[1] - range[0];
    // Digits finer than a thousandth of the range say nothing.
    const unit = 10 ** (Math.floor(Math.log10(size)) - 3);
    const round = (value: number) => Number((Math.round(value / unit) * unit).toPrecision(12));
    const zoom = [round(Math.max(from, range[0])), round(Math.min(to, range[1]))] as const;
    const isAll = zoom[0] <= from && zoom[1] >= to;
    if (isAll) this.#look({ zoom: undefined }, false);
    else if (zoom[1] > zoom[0]) this.#look({ zoom }, false);
  }

  /** Asks for the curves, and makes models of what is there. */
  #read(): void {
    const { axis } = this;
    const { y, smooth, zoom, seeds } = this.#state;
    const query = queryOf(axis, this.#chartWidth, smooth, zoom);
    if (this.#shownAxis !== axis) this.#shown.clear();
    this.#shownAxis = axis;
    let problem: Error | undefined;
    const unplaced: ChartedRun[] = [];
    for (const one of this.runs) {
      const { run } = one;
      // The server lays a run without a split along images if it says its batch size, and refuses it
      // otherwise, with all that it is asked for together with.
      const isDoubtful = axis === 'images' && !run.split;
      const cached = store.buckets(run, isDoubtful ? { ...query, apart: true } : query);
      if (isDoubtful && cached.problem) unplaced.push(one);
      else problem ??= cached.problem;
      if (cached.value) this.#shown.set(run.id, cached.value);
    }
    const placed = this.runs.filter((one) => !unplaced.includes(one));
    this.#problem =
      problem?.message ??
      (unplaced.length > 0
        ? `${countOf(unplaced.length, 'run')} without photos of Peasy's own cannot be laid along images: not all say their batch size (param batchSize).`
        : undefined);
    const isReady = placed.some(({ run }) => this.#shown.has(run.id));
    if (!isReady && !problem && placed.length > 0) {
      this.#models = [];
      this.#inputs = [];
      return;
    }
    const columns = placed.map(({ run }) => this.#shown.get(run.id));
    const looks = placed.map(({ run, look }) => `${run.id}/${run.name}/${JSON.stringify(look)}`);
    const groups = this.#groups(placed);
    const curveInputs = [axis, seeds, this.metrics.join(), looks.join(), ...columns];
    if (!isSame(curveInputs, this.#inputs)) {
      this.#inputs = curveInputs;
      this.#curves = new Map(
        this.metrics.map((metric) => [
          metric,
          groups.flatMap((group) => this.#curvesOf(group, metric)),
        ]),
      );
      this.#models = [];
    }
    if (!zoom) this.#whole = xExtent([...this.#curves.values()].flat());
    const [first] = this.#models;
    if (first && first.scale === y && first.zoom === zoom) return;
    this.#models = this.metrics.map((metric) => ({
      ...{ metric, axis, zoom, scale: y },
      curves: this.#curves.get(metric)!,
      runs: groups.map(([{ run, look }, ...others]) => ({
        ...{ id: run.id, look },
        name: others.length > 0 ? `${run.config}, mean of ${others.length + 1}` : run.name,
        bestX: others.length > 0 ? undefined : bestPlace(run, this.#shown.get(run.id), axis),
      })),
    }));
  }

  /** Runs that are drawn as one: those of a config where their mean is asked for, else each alone. */
  #groups(runs: readonly ChartedRun[]): readonly (readonly ChartedRun[])[] {
    if (this.#state.seeds === 'each') return runs.map((one) => [one]);
    const groups = new Map<string, ChartedRun[]>();
    for (const one of runs) {
      const name = one.run.config ?? one.run.id;
      groups.set(name, [...(groups.get(name) ?? []), one]);
    }
    return [...groups.values()];
  }

  /** Curves of a metric: a run's own, or the means of several runs, in the look of the first. */
  #curvesOf(group: readonly ChartedRun[], metric: ChartMetric): readonly Curve[] {
    const curves = group.flatMap(({ run }) =>
      curvesOf(run.id, metric, this.#shown.get(run.id) ?? [], this.axis),
    );
    if (group.length === 1) return curves;
    return ROLES.flatMap((role) => {
      const some = curves.filter((curve) => curve.role === role);
      return meanOfCurves(some, group[0].run.id, role) ?? [];
    });
  }

  /** How wide one chart is about, in pixels. */
  get #chartWidth(): number {
    const isTwo = this.metrics.length > 1 && this.width >= TWO_WIDE;
    return Math.max(WIDTH_STEP, isTwo ? Math.ceil(this.width / 2) : this.width);
  }
}

/** A zoom is asked for with half of it again on either side: lines go on beyond the picture, and the next zoom has something to begin with. */
function queryOf(
  axis: XAxis,
  width: number,
  smooth: number,
  zoom: CurveState['zoom'],
): BucketQuery {
  const { name, unit } = SERVER_AXES[axis];
  const query = { keys: CHART_KEYS, x: name, ...(smooth > 0 && { smooth: smooth * unit }) };
  if (!zoom) return { ...query, buckets: width };
  const half = (zoom[1] - zoom[0]) / 2;
  return {
    ...query,
    from: (zoom[0] - half) * unit,
    to: (zoom[1] + half) * unit,
    buckets: 2 * width,
  };
}

function bestPlace(
  run: RunRow,
  columns: readonly BucketColumns[] | undefined,
  axis: XAxis,
): number | undefined {
  const best = run.metrics.valAccuracy?.best;
  const series = columns?.find(({ key }) => key === 'valAccuracy');
  return placeOfBest(
    series,
    best === null || best === undefined ? undefined : decodeNumber(best),
    axis,
  );
}

function isSame(first: readonly unknown[], second: readonly unknown[]): boolean {
  return first.length === second.length && first.every((one, i) => one === second[i]);
}

customElements.define('run-charts', RunCharts);

declare global {
  interface HTMLElementTagNameMap {
    'run-charts': RunCharts;
  }
}
