import type { RunRow, Series } from '@peasy/tracker/api';
import { css, html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { curvesOf, type XSource, xValues } from '../charts/curves-of.js';
import type { PlotColours, PlotModel } from '../charts/plot-model.js';
import { bestValidation } from '../runs/accuracy.js';
import type { RunLook } from '../runs/look.js';
import { type ChartMetric, X_AXES, type XAxis } from '../state/route.js';
import { base } from '../styles/base.js';
import './curve-chart.js';
import './one-of.js';

/** Series that the charts are made of. */
export const CHART_KEYS = ['loss', 'accuracy', 'valLoss', 'valAccuracy', 'seconds'] as const;

/** A run with what its curves are made of. */
export interface ChartedRun {
  readonly run: RunRow;
  readonly look: RunLook;
  /** Its series by CHART_KEYS; undefined until they are there. */
  readonly series: readonly Series[] | undefined;
}

/**
 * The charts of some runs beside each other, over one x axis and with one cursor.
 * @fires axis - CustomEvent with the x axis that was chosen as its detail.
 * @fires near - CustomEvent with the id of the run whose curve is pointed at, or null.
 */
export class RunCharts extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 20px;
        margin-bottom: 16px;
      }
      .charts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 28px 40px;
      }
      @container (min-width: 720px) {
        .charts.two {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      .waiting {
        min-height: 320px;
        color: var(--ink-soft);
      }
    `,
  ];

  static override properties = {
    runs: { attribute: false },
    metrics: { attribute: false },
    axis: {},
    colours: { attribute: false },
    highlighted: { attribute: false },
    cursorX: { state: true },
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

  /** Kept between draws, so that moving the cursor does not make them anew. */
  #models: readonly PlotModel[] = [];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('axis')) this.cursorX = undefined;
    if (changed.has('axis') || changed.has('runs') || changed.has('metrics')) {
      this.#models = this.metrics.map((metric) => this.#modelOf(metric));
    }
  }

  protected override render() {
    const choices = X_AXES.map((value) => ({ value, label: value }));
    return html`<div class="controls">
        <one-of
          legend="Over"
          show-legend
          .choices=${choices}
          .value=${this.axis}
          @choose=${(event: CustomEvent<XAxis>) => this.#tell('axis', event.detail)}
        ></one-of>
        ${
          this.axis === 'seconds'
            ? html`<span class="soft">without the pause between a stop and its resume</span>`
            : nothing
        }
        <slot></slot>
      </div>
      <div class="charts ${this.metrics.length > 1 ? 'two' : ''}">
        ${
          this.runs.every(({ series }) => series === undefined)
            ? html`<p class="waiting">Reading the curves…</p>`
            : repeat(
                this.#models,
                ({ metric }) => metric,
                (model) => this.#renderChart(model),
              )
        }
      </div>`;
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
      @near=${(event: CustomEvent<string | null>) => this.#tell('near', event.detail)}
    ></curve-chart>`;
  }

  #modelOf(metric: ChartMetric): PlotModel {
    const models = this.runs.map(({ run, look, series = [] }) => {
      const source = sourceOf(run, series);
      const epoch = bestValidation(run)?.epoch;
      const bestX =
        epoch === null || epoch === undefined ? undefined : xValues([epoch], this.axis, source)[0];
      return {
        plot: { id: run.id, name: run.name, look, bestX },
        curves: curvesOf(run.id, metric, series, this.axis, source),
      };
    });
    return {
      metric,
      axis: this.axis,
      runs: models.map(({ plot }) => plot),
      curves: models.flatMap(({ curves }) => curves),
    };
  }

  #tell(name: 'axis' | 'near', detail: string | null): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

function sourceOf(run: RunRow, series: readonly Series[]): XSource {
  return {
    trainImages: run.split?.train,
    seconds: series.find(({ key }) => key === 'seconds'),
  };
}

customElements.define('run-charts', RunCharts);

declare global {
  interface HTMLElementTagNameMap {
    'run-charts': RunCharts;
  }
}
