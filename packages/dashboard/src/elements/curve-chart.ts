import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { type AlignedCurves, alignCurves } from '../charts/align.js';
import { chartTitle } from '../charts/chart-metric.js';
import { placeByKey, rangeByKey } from '../charts/cursor-keys.js';
import { CurvePlot } from '../charts/curve-plot.js';
import { describeChart } from '../charts/describe.js';
import type { Extent } from '../charts/extent.js';
import type { LinkedCursor } from '../charts/linked-cursor.js';
import { extentsOf, type PlotColours, type PlotModel } from '../charts/plot-model.js';
import { base } from '../styles/base.js';
import { curveChartStyles } from './curve-chart-styles.js';
import { whenSeen } from './curve-seen.js';
import './curve-export.js';
import './curve-readout.js';

/**
 * Curves of one metric of some runs, with what they say at the cursor under them, and all their
 * values in a table. The arrow keys move the cursor, + and - zoom about it; a drag zooms, a double
 * click or 0 shows everything again. A chart is drawn when it comes into sight.
 * @slot What can be done with the chart beside saving it.
 * @fires zoom - CustomEvent with the range of x to show, or null for all of it; one that is cancelled is not granted.
 */
export class CurveChart extends LitElement {
  static override styles = [base, ...curveChartStyles];

  static override properties = {
    model: { attribute: false },
    colours: { attribute: false },
    cursor: { attribute: false },
    highlighted: { attribute: false },
  };

  /** What is drawn. */
  declare model: PlotModel;
  /** In which colours. */
  declare colours: PlotColours;
  /** The cursor that it has in common with other charts. */
  declare cursor: LinkedCursor;
  /** The run that stands out. */
  declare highlighted: string | undefined;

  #plot: CurvePlot | undefined;
  #aligned: AlignedCurves = { x: [], columns: [] };
  #summary = '';
  #isSeen = false;
  /** What is on the canvas is of before. */
  #isStale = true;
  #stops: readonly (() => void)[] = [];
  readonly #canvas = () => this.#plot?.canvas;
  readonly #resizing = new ResizeObserver(() => {
    this.#plot?.resize();
    this.#point();
  });

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate('model');
    this.#stops = [
      this.cursor.subscribe((when) => this.#follow(when)),
      whenSeen(this, (isSeen) => {
        this.#isSeen = isSeen;
        if (isSeen && this.hasUpdated) this.#comeIntoSight();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
    this.#resizing.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('model')) return;
    const { metric, axis, curves, runs } = this.model;
    const before = changed.get('model') as PlotModel | undefined;
    if (before?.curves === curves && before.runs.length === runs.length) return;
    const names = new Map(runs.map(({ id, name }) => [id, name]));
    this.#aligned = alignCurves(curves);
    this.#summary = describeChart(metric, axis, curves, (run) => names.get(run) ?? run);
  }

  protected override render() {
    const { model } = this;
    const title = chartTitle(model.metric);
    const isEmpty = model.curves.length === 0;
    const isPair = isEmpty || model.curves.some(({ role }) => role !== 'value');
    return html`<figure aria-labelledby="title" aria-describedby="summary">
      <figcaption>
        <h3 id="title">${title}</h3>
        ${
          isPair
            ? html`<span class="key" aria-hidden="true">
                <span class="faint"></span> training <span class="strong"></span> validation
              </span>`
            : nothing
        }
        <p id="summary" class="out-of-sight">${this.#summary}</p>
        <span class="tools"
          ><curve-export
            .model=${model}
            .colours=${this.colours}
            .canvas=${this.#canvas}
          ></curve-export
          ><slot></slot
        ></span>
      </figcaption>
      <div
        class="plot"
        role="slider"
        tabindex=${isEmpty ? -1 : 0}
        aria-label="${title} cursor"
        aria-disabled=${isEmpty}
        aria-valuemin=${this.#aligned.x[0] ?? 0}
        aria-valuemax=${this.#aligned.x.at(-1) ?? 0}
        @keydown=${this.#move}
        @blur=${() => this.cursor.put(undefined, this)}
      ></div>
      ${
        isEmpty
          ? html`<p class="empty">No ${model.metric} yet.</p>`
          : html`<curve-readout .model=${model}></curve-readout>`
      }
    </figure>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const isNew = changed.has('model') || changed.has('colours');
    if (isNew) this.#isStale = true;
    if (this.#isSeen) this.#draw();
    else this.#say();
    if (changed.has('highlighted')) this.#point();
  }

  #comeIntoSight(): void {
    this.#draw();
    this.#point();
    this.#say();
  }

  #draw(): void {
    if (!this.#isStale) return;
    this.#isStale = false;
    const target = this.renderRoot.querySelector<HTMLElement>('.plot')!;
    if (this.#plot) this.#plot.show(this.model, this.#aligned, this.colours);
    else {
      this.#plot = new CurvePlot(target, this.model, this.#aligned, this.colours, {
        onCursor: (x, near) => this.#take(x, near),
        onZoom: (range) => this.#zoom(range),
      });
      this.#resizing.observe(target);
    }
    this.#point();
    this.#say();
  }

  /** The pointer is somewhere on this chart, or left it. */
  #take(x: number | undefined, near: string | undefined): void {
    if (x !== undefined || this.cursor.source === this) this.cursor.move(x, near, this);
  }

  /** The cursor moved, here or on another chart. */
  #follow(when: 'moved' | 'rested'): void {
    if (!this.hasUpdated || !this.#isSeen) return;
    this.#point(when);
    if (when === 'rested') this.#say();
  }

  /** Shows where the cursor is. Of another chart's a line is enough until it rests. */
  #point(when: 'moved' | 'rested' = 'rested'): void {
    const { x, near, source } = this.cursor;
    this.#plot?.pointAt(x);
    if (when === 'moved' && source !== this) return;
    const lit = near ?? this.highlighted;
    this.#plot?.mark(x, lit);
    this.#readout?.pointAt(x, lit);
  }

  /** Says it to those who do not see it. */
  #say(): void {
    const slider = this.renderRoot.querySelector('.plot');
    const last = this.#aligned.x.at(-1) ?? 0;
    slider?.setAttribute('aria-valuenow', String(this.cursor.x ?? last));
    void this.#readout?.updateComplete.then(() => {
      slider?.setAttribute('aria-valuetext', this.#readout?.words ?? '');
    });
  }

  get #readout() {
    return this.renderRoot.querySelector('curve-readout');
  }

  #move(event: KeyboardEvent): void {
    const { x } = this.cursor;
    const range = rangeByKey(event.key, extentsOf(this.model).x, x, this.model.xScale);
    const place = placeByKey(event.key, this.#aligned.x, x);
    if (range) this.#zoom(range);
    else if (event.key === '0') this.#zoom(undefined);
    else if (place !== undefined) this.cursor.put(place, this);
    else if (event.key === 'Escape') this.cursor.put(undefined, this);
    if (range || place !== undefined || event.key === '0') event.preventDefault();
  }

  #zoom(range: Extent | undefined): boolean {
    return this.dispatchEvent(new CustomEvent('zoom', { detail: range, cancelable: true }));
  }
}

customElements.define('curve-chart', CurveChart);

declare global {
  interface HTMLElementTagNameMap {
    'curve-chart': CurveChart;
  }
}
