import { type ConvolutionBoundary, convolve2d, correlate2d, type Matrix } from '@peasy/core';

/** What slides over what, and how. */
export interface Slide {
  /** One a channel, all of one size. */
  readonly inputs: readonly Matrix[];
  /** One a channel. */
  readonly kernels: readonly Matrix[];
  /** What is added to the sum over the channels. */
  readonly bias: number;
  /** Whether the kernels are flipped both ways first. */
  readonly flips: boolean;
  /** `same`: as many places as the input has; `valid`: only where the kernel lies inside. */
  readonly padding: 'same' | 'valid';
  readonly boundary: ConvolutionBoundary;
  readonly stride: number;
  /**
   * Where the windows of `same` lie: as SciPy's, of whose output every so many are taken, or as a
   * layer's, whose padding is shared between both sides.
   */
  readonly placement: 'scipy' | 'layer';
}

/** One channel's part of a window. */
export interface ChannelWindow {
  /** Values under the kernel, row by row; what is outside comes from the boundary. */
  readonly inputs: readonly number[];
  /** The kernel as it is multiplied: flipped, where it is. */
  readonly kernel: readonly number[];
  readonly products: readonly number[];
  readonly sum: number;
}

/** The window at one place of the output. */
export interface SlideWindow {
  /** Row and column of the window's first value in the input; may be outside. */
  readonly top: number;
  readonly left: number;
  readonly size: number;
  /** Of each value, whether it is outside the input. */
  readonly outside: readonly boolean[];
  readonly channels: readonly ChannelWindow[];
  /** Over all channels, with the bias: the value of the output. */
  readonly sum: number;
}

/** Whether the kernel has any place at all. */
export function slideFits({ inputs, kernels, padding }: Slide): boolean {
  const size = kernels[0].length;
  return padding === 'same' || (inputs[0].length >= size && inputs[0][0].length >= size);
}

/** The whole output, rows of columns: SciPy's convolve2d or correlate2d summed over the channels. */
export function slideOutput(slide: Slide): number[][] {
  const { inputs, kernels, flips, boundary, stride, bias } = slide;
  const operation = flips ? convolve2d : correlate2d;
  const wholes = inputs.map((input, i) => operation(input, kernels[i], 'full', boundary));
  const size = kernels[0].length;
  const rows = places(slide, inputs[0].length);
  const columns = places(slide, inputs[0][0].length);
  return Array.from({ length: rows.count }, (_, y) =>
    Array.from({ length: columns.count }, (__, x) => {
      // Of the whole overlap, the place where the window of this output lies.
      const row = y * stride - rows.before + size - 1;
      const column = x * stride - columns.before + size - 1;
      return wholes.reduce((sum, whole) => sum + whole[row][column], bias);
    }),
  );
}

/** What is multiplied at a place of the output. @param y,x of the output. */
export function slideWindow(slide: Slide, y: number, x: number): SlideWindow {
  const { inputs, kernels, stride, boundary, flips, bias } = slide;
  const [height, width, size] = [inputs[0].length, inputs[0][0].length, kernels[0].length];
  const top = y * stride - places(slide, height).before;
  const left = x * stride - places(slide, width).before;
  const cells = Array.from({ length: size * size }, (_, i) => [
    top + Math.floor(i / size),
    left + (i % size),
  ]);
  const channels = inputs.map((input, channel) => {
    const values = cells.map(([row, column]) => valueAt(input, row, column, boundary));
    const flat = kernels[channel].flatMap((row) => Array.from(row));
    const kernel = flips ? flat.reverse() : flat;
    const products = values.map((value, i) => value * kernel[i]);
    return { inputs: values, kernel, products, sum: products.reduce((a, b) => a + b, 0) };
  });
  const outside = cells.map(
    ([row, column]) => row < 0 || row >= height || column < 0 || column >= width,
  );
  const sum = channels.reduce((total, one) => total + one.sum, bias);
  return { top, left, size, outside, channels, sum };
}

/** What the windows of a slide reach: the inputs with as much around them as any window needs. */
export function reachedInputs(slide: Slide): {
  readonly inputs: readonly number[][][];
  /** Rows above and columns left of the input's first value. */
  readonly top: number;
  readonly left: number;
} {
  const { inputs, kernels, stride, boundary } = slide;
  const size = kernels[0].length;
  const ring = (length: number) => {
    const { before, count } = places(slide, length);
    const after = Math.max(0, (count - 1) * stride + size - before - length);
    return { before, length: before + length + after };
  };
  const rows = ring(inputs[0].length);
  const columns = ring(inputs[0][0].length);
  return {
    inputs: inputs.map((input) =>
      Array.from({ length: rows.length }, (_, y) =>
        Array.from({ length: columns.length }, (__, x) =>
          valueAt(input, y - rows.before, x - columns.before, boundary),
        ),
      ),
    ),
    top: rows.before,
    left: columns.before,
  };
}

/** The place of the output whose window's middle is nearest to a place of the input. */
export function placeOver(slide: Slide, row: number, column: number): readonly [number, number] {
  const { inputs, kernels, stride } = slide;
  const middle = (kernels[0].length - 1) >> 1;
  const along = (at: number, length: number) => {
    const { before, count } = places(slide, length);
    return Math.max(0, Math.min(count - 1, Math.round((at - middle + before) / stride)));
  };
  return [along(row, inputs[0].length), along(column, inputs[0][0].length)];
}

/** The part of an output up to a place, row by row; the rest is NaN. */
export function grownOutput(output: readonly (readonly number[])[], place: number): number[][] {
  const width = output[0]?.length ?? 0;
  return output.map((row, y) =>
    row.map((value, x) => (y * width + x <= place ? value : Number.NaN)),
  );
}

/** Windows along an axis: how many, and how many values the first begins before the input. */
function places(
  { kernels, flips, padding, stride, placement }: Slide,
  length: number,
): { readonly count: number; readonly before: number } {
  const size = kernels[0].length;
  if (padding === 'valid') return { count: Math.floor((length - size) / stride) + 1, before: 0 };
  const count = Math.ceil(length / stride);
  if (placement === 'layer') {
    return { count, before: Math.max((count - 1) * stride + size - length, 0) >> 1 };
  }
  // SciPy's middle of an even kernel differs between the two.
  return { count, before: flips ? size >> 1 : (size - 1) >> 1 };
}

function valueAt(
  input: Matrix,
  row: number,
  column: number,
  boundary: ConvolutionBoundary,
): number {
  const y = sourceOf(row, input.length, boundary);
  const x = sourceOf(column, input[0].length, boundary);
  return y === undefined || x === undefined ? 0 : input[y][x];
}

/** Where a place outside an axis takes its value from; undefined: nowhere, it is zero. */
function sourceOf(place: number, size: number, boundary: ConvolutionBoundary): number | undefined {
  if (place >= 0 && place < size) return place;
  switch (boundary) {
    case 'fill':
      return undefined;
    case 'wrap':
      return ((place % size) + size) % size;
    case 'symm': {
      const turn = ((place % (2 * size)) + 2 * size) % (2 * size);
      return turn < size ? turn : 2 * size - 1 - turn;
    }
  }
}
