import uPlot from 'uplot';
import type { AlignedCurves } from './align.js';
import { CursorOverlay } from './cursor-overlay.js';
import { drawBands } from './draw-bands.js';
import { isDense } from './draw-lines.js';
import { drawMarks } from './draw-marks.js';
import type { Extent } from './extent.js';
import { followFingers, spreadRange } from './fingers.js';
import { paintDense } from './paint-dense.js';
import { extentsOf, type PlotColours, type PlotModel, structureOf } from './plot-model.js';
import { type PlotState, plotOptions } from './plot-options.js';

/** Name in the browser's timeline of the moment in which curves were drawn. */
const DRAWN_MARK = 'peasy: curves drawn';

/** How near the pointer has to be to a curve to mean its run, in CSS pixels. */
const NEAR = 28;

/** Tells what the pointer is at. */
export interface PlotCallbacks {
  /** A place on x where there is a point, or none; and the run whose curve is near, or none. */
  readonly onCursor: (x: number | undefined, near: string | undefined) => void;
  /** The range of x that a drag spans, or none after a double click; says whether it is granted. */
  readonly onZoom: (range: Extent | undefined) => boolean;
}

/** Curves on a canvas: takes new values in place, and is built anew only when its curves are others. */
export class CurvePlot {
  readonly #target: HTMLElement;
  readonly #callbacks: PlotCallbacks;
  #chart: uPlot | undefined;
  #overlay: CursorOverlay | undefined;
  #structure = '';
  #state: PlotState;
  #aligned: AlignedCurves;
  /** What is shown again unless the range that is asked for is granted. */
  #before: PlotState | undefined;

  constructor(
    target: HTMLElement,
    model: PlotModel,
    aligned: AlignedCurves,
    colours: PlotColours,
    callbacks: PlotCallbacks,
  ) {
    this.#target = target;
    this.#callbacks = callbacks;
    this.#state = stateOf(model, colours);
    this.#aligned = aligned;
    this.show(model, aligned, colours);
  }

  /** Draws a model, new or changed; `aligned` are its curves. */
  show(model: PlotModel, aligned: AlignedCurves, colours: PlotColours): void {
    const isKnown = model === this.#state.model;
    this.#state = isKnown ? { ...this.#state, colours } : stateOf(model, colours);
    if (!isKnown) this.#before = undefined;
    const isSame = aligned === this.#aligned;
    this.#aligned = aligned;
    const structure = structureOf(model);
    if (!this.#chart || structure !== this.#structure) this.#build(structure);
    else if (isSame) this.#rescale(this.#chart);
    else this.#chart.setData(this.#data());
    this.#overlay?.forget();
  }

  /** What is drawn, as it is: for a picture of it. */
  get canvas(): HTMLCanvasElement | undefined {
    return this.#chart?.ctx.canvas;
  }

  /** Puts the cursor's line on a place of x, or takes it away, without telling anyone. */
  pointAt(x: number | undefined): void {
    this.#overlay?.pointAt(x);
  }

  /** Draws over the chart the points at x, and a run that stands out. */
  mark(x: number | undefined, highlighted: string | undefined): void {
    this.#overlay?.draw(this.#state, x, highlighted);
  }

  /** Fits the room that there is. */
  resize(): void {
    const size = this.#size();
    if (size.width === this.#chart?.width && size.height === this.#chart.height) return;
    this.#chart?.setSize(size);
    this.#overlay?.forget();
  }

  destroy(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#overlay = undefined;
  }

  #build(structure: string): void {
    this.#chart?.destroy();
    this.#structure = structure;
    const hooks = {
      drawAxes: [(chart: uPlot) => this.#drawUnder(chart)],
      draw: [(chart: uPlot) => this.#finishDrawing(chart)],
      setSelect: [(chart: uPlot) => this.#select(chart)],
    };
    const options = plotOptions(
      () => this.#state,
      this.#size(),
      hooks,
      () => this.#callbacks.onZoom(undefined),
    );
    const chart = new uPlot(options, this.#data(), this.#target);
    this.#chart = chart;
    this.#overlay = new CursorOverlay(chart);
    // After uPlot's own listeners. Its hook for the cursor is called by every draw too, and would take
    // away a cursor that a key or another chart has put.
    chart.over.addEventListener('mousemove', () => this.#tell(chart));
    chart.over.addEventListener('mouseleave', () => this.#callbacks.onCursor(undefined, undefined));
    followFingers(chart.over, {
      onMove: (left, top) => {
        chart.setCursor({ left, top }, false);
        this.#tell(chart);
      },
      onSpread: (from, to) => this.#spread(chart, from, to),
      onSpreadEnd: () => this.#before && this.#ask(this.#state.extents.x),
    });
  }

  /** What lies under uPlot's lines; of dense curves, all of them. */
  #drawUnder(chart: uPlot): void {
    const draw = this.#state.isDense ? paintDense : drawBands;
    draw(chart.ctx, chart, this.#state, this.#state.model.curves);
  }

  #finishDrawing(chart: uPlot): void {
    drawMarks(chart.ctx, chart, this.#state);
    // For whoever measures: only the last one is kept.
    performance.clearMarks(DRAWN_MARK);
    performance.mark(DRAWN_MARK);
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

  /** Shows at once what two fingers ask for; the range is told when they let go. */
  #spread(chart: uPlot, from: Extent, to: Extent): void {
    const { model, extents } = this.#before ?? this.#state;
    const isLog = model.xScale === 'log';
    const measure = isLog ? Math.log10 : (value: number) => value;
    const back = isLog ? (value: number) => 10 ** value : (value: number) => value;
    const [low, high] = extents.x.map(measure);
    const [first, last] = spreadRange([low, high], from, to).map(back);
    this.#preview(chart, [first, last]);
  }

  /** Shows at once what a drag asks for; the range is told after that frame, which is thus not late. */
  #select(chart: uPlot): void {
    const { left, width } = chart.select;
    if (width <= 0) return;
    const range = [chart.posToVal(left, 'x'), chart.posToVal(left + width, 'x')] as const;
    chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#preview(chart, range);
    requestAnimationFrame(() => setTimeout(() => this.#ask(range)));
  }

  #preview(chart: uPlot, zoom: Extent): void {
    this.#before ??= this.#state;
    this.#state = stateOf({ ...this.#before.model, zoom }, this.#before.colours);
    this.#rescale(chart);
    this.#overlay?.forget();
  }

  /** Tells the range; what was shown before comes back where it is not granted. */
  #ask(range: Extent): void {
    if (this.#callbacks.onZoom(range) || !this.#before || !this.#chart) return;
    this.#state = this.#before;
    this.#before = undefined;
    this.#rescale(this.#chart);
    this.#overlay?.forget();
  }

  #size() {
    return { width: this.#target.clientWidth, height: this.#target.clientHeight };
  }

  #tell(chart: uPlot): void {
    const { idx, top } = chart.cursor;
    const x = idx === null || idx === undefined ? undefined : chart.data[0][idx];
    const near = x === undefined ? undefined : this.#nearest(chart, idx!, top ?? 0);
    this.#callbacks.onCursor(x, near);
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

function stateOf(model: PlotModel, colours: PlotColours): PlotState {
  const extents = extentsOf(model);
  return { model, colours, extents, isDense: isDense(model, extents.x) };
}
