import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { type AlignedCurves, alignCurves } from '../charts/align.js';
import { describeX } from '../charts/axis-text.js';
import { CurvePlot } from '../charts/curve-plot.js';
import {
  CHART_TITLES,
  describeChart,
  describeNotFinite,
  describePoints,
} from '../charts/describe.js';
import type { Extent } from '../charts/extent.js';
import { extentsOf, type PlotColours, type PlotModel } from '../charts/plot-model.js';
import { readoutAt } from '../charts/readout.js';
import { base } from '../styles/base.js';
import { tables } from '../styles/tables.js';
import { curveChartStyles } from './curve-chart-styles.js';
import './curve-export.js';
import './curve-values.js';
import './run-mark.js';

/** From so many runs on, what they say is a list that scrolls. */
const SCROLLED = 8;

/**
 * Curves of one metric of some runs, with what they say at the cursor under them, and all their
 * values in a table. The arrow keys move the cursor, + and - zoom about it; a drag zooms, a double
 * click or 0 shows everything again.
 * @fires cursor - CustomEvent with the x that is pointed at, or null, as its detail.
 * @fires near - CustomEvent with the id of the run whose curve is pointed at, or null.
 * @fires zoom - CustomEvent with the range of x to show, or null for all of it.
 */
export class CurveChart extends LitElement {
  static override styles = [base, tables, ...curveChartStyles];

  static override properties = {
    model: { attribute: false },
    colours: { attribute: false },
    cursorX: { attribute: false },
    highlighted: { attribute: false },
    valuesOpen: { state: true },
  };

  /** What is drawn. */
  declare model: PlotModel;
  /** In which colours. */
  declare colours: PlotColours;
  /** Where the linked cursor is. */
  declare cursorX: number | undefined;
  /** The run that stands out. */
  declare highlighted: string | undefined;
  declare private valuesOpen: boolean;

  #plot: CurvePlot | undefined;
  #aligned: AlignedCurves = { x: [], columns: [] };
  /** Kept between draws, so that moving the cursor does not make it anew. */
  #summary = '';
  readonly #resizing = new ResizeObserver(() => this.#plot?.resize());

