import { escapeHtml } from './escape.js';

/** Colours of lines, told apart by colour-blind eyes too, on paper and in the dark. */
export const LINE_COLOURS = [
  '#2f7fd0',
  '#b8650a',
  '#2f8a4f',
  '#c4547a',
  '#8f8112',
  '#7b4fa3',
  '#1c93a5',
  '#8a6f88',
] as const;

/** One line of a chart. */
export interface ChartLine {
  readonly name: string;
  /** A CSS colour. */
  readonly colour: string;
  /** Drawn thin and light: training beside validation. */
  readonly faint: boolean;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

const WIDTH = 520;
const HEIGHT = 240;
const LEFT = 52;
const BOTTOM = 28;
const TOP = 10;
const RIGHT = 12;
/** Points of a line that are drawn as they are; more are drawn by the extremes of each pixel. */
const MOST_POINTS = 1_400;

/** A chart of lines over one axis as SVG, every extreme drawn. Values that are no finite numbers leave gaps. */
export function curveSvg(title: string, axis: string, lines: readonly ChartLine[]): string {
  const finite = (values: readonly number[]) => values.filter(Number.isFinite);
  const [x0, x1] = extent(lines.flatMap(({ x }) => finite(x)));
  const [y0, y1] = extent(lines.flatMap(({ y }) => finite(y)));
  if (!(x1 >= x0) || !(y1 >= y0)) return `<p>${escapeHtml(title)}: no point.</p>`;
  const across = (x: number) => LEFT + ((x - x0) / (x1 - x0 || 1)) * (WIDTH - LEFT - RIGHT);
  const down = (y: number) => TOP + ((y1 - y) / (y1 - y0 || 1)) * (HEIGHT - TOP - BOTTOM);
  const marks = ticks(y0, y1).map(
    (y) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(down(y))}" y2="${round(down(y))}"/><text x="${LEFT - 6}" y="${round(down(y) + 4)}" text-anchor="end">${short(y)}</text>`,
  );
  const feet = ticks(x0, x1).map(
    (x) =>
      `<text x="${round(across(x))}" y="${HEIGHT - 8}" text-anchor="middle">${short(x)}</text>`,
  );
  const paths = [...lines]
    .sort((a, b) => Number(b.faint) - Number(a.faint))
    .map((line) => {
      const d = pathOf(thinned(line), across, down);
      const look = line.faint ? ' stroke-width="1" opacity="0.6"' : ' stroke-width="2"';
      return `<path d="${d}" fill="none" stroke="${line.colour}"${look} stroke-linejoin="round"><title>${escapeHtml(line.name)}</title></path>`;
    });
  const words = `${title} by ${axis}: ${lines.map(({ name }) => name).join(', ')}`;
  return `<figure><figcaption>${escapeHtml(`${title}, by ${axis}`)}</figcaption><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(words)}">${marks.join('')}${feet.join('')}${paths.join('')}</svg></figure>`;
}

/** A line with, of each of many buckets, only its first, lowest, highest and last point. */
export function thinned(line: ChartLine): Pick<ChartLine, 'x' | 'y'> {
  const { x, y } = line;
  if (x.length <= MOST_POINTS) return line;
  const size = Math.ceil(x.length / (MOST_POINTS / 4));
  const kept: number[] = [];
  for (let from = 0; from < x.length; from += size) {
    const to = Math.min(x.length, from + size);
    let low = from;
    let high = from;
    for (let i = from; i < to; i++) {
      if (!(y[i] >= y[low])) low = Number.isFinite(y[i]) ? i : low;
      if (!(y[i] <= y[high])) high = Number.isFinite(y[i]) ? i : high;
    }
    kept.push(...[...new Set([from, low, high, to - 1])].sort((a, b) => a - b));
  }
  return { x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
}

function pathOf(
  { x, y }: Pick<ChartLine, 'x' | 'y'>,
  across: (x: number) => number,
  down: (y: number) => number,
): string {
  let d = '';
  let isDrawing = false;
  for (const [i, value] of y.entries()) {
    const isPoint = Number.isFinite(value) && Number.isFinite(x[i]);
    if (isPoint) d += `${isDrawing ? 'L' : 'M'}${round(across(x[i]))} ${round(down(value))}`;
    isDrawing = isPoint;
  }
  return d;
}

function extent(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

/** Round numbers within a range, some five of them. */
function ticks(low: number, high: number): number[] {
  if (high === low) return [low];
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough)!;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
