import uPlot from 'uplot';
import { alignCurves } from './align.js';
import { drawMarks } from './draw-marks.js';
import { extentsOf, type PlotColours, type PlotModel, structureOf } from './plot-model.js';
import { type PlotState, plotOptions } from './plot-options.js';

/** How near the pointer has to be to a curve to mean its run, in CSS pixels. */
const NEAR = 28;

/** Tells what the pointer is at. */
export interface PlotCallbacks {
  /** A place on x where there is a point, or none. */
  readonly onCursor: (x: number | undefined) => void;
  /** The run whose curve is near, or none. */
  readonly onNear: (run: string | undefined) => void;
}

/** Curves on a canvas: takes new values in place, and is built anew only when its curves are others. */
export class CurvePlot {
  readonly #target: HTMLElement;
  readonly #callbacks: PlotCallbacks;
  #chart: uPlot | undefined;
  #structure = '';
  #state: PlotState;

  constructor(
    target: HTMLElement,
    model: PlotModel,
    colours: PlotColours,
    callbacks: PlotCallbacks,
  ) {
    this.#target = target;
    this.#callbacks = callbacks;
    this.#state = { model, colours, extents: extentsOf(model), highlighted: undefined };
    this.show(model, colours, undefined);
  }

  /** Draws a model, new or changed. */
  show(model: PlotModel, colours: PlotColours, highlighted: string | undefined): void {
    this.#state = { model, colours, extents: extentsOf(model), highlighted };
    const structure = structureOf(model);
    if (this.#chart && structure === this.#structure) this.#chart.setData(dataOf(model));
    else this.#build(structure);
  }

  /** Puts the cursor on a place of x, or takes it away, without telling anyone. */
  pointAt(x: number | undefined): void {
    const chart = this.#chart;
    if (!chart) return;
    const left = x === undefined ? -10 : chart.valToPos(x, 'x');
    if (chart.cursor.left === left) return;
    chart.setCursor({ left, top: 0 }, false);
  }

  /** Fits the room that there is. */
  resize(): void {
    const size = this.#size();
    if (size.width !== this.#chart?.width || size.height !== this.#chart.height) {
      this.#chart?.setSize(size);
    }
  }

  destroy(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  #build(structure: string): void {
    this.#chart?.destroy();
    this.#structure = structure;
    const options = plotOptions(() => this.#state, this.#size(), {
      draw: [(chart) => drawMarks(chart, this.#state)],
      setCursor: [(chart) => this.#tell(chart)],
    });
    this.#chart = new uPlot(options, dataOf(this.#state.model), this.#target);
  }

  #size() {
    return { width: this.#target.clientWidth, height: this.#target.clientHeight };
  }

  #tell(chart: uPlot): void {
    const { idx, top } = chart.cursor;
    const x = idx === null || idx === undefined ? undefined : chart.data[0][idx];
    this.#callbacks.onCursor(x);
    this.#callbacks.onNear(x === undefined ? undefined : this.#nearest(chart, idx!, top ?? 0));
  }

  #nearest(chart: uPlot, index: number, top: number): string | undefined {
    let nearest: string | undefined;
    let distance = NEAR;
    this.#state.model.curves.forEach((curve, i) => {
      const value = chart.data[i + 1][index];
      if (value === null || value === undefined) return;
      const away = Math.abs(chart.valToPos(value, 'y') - top);
      if (away < distance) [nearest, distance] = [curve.run, away];
    });
    return nearest;
  }
}

function dataOf(model: PlotModel): uPlot.AlignedData {
  const { x, columns } = alignCurves(model.curves);
  return [[...x], ...columns.map((column) => [...column])];
}
