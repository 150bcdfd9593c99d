import { escapeHtml } from './escape.js';
import { greySheet, scaleOf, shortNumber } from './grey-sheet.js';
import { pngAddress } from './png.js';
import { type SlideFrame, type SlidingFilter, slideFrame, slideOutput } from './slide-frames.js';

/** Places between two frames, in reading order: no divisor of a row, so that columns change too. */
const STRIDE = 25;
const SECONDS_A_FRAME = 1.2;
/** Pixels of the drawing for one of the photo. */
const ZOOM = 10;
const CELL = { width: 42, height: 19 } as const;
const CHANNEL_NAMES = ['red', 'green', 'blue'] as const;

/** An animation without a script: frames that styles show in turn. */
export interface SlidingPicture {
  readonly html: string;
  /** Rules that the page needs for it. */
  readonly style: string;
}

/**
 * A kernel that slides over a photo: the window on the photo, values, weights and products under
 * it, their sum, and the output that grows, in absolute values. Where less motion is wished for, and on
 * paper, one frame stands still; elsewhere a box stops it.
 */
export function slidingSvg(filter: SlidingFilter, alt: string): SlidingPicture {
  const [height, width] = filter.photo.shape;
  const places = height * width;
  const count = Math.ceil(places / STRIDE) + 1;
  const frames = Array.from({ length: count }, (_, i) => {
    const place = Math.min(i * STRIDE, places - 1);
    return slideFrame(filter, Math.floor(place / width), place % width);
  });
  const html = `<div class="sliding"><label class="stop"><input type="checkbox"> Hold it still</label><div class="slide-parts">${figure(photoSvg(filter, frames, alt), 'the photo within its border of zeros')}${figure(outputSvg(filter, frames), 'the output so far, in absolute values')}${figure(numbersSvg(filter, frames), 'a dot: a zero of the padding')}</div></div>`;
  return { html, style: styleOf(count) };
}

function photoSvg({ photo }: SlidingFilter, frames: readonly SlideFrame[], alt: string): string {
  const [height, width] = photo.shape;
  const bytes = Uint8Array.from(photo.values, (value) => Math.round(value * 255));
  const address = pngAddress({ width, height, channels: 3, bytes });
  const window = frameGroups(
    frames,
    ({ row, column }) =>
      `<rect class="window" x="${column * ZOOM}" y="${row * ZOOM}" width="${3 * ZOOM}" height="${3 * ZOOM}"/>`,
  );
  // One pixel of zeros all around: the padding.
  return svg((width + 2) * ZOOM, (height + 2) * ZOOM, alt, [
    `<rect width="100%" height="100%" fill="#000"/>`,
    `<image class="pixels" href="${address}" x="${ZOOM}" y="${ZOOM}" width="${width * ZOOM}" height="${height * ZOOM}" preserveAspectRatio="none"/>`,
    window,
  ]);
}

function outputSvg(filter: SlidingFilter, frames: readonly SlideFrame[]): string {
  const [height, width] = filter.photo.shape;
  const values = Float32Array.from(slideOutput(filter), Math.abs);
  const scale = { low: 0, high: scaleOf(values).high };
  const { pixels } = greySheet({ shape: [height, width, 1], values }, 1, scale);
  const covers = frameGroups(frames, ({ row, column }) => {
    const top = (row + 1) * ZOOM;
    const left = (column + 1) * ZOOM;
    return [
      `<rect class="cover" x="${left}" y="${row * ZOOM}" width="${width * ZOOM - left}" height="${ZOOM}"/>`,
      `<rect class="cover" y="${top}" width="${width * ZOOM}" height="${height * ZOOM - top}"/>`,
      `<rect class="window" x="${column * ZOOM}" y="${row * ZOOM}" width="${ZOOM}" height="${ZOOM}"/>`,
    ].join('');
  });
  const alt = `The output as it grows, absolute values: black 0, white ${shortNumber(scale.high)}`;
  return svg(width * ZOOM, height * ZOOM, alt, [
    `<image class="pixels" href="${pngAddress(pixels)}" width="${width * ZOOM}" height="${height * ZOOM}" preserveAspectRatio="none"/>`,
    covers,
    '<rect class="box" width="100%" height="100%"/>',
  ]);
}

