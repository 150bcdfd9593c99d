import uPlot from 'uplot';
import type { AlignedCurves } from './align.js';
import { drawBands } from './draw-bands.js';
import { drawMarks } from './draw-marks.js';
import type { Extent } from './extent.js';
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
  /** The range of x that a drag spans, or none after a double click. */
  readonly onZoom: (range: Extent | undefined) => void;
}

/** Curves on a canvas: takes new values in place, and is built anew only when its curves are others. */
export class CurvePlot {
  readonly #target: HTMLElement;
  readonly #callbacks: PlotCallbacks;
  #chart: uPlot | undefined;
  #structure = '';
  #state: PlotState;
  #aligned: AlignedCurves;

  constructor(
    target: HTMLElement,
    model: PlotModel,
    aligned: AlignedCurves,
    colours: PlotColours,
    callbacks: PlotCallbacks,
  ) {
    this.#target = target;
    this.#callbacks = callbacks;
    this.#state = { model, colours, extents: extentsOf(model), highlighted: undefined };
    this.#aligned = aligned;
    this.show(model, aligned, colours, undefined);
  }

  /** Draws a model, new or changed; `aligned` are its curves. */
  show(
    model: PlotModel,
    aligned: AlignedCurves,
    colours: PlotColours,
    highlighted: string | undefined,
  ): void {
    const isKnown = model === this.#state.model;
    const extents = isKnown ? this.#state.extents : extentsOf(model);
    this.#state = { model, colours, extents, highlighted };
    const isSame = aligned === this.#aligned;
    this.#aligned = aligned;
    const structure = structureOf(model);
    if (!this.#chart || structure !== this.#structure) this.#build(structure);
    else if (isSame) this.#rescale(this.#chart);
    else this.#chart.setData(this.#data());
  }

  /** What is drawn, as it is: for a picture of it. */
  get canvas(): HTMLCanvasElement | undefined {
    return this.#chart?.ctx.canvas;
  }

  /** Bounds of both axes, as they are drawn. */
  get extents(): PlotState['extents'] {
    return this.#state.extents;
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
    const hooks = {
      drawAxes: [(chart: uPlot) => drawBands(chart, this.#state)],
      draw: [(chart: uPlot) => drawMarks(chart, this.#state)],
      setCursor: [(chart: uPlot) => this.#tell(chart)],
      setSelect: [(chart: uPlot) => this.#select(chart)],
    };
    const options = plotOptions(
      () => this.#state,
      this.#size(),
      hooks,
      () => this.#callbacks.onZoom(undefined),
    );
    this.#chart = new uPlot(options, this.#data(), this.#target);
  }

  #data(): uPlot.AlignedData {
    return [this.#aligned.x, ...this.#aligned.columns];
  }

  /** The same curves in other bounds or colours. */
  #rescale(chart: uPlot): void {
    const [min, max] = this.#state.extents.x;
    chart.batch(() => {
      chart.setScale('x', { min, max });
      chart.redraw(false, true);
    });
  }

  #select(chart: uPlot): void {
    const { left, width } = chart.select;
    if (width <= 0) return;
    const range = [chart.posToVal(left, 'x'), chart.posToVal(left + width, 'x')] as const;
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#callbacks.onZoom(range);
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
