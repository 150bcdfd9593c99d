import { escaped, type GridColours } from '../compare/grid-svg.js';
import { formatSignificant } from '../format/number.js';
import type { SpreadHistory } from './network-history.js';
import { ridgesOf } from './ridges.js';
import { stripPixels } from './strip-pixels.js';

/** How histograms over snapshots are drawn. */
export const SPREAD_LOOKS = ['strips', 'ridges'] as const;
export type SpreadLook = (typeof SPREAD_LOOKS)[number];

const ACROSS = 4;
const [WIDTH, HEIGHT] = [220, 120];
const [GAP, EDGE, HEAD, FOOT] = [28, 24, 50, 20];

/** All histograms of a run on one sheet, as an SVG file of its own. */
export function historySvg(
  title: string,
  histories: readonly SpreadHistory[],
  epochs: readonly string[],
  look: SpreadLook,
  colours: GridColours,
): string {
  const down = 22 + HEIGHT + FOOT + GAP;
  const width = 2 * EDGE + ACROSS * WIDTH + (ACROSS - 1) * GAP;
  const height = HEAD + Math.ceil(histories.length / ACROSS) * down;
  const write = (x: number, y: number, words: string, fill: string, more = '') =>
    `<text x="${x}" y="${y}" fill="${fill}"${more}>${escaped(words)}</text>`;
  const figures = histories.map(({ name, spreads }, i) => {
    const x = EDGE + (i % ACROSS) * (WIDTH + GAP);
    const y = HEAD + Math.floor(i / ACROSS) * down;
    const { from, to, deviation } = spreads.at(-1)!;
    const ends: readonly [string, string] =
      look === 'ridges'
        ? [formatSignificant(from, 2), formatSignificant(to, 2)]
        : [`epoch ${epochs[0]}`, `epoch ${epochs.at(-1)}`];
    const reach = `${formatSignificant(from, 2)} to ${formatSignificant(to, 2)}`;
    return [
      write(x, y + 14, name, colours.ink, ' font-weight="600"'),
      write(
        x + WIDTH,
        y + 14,
        look === 'ridges' ? `sd ${formatSignificant(deviation, 2)}` : reach,
        colours.soft,
        ' text-anchor="end"',
      ),
      `<g transform="translate(${x} ${y + 22})">${look === 'ridges' ? ridges(spreads, colours) : strip(spreads)}</g>`,
      write(x, y + 22 + HEIGHT + 15, ends[0], colours.soft),
      write(x + WIDTH, y + 22 + HEIGHT + 15, ends[1], colours.soft, ' text-anchor="end"'),
    ].join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, Helvetica, Arial, sans-serif" font-size="11"><rect width="${width}" height="${height}" fill="${colours.surface}"/>${write(EDGE, 28, title, colours.ink, ' font-size="15" font-weight="600"')}${figures.join('')}</svg>`;
}

function ridges(spreads: SpreadHistory['spreads'], { surface, ink }: GridColours): string {
  const last = Math.max(1, spreads.length - 1);
  return ridgesOf(spreads, WIDTH, HEIGHT)
    .map(
      ({ path }, i) =>
        `<path d="${path}" fill="${surface}" fill-opacity="0.82" stroke="${ink}" stroke-width="0.8" stroke-opacity="${(0.35 + (0.65 * i) / last).toFixed(2)}"/>`,
    )
    .join('');
}

function strip(spreads: SpreadHistory['spreads']): string {
  const pixels = stripPixels(spreads);
  const bins = spreads[0].counts.length;
  const [w, h] = [WIDTH / spreads.length, HEIGHT / bins];
  return Array.from({ length: spreads.length * bins }, (_, i) => {
    const colour = [...pixels.subarray(i * 3, i * 3 + 3)].join();
    const [x, y] = [i % spreads.length, Math.floor(i / spreads.length)];
    // A little larger than its place, so that no line shows between two.
    return `<rect x="${(x * w).toFixed(2)}" y="${(y * h).toFixed(2)}" width="${(w + 0.3).toFixed(2)}" height="${(h + 0.3).toFixed(2)}" fill="rgb(${colour})"/>`;
  }).join('');
}
