import uPlot from 'uplot';
import { DASHES } from '../runs/look.js';
import type { XAxis } from '../state/route.js';
import { isolatedPoints } from './align.js';
import { formatLogTicks, formatValueTicks, formatXTick, isTime } from './axis-text.js';
import type { Curve } from './curve.js';
import type { Extent } from './extent.js';
import { opacityOf, type PlotColours, type PlotModel, withOpacity } from './plot-model.js';
import { logTicks } from './ticks.js';

/** What options look up at the time of drawing, because it changes without a new chart. */
export interface PlotState {
  readonly model: PlotModel;
  readonly colours: PlotColours;
  readonly extents: { readonly x: Extent; readonly y: Extent };
  /** So many points that all is drawn by pixels of our own (paint-dense.ts). */
  readonly isDense: boolean;
}

const AXIS_FONT = '11px "Inter Variable", system-ui, sans-serif';

const LINES = uPlot.paths.linear!();

/** Steps between ticks, by x axis. */
const WHOLE = [1, 2, 5].flatMap((digit) =>
  Array.from({ length: 9 }, (_, power) => digit * 10 ** power),
);
WHOLE.sort((a, b) => a - b);
const SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400,
];
const X_STEPS: Readonly<Partial<Record<XAxis, number[]>>> = {
  step: WHOLE,
  epoch: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, ...WHOLE],
  seconds: SECONDS,
  relative: SECONDS,
};

/** Options of a chart of curves: hairlines, small type, nothing that moves by itself. */
export function plotOptions(
  state: () => PlotState,
  size: { readonly width: number; readonly height: number },
  hooks: uPlot.Hooks.Arrays,
  onDoubleClick: () => void,
): uPlot.Options {
  const { model } = state();
  const isLog = model.scale === 'log';
  const isXLog = model.xScale === 'log';
  const ink = () => state().colours.palette.inkSoft;
  const grid = { stroke: () => state().colours.palette.hairline, width: 1 };
  return {
    ...size,
    padding: [12, 18, 0, 0],
    legend: { show: false },
    cursor: {
      // The line and the points under the cursor are drawn over the chart (cursor-overlay.ts): uPlot
      // would move an element a curve.
      x: false,
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 6 },
      points: { show: false },
      bind: {
        dblclick: () => () => {
          onDoubleClick();
          return null;
        },
      },
    },
    scales: {
      x: { time: false, range: () => [...state().extents.x], distr: isXLog ? 3 : 1 },
      y: { range: () => [...state().extents.y], distr: isLog ? 3 : 1 },
    },
    axes: [
      {
        stroke: ink,
        font: AXIS_FONT,
        grid: { show: false },
        ticks: { ...grid, size: 4 },
        gap: 3,
        size: 28,
        space: isTime(model.axis) ? 64 : 48,
        incrs: X_STEPS[model.axis],
        ...(isXLog && { splits: () => [...logTicks(state().extents.x)], filter: (_, all) => all }),
        values: (_, splits) => splits.map((value) => formatXTick(model.axis, value)),
      },
      {
        stroke: ink,
        font: AXIS_FONT,
        grid,
        ticks: { show: false },
        gap: 6,
        size: 46,
        space: 36,
        ...(isLog && { splits: () => [...logTicks(state().extents.y)], filter: (_, all) => all }),
        values: (_, splits) => (isLog ? formatLogTicks(splits) : formatValueTicks(splits)),
      },
    ],
    series: [{}, ...model.curves.map((curve) => seriesOptions(curve, state))],
    hooks,
  };
}

/** How wide a curve is drawn, in CSS pixels. */
export function widthOf(curve: Curve): number {
  return curve.role === 'train' ? 1 : 2;
}

/** How a curve is dashed; dashes as thin as training's would be noise, and a run alone needs none. */
export function dashOf(curve: Curve, { runs }: PlotModel): readonly number[] {
  const look = runs.find((run) => run.id === curve.run)?.look;
  return curve.role === 'train' || runs.length === 1 ? [] : DASHES[look?.dash ?? 0];
}

/** Training faint and thin, validation strong; both in the run's colour and dash. */
function seriesOptions(curve: Curve, state: () => PlotState): uPlot.Series {
  const look = state().model.runs.find((run) => run.id === curve.run)?.look;
  const stroke = () => {
    return withOpacity(state().colours.runs[look?.colour ?? 0], opacityOf(curve));
  };
  return {
    stroke,
    width: widthOf(curve),
    dash: [...dashOf(curve, state().model)],
    // Dense ones are drawn before it, by pixels (paint-dense.ts).
    paths: (...args) => (state().isDense ? null : LINES(...args)),
    points: {
      show: true,
      size: 6,
      stroke,
      fill: stroke,
      filter: (chart, series) =>
        isolatedPoints(chart.data[series] as readonly (number | null | undefined)[]),
    },
  };
}
