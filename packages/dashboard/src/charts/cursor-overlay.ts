import type uPlot from 'uplot';
import { placeAt } from './curve.js';
import { clipToPlot, drawBands } from './draw-bands.js';
import { colourOf, drawLine } from './draw-lines.js';
import { drawMarks } from './draw-marks.js';
import { paintDense } from './paint-dense.js';
import { withOpacity } from './plot-model.js';
import type { PlotState } from './plot-options.js';

/** How far everything else steps back behind a run that stands out. */
const VEIL = 0.8;
/** Radius of a point under the cursor, in CSS pixels. */
const POINT = 3.5;

/**
 * What changes while the cursor moves, over a chart that is not drawn again: a line at the cursor,
 * a point on every curve, and a run that stands out before all others behind a veil.
 */
export class CursorOverlay {
  readonly #chart: uPlot;
  readonly #canvas = document.createElement('canvas');
  readonly #hair = document.createElement('div');
  #isClear = true;
  /** What the canvas shows, so that nothing is drawn twice. */
  #shown = '';

  constructor(chart: uPlot) {
    this.#chart = chart;
    this.#canvas.className = 'overlay';
    this.#hair.className = 'hair';
    this.#hair.hidden = true;
    chart.over.before(this.#canvas);
    chart.over.append(this.#hair);
  }

  /** Puts the line on a place of x, or takes it away. */
  pointAt(x: number | undefined): void {
    const left = x === undefined ? Number.NaN : this.#chart.valToPos(x, 'x');
    // Not by what the element says: that would lay the page out anew, chart by chart.
    const isSeen = left >= 0 && left <= this.#chart.bbox.width / devicePixelRatio;
    this.#hair.hidden = !isSeen;
    if (isSeen) this.#hair.style.transform = `translateX(${Math.round(left)}px)`;
  }

  /** Draws points at x and a run that stands out; neither: nothing. */
  draw(state: PlotState, x: number | undefined, highlighted: string | undefined): void {
    const isThere = state.model.runs.some(({ id }) => id === highlighted);
    const run = isThere ? highlighted : undefined;
    const shown = `${x}/${run}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    const { ctx, size } = this.#prepare();
    if (!this.#isClear) ctx.clearRect(0, 0, size.width, size.height);
    this.#isClear = x === undefined && run === undefined;
    if (this.#isClear) return;
    if (run !== undefined) this.#drawRun(ctx, state, run);
    if (x !== undefined) this.#drawPoints(ctx, state, x, run);
  }

  /** The chart under it was drawn anew, so that what it shows does not fit any more. */
  forget(): void {
    this.#shown = '';
  }

  #prepare() {
    const { canvas } = this.#chart.ctx;
    const size = { width: canvas.width, height: canvas.height };
    if (this.#canvas.width !== size.width || this.#canvas.height !== size.height) {
      Object.assign(this.#canvas, size);
    }
    return { ctx: this.#canvas.getContext('2d')!, size };
  }

  #drawRun(ctx: CanvasRenderingContext2D, state: PlotState, run: string): void {
    const chart = this.#chart;
    const curves = state.model.curves.filter((curve) => curve.run === run);
    const found = state.model.runs.filter(({ id }) => id === run);
    ctx.save();
    clipToPlot(ctx, chart);
    ctx.fillStyle = withOpacity(state.colours.palette.surface, VEIL);
    ctx.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    ctx.restore();
    if (state.isDense) paintDense(ctx, chart, state, curves);
    else {
      drawBands(ctx, chart, state, curves);
      for (const curve of curves) drawLine(ctx, chart, state, curve);
    }
    drawMarks(ctx, chart, state, found);
  }

  #drawPoints(
    ctx: CanvasRenderingContext2D,
    state: PlotState,
    x: number,
    run: string | undefined,
  ): void {
    const chart = this.#chart;
    ctx.save();
    clipToPlot(ctx, chart);
    for (const curve of state.model.curves) {
      if (run !== undefined && curve.run !== run) continue;
      const place = placeAt(curve, x);
      if (curve.x[place] !== x || !Number.isFinite(curve.y[place])) continue;
      ctx.fillStyle = colourOf(state, curve);
      ctx.beginPath();
      const [across, height] = [
        chart.valToPos(x, 'x', true),
        chart.valToPos(curve.y[place], 'y', true),
      ];
      ctx.arc(across, height, POINT * devicePixelRatio, 0, 2 * Math.PI);
      ctx.fill();
    }
    ctx.restore();
  }
}
