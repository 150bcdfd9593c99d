import type { Tensor } from '@peasy/core';
import {
  coloursFor,
  colourWords,
  placeIn,
  type ValuePalette,
  type ValueRange,
  wordOf,
} from './colour-scale.js';
import { type FrameGrid, frameOrigin, gridOf, gridSize } from './frames.js';

/** How maps are painted. */
export interface FramePaint {
  /** One for all frames, or one a frame. Coloured: the range that is from black to full. */
  readonly ranges: readonly ValueRange[];
  readonly palette: ValuePalette;
  /** Three channels are red, green and blue of one frame. */
  readonly coloured: boolean;
}

/**
 * Paints maps, `[height, width, channels]`, into a canvas's memory, a word a pixel. What is no
 * number stays as it is: the page shows through.
 * @param across words of a row of the canvas.
 */
export function paintFrames(
  words: Uint32Array,
  across: number,
  tensor: Tensor,
  grid: FrameGrid,
  { ranges, palette, coloured }: FramePaint,
): void {
  const colours = new Uint32Array(grid.height * grid.width);
  for (let frame = 0; frame < grid.count; frame++) {
    if (coloured) takeColours(colours, tensor.values, ranges[0]);
    else takeScale(colours, tensor, frame, ranges[ranges.length > 1 ? frame : 0], palette);
    const { left, top } = frameOrigin(grid, frame);
    enlarge(colours, grid, words, top * across + left, across);
  }
}

/** Maps as a picture of their own. */
export function framesPicture(
  tensor: Tensor,
  paint: FramePaint & Pick<FrameGrid, 'columns' | 'zoom'>,
): ImageData {
  const grid = gridOf(tensor.shape, paint);
  const { width, height } = gridSize(grid);
  const picture = new ImageData(width, height);
  paintFrames(new Uint32Array(picture.data.buffer), width, tensor, grid, paint);
  return picture;
}

/** A channel's colours on a scale; the same as `placeIn` says, without a call a value. */
function takeScale(
  colours: Uint32Array,
  { values, shape }: Tensor,
  channel: number,
  range: ValueRange,
  palette: ValuePalette,
): void {
  const table = colourWords(coloursFor(range, palette));
  const channels = shape[2];
  const { from, to } = range;
  if (to <= from) {
    const only = table[placeIn(range, from)];
    for (let i = 0, at = channel; i < colours.length; i++, at += channels) {
      colours[i] = Number.isNaN(values[at]) ? 0 : only;
    }
    return;
  }
  const span = to - from;
  for (let i = 0, at = channel; i < colours.length; i++, at += channels) {
    const place = ((values[at] - from) / span) * 255 + 0.5;
    // Not a number is neither.
    if (place >= 1) colours[i] = table[place >= 255 ? 255 : place | 0];
    else colours[i] = place < 1 ? table[0] : 0;
  }
}

function takeColours(
  colours: Uint32Array,
  values: ArrayLike<number>,
  { from, to }: ValueRange,
): void {
  const share = to > from ? 255 / (to - from) : 0;
  const byte = (value: number) =>
    Math.max(0, Math.min(255, Math.round((value - from) * share))) | 0;
  for (let i = 0, at = 0; i < colours.length; i++, at += 3) {
    colours[i] = wordOf(byte(values[at]), byte(values[at + 1]), byte(values[at + 2]));
  }
}

/** Each colour as a square of whole pixels: a row is written once and copied down. */
function enlarge(
  colours: Uint32Array,
  { height, width, zoom }: FrameGrid,
  words: Uint32Array,
  start: number,
  across: number,
): void {
  for (let y = 0; y < height; y++) {
    const row = start + y * zoom * across;
    let to = row;
    for (let x = y * width; x < (y + 1) * width; x++) {
      const colour = colours[x];
      for (let i = 0; i < zoom; i++) words[to++] = colour;
    }
    for (let i = 1; i < zoom; i++) words.copyWithin(row + i * across, row, row + width * zoom);
  }
}