  constructor() {
    super();
    this.valuesOpen = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizing.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate('model');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('model')) return;
    const { metric, axis, curves } = this.model;
    const before = changed.get('model') as PlotModel | undefined;
    if (before?.curves === curves && before.runs.length === this.model.runs.length) return;
    this.#aligned = alignCurves(curves);
    this.#summary = describeChart(metric, axis, curves, (run) => this.#nameOf(run));
  }

  protected override render() {
    const { model } = this;
    const title = CHART_TITLES[model.metric];
    const isEmpty = model.curves.length === 0;
    return html`<figure aria-labelledby="title" aria-describedby="summary">
      <figcaption>
        <h3 id="title">${title}</h3>
        <span class="key" aria-hidden="true">
          <span class="faint"></span> training <span class="strong"></span> validation
        </span>
        <p id="summary" class="out-of-sight">${this.#summary}</p>
        <curve-export
          .model=${model}
          .colours=${this.colours}
          .canvas=${() => this.#plot?.canvas}
        ></curve-export>
      </figcaption>
      <div
        class="plot"
        role="slider"
        tabindex=${isEmpty ? -1 : 0}
        aria-label="${title} cursor"
        aria-disabled=${isEmpty}
        aria-valuemin=${this.#aligned.x[0] ?? 0}
        aria-valuemax=${this.#aligned.x.at(-1) ?? 0}
        aria-valuenow=${this.cursorX ?? this.#aligned.x.at(-1) ?? 0}
        aria-valuetext=${this.#valueText()}
        @keydown=${this.#move}
        @blur=${() => this.#point(undefined)}
      ></div>
      ${isEmpty ? html`<p class="empty">No ${model.metric} yet.</p>` : this.#renderReadout()}
      ${this.#renderBreaks()}
    </figure>`;
  }

  #renderReadout() {
    const where = this.cursorX === undefined ? 'Last' : describeX(this.model.axis, this.cursorX);
    return html`<p class="points">${describePoints(this.model.curves, extentsOf(this.model).x)}</p>
      <div class=${this.model.runs.length > SCROLLED ? 'scroll tall' : ''}><table class="readout">
        <thead>
          <tr>
            <th scope="col" class="where">${where}</th>
            <th scope="col" class="number">training</th>
            <th scope="col" class="number">validation</th>
          </tr>
        </thead>
        <tbody>
          ${readoutAt(this.model, this.cursorX).map(
            (row, i) => html`<tr class=${this.highlighted === row.run ? 'lit' : ''}>
              <th scope="row">
                <run-mark .look=${this.model.runs[i].look}></run-mark><span>${row.name}</span>
              </th>
              <td class="number soft">${row.train ?? '–'}</td>
              <td class="number">${row.validation ?? '–'}</td>
            </tr>`,
          )}
        </tbody>
      </table></div>
      <details @toggle=${this.#toggleValues}>
        <summary>All values</summary>
        ${this.valuesOpen ? html`<curve-values .model=${this.model}></curve-values>` : nothing}
      </details>`;
  }

  #renderBreaks() {
    const breaks = this.model.curves.flatMap((curve) => {
      const words = describeNotFinite(this.model.axis, curve);
      if (!words) return [];
      const role = curve.role === 'train' ? 'training' : 'validation';
      return [`${this.#nameOf(curve.run)}, ${role}: ${words}`];
    });
    return breaks.map(
      (words) => html`<p class="break"><span aria-hidden="true">✕</span> ${words}</p>`,
    );
  }

  protected override updated(changed: PropertyValues<this>): void {
    const target = this.renderRoot.querySelector<HTMLElement>('.plot')!;
    if (!this.#plot) {
      this.#plot = new CurvePlot(target, this.model, this.#aligned, this.colours, {
        onCursor: (x) => this.#point(x),
        onNear: (run) => this.#near(run),
        onZoom: (range) => this.#zoom(range),
      });
      this.#resizing.observe(target);
    } else if (changed.has('model') || changed.has('colours') || changed.has('highlighted')) {
      this.#plot.show(this.model, this.#aligned, this.colours, this.highlighted);
    }
    this.#plot.pointAt(this.cursorX);
  }

  #move(event: KeyboardEvent): void {
    if (this.#zoomByKey(event.key)) {
      event.preventDefault();
      return;
    }
    const places = this.#aligned.x;
    const at = this.cursorX === undefined ? places.length - 1 : places.indexOf(this.cursorX);
    const target = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: places.length - 1 }[
      event.key
    ];
    if (event.key === 'Escape') this.#point(undefined);
    if (target === undefined || places.length === 0) return;
    event.preventDefault();
    this.#point(places[Math.min(places.length - 1, Math.max(0, target))]);
  }

  /** + and - halve and double the range about the cursor, 0 shows all of it. */
  #zoomByKey(key: string): boolean {
    const factor = { '+': 0.5, '=': 0.5, '-': 2 }[key];
    if (key === '0') this.#zoom(undefined);
    if (factor === undefined) return key === '0';
    const [from, to] = extentsOf(this.model).x;
    const about = this.cursorX ?? (from + to) / 2;
    this.#zoom([about - (about - from) * factor, about + (to - about) * factor]);
    return true;
  }

  #zoom(range: Extent | undefined): void {
    this.dispatchEvent(new CustomEvent('zoom', { detail: range }));
  }

  #point(x: number | undefined): void {
    if (x === this.cursorX) return;
    this.dispatchEvent(new CustomEvent('cursor', { detail: x }));
  }

  #near(run: string | undefined): void {
    if (run === this.highlighted) return;
    this.dispatchEvent(new CustomEvent('near', { detail: run }));
  }

  #toggleValues(event: Event): void {
    this.valuesOpen = (event.target as HTMLDetailsElement).open;
  }

  #valueText(): string {
    const rows = readoutAt(this.model, this.cursorX)
      .slice(0, SCROLLED)
      .map(
        ({ name, train, validation }) =>
          `${name} training ${train ?? 'none'}, validation ${validation ?? 'none'}`,
      );
    const where =
      this.cursorX === undefined ? 'last values' : describeX(this.model.axis, this.cursorX);
    return `${where}: ${rows.join('; ')}`;
  }

  #nameOf(run: string): string {
    return this.model.runs.find(({ id }) => id === run)?.name ?? run;
  }
}

customElements.define('curve-chart', CurveChart);

declare global {
  interface HTMLElementTagNameMap {
    'curve-chart': CurveChart;
  }
}