function numbersSvg({ kernel, bias }: SlidingFilter, frames: readonly SlideFrame[]): string {
  const [size, , channels] = kernel.shape;
  const grid = size * CELL.width;
  const lefts = [0, grid + 16, 2 * (grid + 16)];
  const block = size * CELL.height + 24;
  const blockTop = (channel: number) => 20 + channel * block;
  const heads = ['photo', '× kernel', '= products'].map(
    (word, i) => `<text class="head" x="${lefts[i]}" y="12">${word}</text>`,
  );
  const weights = CHANNEL_NAMES.slice(0, channels).map((name, channel) => {
    const values = Array.from(
      { length: size * size },
      (_, i) => kernel.values[i * channels + channel],
    );
    return `<text class="head" x="0" y="${blockTop(channel) + 12}">${name}</text>${numberGrid(values, size, lefts[1], blockTop(channel) + 16)}`;
  });
  const moving = frameGroups(frames, ({ under, products, sums, value, row, column }) => {
    const blocks = under.map((values, channel) => {
      const top = blockTop(channel) + 16;
      return (
        numberGrid(values, size, lefts[0], top) + numberGrid(products[channel], size, lefts[2], top)
      );
    });
    const sum = `${sums.map(decimals).join(' + ')} + bias ${decimals(bias)}`.replaceAll(
      '+ −',
      '− ',
    );
    const last = blockTop(channels) + 10;
    return `${blocks.join('')}<text class="sum" x="0" y="${last}">${sum}</text><text class="sum" x="0" y="${last + 18}">= ${decimals(value)}, drawn as ${decimals(Math.abs(value))} at row ${row}, column ${column}</text>`;
  });
  return svg(
    lefts[2] + grid,
    blockTop(channels) + 34,
    'Values of the photo under the kernel, the weights of the kernel, their products and the sum; a dot is a zero of the padding',
    [...heads, ...weights, moving],
  );
}

/** Numbers in a square; what is beyond the edge is a dot. */
function numberGrid(
  values: readonly (number | undefined)[],
  size: number,
  left: number,
  top: number,
): string {
  const lines = Array.from({ length: size }, (_, row) => {
    const cells = values
      .slice(row * size, (row + 1) * size)
      .map(
        (value, i) =>
          `<tspan x="${left + (i + 1) * CELL.width - 4}">${value === undefined ? '·' : decimals(value)}</tspan>`,
      );
    return `<text class="number" y="${top + (row + 1) * CELL.height - 5}">${cells.join('')}</text>`;
  });
  return `<rect class="box" x="${left}" y="${top}" width="${size * CELL.width}" height="${size * CELL.height}"/>${lines.join('')}`;
}

function frameGroups(frames: readonly SlideFrame[], draw: (frame: SlideFrame) => string): string {
  // The one that stands still: in the middle, where the output is half grown.
  const still = Math.floor(frames.length / 2);
  return frames
    .map((frame, i) => `<g class="frame f${i}${i === still ? ' still' : ''}">${draw(frame)}</g>`)
    .join('');
}

function figure(drawing: string, caption: string): string {
  return `<figure>${drawing}<figcaption>${caption}</figcaption></figure>`;
}

function svg(width: number, height: number, alt: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(alt)}">${parts.join('')}</svg>`;
}

function decimals(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-(?=.*[1-9])/, '−')
    .replace('-', '');
}

function styleOf(count: number): string {
  const delays = Array.from(
    { length: count },
    (_, i) => `.f${i}{animation-delay:${(i * SECONDS_A_FRAME).toFixed(1)}s}`,
  );
  return `
.slide-parts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 16px 24px; align-items: start; margin-top: 8px; }
.slide-parts figcaption { font-size: 12px; margin-top: 4px; }
.slide-parts image { image-rendering: pixelated; }
.slide-parts .window { fill: none; stroke: #ffb000; stroke-width: 3; } .slide-parts .cover { fill: var(--surface); }
.slide-parts .box { fill: none; stroke: var(--line); } .slide-parts .number { text-anchor: end; fill: var(--ink); font-size: 12px; }
.slide-parts .head { font-size: 12px; font-weight: 600; } .slide-parts .sum { font-size: 12px; fill: var(--ink); font-weight: 600; }
.frame { visibility: hidden; animation: frame ${(count * SECONDS_A_FRAME).toFixed(1)}s step-end infinite; }
@keyframes frame { 0% { visibility: visible; } ${(100 / count).toFixed(4)}% { visibility: hidden; } }
${delays.join('')}
.sliding:has(input:checked) .frame { animation-play-state: paused; }
@media (prefers-reduced-motion: reduce) { .frame { animation: none; } .frame.still { visibility: visible; } .stop { display: none; } }
@media print { .frame { animation: none; } .frame.still { visibility: visible; } .stop { display: none; } }
`;
}
