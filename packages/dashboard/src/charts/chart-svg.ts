import { DASHES } from '../runs/look.js';
import { formatLogTicks, formatValueTicks, formatXTick, X_AXIS_TITLES } from './axis-text.js';
import { chartTitle } from './chart-metric.js';
import { type Curve, placeAt, placesWithin } from './curve.js';
import {
  extentsOf,
  opacityOf,
  type PlotColours,
  type PlotModel,
  type PlotRun,
} from './plot-model.js';
import { logTicks, roundTicks } from './ticks.js';

const SIZE = { width: 960, height: 460, left: 64, right: 24, top: 44, bottom: 44 } as const;
const LEGEND_LINE = 20;
const FONT = 'font-family="Inter, system-ui, sans-serif" font-size="12"';

/** A chart as a drawing of its own: title, axes, bands, lines, and which run is which. */
export function chartSvg(model: PlotModel, { palette, runs }: PlotColours): string {
  const { x, y } = extentsOf(model);
  const { width, height, left, right, top, bottom } = SIZE;
  const across = scaleOf(x, [left, width - right], model.xScale === 'log');
  const up = scaleOf(y, [height - bottom, top], model.scale === 'log');
  const full = height + model.runs.length * LEGEND_LINE + 8;
  const xTicks = model.xScale === 'log' ? logTicks(x) : roundTicks(x, 8);
  const yTicks = model.scale === 'log' ? logTicks(y) : roundTicks(y, 6);
  const yTexts = model.scale === 'log' ? formatLogTicks(yTicks) : formatValueTicks(yTicks);
  const parts = [
    `<rect width="${width}" height="${full}" fill="${palette.surface}"/>`,
    text(left, 24, chartTitle(model.metric), palette.ink, 'font-weight="600"'),
    ...yTicks.map((value, i) => {
      const at = round(up(value));
      return `<path d="M${left} ${at}H${width - right}" stroke="${palette.hairline}"/>${text(left - 8, at + 4, yTexts[i], palette.inkSoft, 'text-anchor="end"')}`;
    }),
    ...xTicks.map((value) =>
      text(
        round(across(value)),
        height - bottom + 20,
        formatXTick(model.axis, value),
        palette.inkSoft,
        'text-anchor="middle"',
      ),
    ),
    text(
      (left + width - right) / 2,
      height - 6,
      X_AXIS_TITLES[model.axis],
      palette.inkSoft,
      'text-anchor="middle"',
    ),
    `<clipPath id="plot"><rect x="${left}" y="${top - 4}" width="${width - left - right}" height="${height - top - bottom + 8}"/></clipPath>`,
    '<g clip-path="url(#plot)" fill="none" stroke-linejoin="round">',
    ...model.curves.map((curve) => {
      const look = model.runs.find(({ id }) => id === curve.run)!.look;
      const dash = curve.role === 'train' ? [] : DASHES[look.dash];
      return curveSvg(curve, runs[look.colour], dash, x, across, up);
    }),
    ...model.curves.map((curve) => {
      const colour = runs[model.runs.find(({ id }) => id === curve.run)!.look.colour];
      return breaksSvg(curve, colour, x, across);
    }),
    '</g>',
    ...model.runs.map((run) => bestSvg(model, run, runs[run.look.colour], x, across, up)),
    ...model.runs.map((run, i) => {
      const at = height + i * LEGEND_LINE + 6;
      const dash = DASHES[run.look.dash].join(' ');
      return `<path d="M${left} ${at}h26" stroke="${runs[run.look.colour]}" stroke-width="2" stroke-dasharray="${dash || 'none'}"/>${text(left + 34, at + 4, run.name, palette.ink)}`;
    }),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${full}" viewBox="0 0 ${width} ${full}" ${FONT}>${parts.join('\n')}</svg>`;
}

type Scale = (value: number) => number;

function curveSvg(
  curve: Curve,
  colour: string,
  dash: readonly number[],
  [from, to]: readonly [number, number],
  across: Scale,
  up: Scale,
): string {
  const [first, end] = placesWithin(curve, from, to);
  const places: number[] = [];
  for (let i = Math.max(0, first - 1); i < Math.min(curve.x.length, end + 1); i++) places.push(i);
  const opacity = opacityOf(curve);
  const line = (values: Float64Array) => pathOf(places, curve.x, values, across, up);
  const gathered = places.filter((i) => Number.isFinite(curve.low[i]));
  const isBand = gathered.some((i) => curve.high[i] > curve.low[i]);
  const edge = (values: Float64Array, order: readonly number[]) =>
    order.map((i) => `${round(across(curve.x[i]))} ${round(up(values[i]))}`).join('L');
  const band = `M${edge(curve.high, gathered)}L${edge(curve.low, gathered.toReversed())}Z`;
  return [
    isBand ? `<path d="${band}" fill="${colour}" fill-opacity="${0.16 * opacity}"/>` : '',
    curve.raw
      ? `<path d="${line(curve.raw)}" stroke="${colour}" stroke-opacity="${0.45 * opacity}"/>`
      : '',
    `<path d="${line(curve.y)}" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${curve.role === 'train' ? 1 : 2}" stroke-dasharray="${dash.join(' ') || 'none'}"/>`,
  ].join('');
}

/** Crosses at the foot where a curve is no number. */
function breaksSvg(
  { breaks }: Curve,
  colour: string,
  [from, to]: readonly [number, number],
  across: Scale,
): string {
  const y = SIZE.height - SIZE.bottom - 6;
  const crosses = breaks.flatMap(({ x }) => {
    if (x < from || x > to) return [];
    const at = round(across(x));
    return [`M${at - 3} ${y - 3}l6 6m0 -6l-6 6`];
  });
  return crosses.length === 0
    ? ''
    : `<path d="${crosses.join('')}" stroke="${colour}" stroke-width="2"/>`;
}

/** A dot at a run's best epoch. */
function bestSvg(
  { curves, metric }: PlotModel,
  { id, bestX }: PlotRun,
  colour: string,
  [from, to]: readonly [number, number],
  across: Scale,
  up: Scale,
): string {
  const curve = curves.find(({ run, role }) => run === id && role !== 'train');
  if (!curve || bestX === undefined || bestX < from || bestX > to) return '';
  const value = (metric === 'accuracy' ? curve.high : curve.y)[placeAt(curve, bestX)];
  const y = up(value ?? Number.NaN);
  if (!Number.isFinite(y)) return '';
  return `<circle cx="${round(across(bestX))}" cy="${round(y)}" r="4.5" fill="${colour}"/>`;
}

function pathOf(
  places: readonly number[],
  x: Float64Array,
  values: Float64Array,
  across: Scale,
  up: Scale,
): string {
  let isDown = false;
  return places
    .map((i) => {
      const at = up(values[i]);
      const step = Number.isFinite(at)
        ? `${isDown ? 'L' : 'M'}${round(across(x[i]))} ${round(at)}`
        : '';
      isDown = step !== '';
      return step;
    })
    .join('');
}

function scaleOf(
  [from, to]: readonly [number, number],
  [start, end]: readonly [number, number],
  isLog: boolean,
): Scale {
  if (!isLog) return (value) => start + ((value - from) / (to - from)) * (end - start);
  return (value) => start + (Math.log(value / from) / Math.log(to / from)) * (end - start);
}

function text(x: number, y: number, words: string, colour: string, more = ''): string {
  const escaped = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${x}" y="${y}" fill="${colour}" ${more}>${escaped}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
