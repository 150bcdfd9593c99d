import type { Tensor } from '@peasy/core';
import type { Outline } from '../elements/map-frames.js';
import { rangeOf, type ValuePalette, type ValueRange } from '../inside/colour-scale.js';
import { remember } from '../inside/remember.js';
import type { BenchWork } from './bench-work.js';
import { grownOutput, reachedInputs, type Slide, slideOutput, slideWindow } from './slide.js';

/** A picture of values: how it is coloured, how large, and what is marked on it. */
export interface ValuePicture {
  readonly tensor: Tensor;
  readonly range: ValueRange;
  readonly palette: ValuePalette;
  /** Its three channels are red, green and blue. */
  readonly coloured: boolean;
  readonly zoom: number;
  readonly columns: number;
  readonly outlines: readonly Outline[];
}

/** Row and column of an output. */
export type OutputPlace = readonly [y: number, x: number];

/** Maps that are many: no fewer pixels a value, no more in a row, pixels between two. */
const LEAST_ZOOM = 2;
const MOST_COLUMNS = 6;
const GAP = 2;
const UNIT: ValueRange = { from: 0, to: 1 };

export const outputOf = remember(slideOutput);

/** What slides over it: the inputs with what is around them, and the window at a place. */
export function inputPicture(
  { slide, isPhoto }: BenchWork,
  [y, x]: OutputPlace,
  width: number,
): ValuePicture & { readonly top: number; readonly left: number } {
  const { tensor, top, left, range } = reachedOf(slide);
  const [height, across, channels] = tensor.shape;
  const coloured = isPhoto && channels === 3;
  const isMany = channels > 1 && !coloured;
  const window = slideWindow(slide, y, x);
  const [from, to] = [window.top + top, window.left + left];
  const edge = {
    ...{ top, bottom: top + slide.inputs[0].length - 1 },
    ...{ left, right: left + slide.inputs[0][0].length - 1 },
  };
  const isPadded = height > slide.inputs[0].length || across > slide.inputs[0][0].length;
  const columns = isMany ? tileColumns(across, width) : 1;
  const zoom = Math.max(1, Math.floor((isMany ? (width + GAP) / columns - GAP : width) / across));
  return {
    ...{ tensor, top, left, coloured, zoom, columns },
    range: isPhoto ? UNIT : range,
    palette: isPhoto ? 'grey' : 'colour',
    outlines: [
      ...(isPadded ? [{ frame: undefined, field: edge, isQuiet: true }] : []),
      {
        frame: isMany ? undefined : 0,
        field: {
          ...{ top: from, bottom: from + window.size - 1 },
          ...{ left: to, right: to + window.size - 1 },
        },
      },
    ],
  };
}

/** The output up to a place, with another place marked. */
export function outputPicture(
  slide: Slide,
  { upTo, marked: [y, x] }: { readonly upTo: number; readonly marked: OutputPlace },
  { absolute, isGrey }: { readonly absolute: boolean; readonly isGrey: boolean },
  width: number,
): ValuePicture {
  const output = outputOf(slide);
  const grown = grownOutput(output, upTo);
  return {
    tensor: tensorOf([absolute ? grown.map((row) => row.map(Math.abs)) : grown]),
    range: outputRange(slide, absolute),
    palette: isGrey ? 'grey' : 'colour',
    ...{ coloured: false, columns: 1 },
    zoom: Math.max(1, Math.floor(width / output[0].length)),
    outlines: [{ frame: 0, field: { top: y, bottom: y, left: x, right: x } }],
  };
}

/** Tiles in a row, each so many values wide. */
function tileColumns(across: number, width: number): number {
  const fit = Math.floor((width + GAP) / (LEAST_ZOOM * across + GAP));
  return Math.max(1, Math.min(MOST_COLUMNS, fit));
}

/** What the scale of an output reaches over, all of it, however much has grown. */
export function outputRange(slide: Slide, absolute: boolean): ValueRange {
  return drawnRange(outputOf(slide), String(absolute));
}

const reachedOf = remember((slide: Slide) => {
  const { inputs, top, left } = reachedInputs(slide);
  const tensor = tensorOf(inputs);
  return { tensor, top, left, range: rangeOf(tensor.values) };
});
const drawnRange = remember((output: readonly (readonly number[])[], absolute) => {
  const values = output.flat();
  return rangeOf(absolute === 'true' ? values.map(Math.abs) : values);
});

/** Rows by channel as `[height, width, channels]`. */
function tensorOf(channels: readonly (readonly (readonly number[])[])[]): Tensor {
  const [height, width] = [channels[0].length, channels[0][0].length];
  const values = new Float32Array(height * width * channels.length);
  for (const [channel, rows] of channels.entries()) {
    for (const [y, row] of rows.entries()) {
      for (const [x, value] of row.entries()) {
        values[(y * width + x) * channels.length + channel] = value;
      }
    }
  }
  return { shape: [height, width, channels.length], values };
}
