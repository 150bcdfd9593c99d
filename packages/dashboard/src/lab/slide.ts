import { type ConvolutionBoundary, convolve2d, correlate2d, type Matrix } from '@peasy/core';

/** What slides over what, and how. */
export interface Slide {
  readonly input: Matrix;
  readonly kernel: Matrix;
  /** Whether the kernel is flipped both ways first. */
  readonly flips: boolean;
  /** `same`: as many places as the input has; `valid`: only where the kernel lies inside. */
  readonly padding: 'same' | 'valid';
  readonly boundary: ConvolutionBoundary;
  readonly stride: number;
}

/** The window at one place of the output. */
export interface SlideWindow {
  /** Row and column of the window's first value in the input; may be outside. */
  readonly top: number;
  readonly left: number;
  /** Values under the kernel, row by row; what is outside comes from the boundary. */
  readonly inputs: readonly number[];
  /** Of each value, whether it is outside the input. */
  readonly outside: readonly boolean[];
  /** The kernel as it is multiplied: flipped, where it is. */
  readonly kernel: readonly number[];
  readonly products: readonly number[];
  readonly sum: number;
}

/** The whole output, rows of columns: SciPy's convolve2d or correlate2d, of it every so many places. */
export function slideOutput({
  input,
  kernel,
  flips,
  padding,
  boundary,
  stride,
}: Slide): number[][] {
  const slide = flips ? convolve2d : correlate2d;
  return slide(input, kernel, padding, boundary)
    .filter((_, y) => y % stride === 0)
    .map((row) => row.filter((_, x) => x % stride === 0));
}

/** What is multiplied at a place of the output. @param y,x of the output. */
export function slideWindow(slide: Slide, y: number, x: number): SlideWindow {
  const { input, kernel, flips, padding, boundary, stride } = slide;
  const size = kernel.length;
  const before = padding === 'same' ? (size - 1) >> 1 : 0;
  const top = y * stride - before;
  const left = x * stride - before;
  const rows = kernel.map((row) => Array.from(row));
  const turned = flips ? rows.reverse().map((row) => row.reverse()) : rows;
  const inputs: number[] = [];
  const outside: boolean[] = [];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const at = placeOf(top + i, input.length, boundary);
      const across = placeOf(left + j, input[0].length, boundary);
      inputs.push(at === undefined || across === undefined ? 0 : input[at][across]);
      outside.push(
        top + i < 0 || top + i >= input.length || left + j < 0 || left + j >= input[0].length,
      );
    }
  }
  const flat = turned.flat();
  const products = inputs.map((value, i) => value * flat[i]);
  const sum = products.reduce((total, product) => total + product, 0);
  return { top, left, inputs, outside, kernel: flat, products, sum };
}

/** Where a place outside an axis takes its value from; undefined: nowhere, it is zero. */
function placeOf(place: number, size: number, boundary: ConvolutionBoundary): number | undefined {
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

/** The part of an output up to a place, row by row; the rest is NaN. */
export function grownOutput(output: readonly (readonly number[])[], place: number): number[][] {
  const width = output[0]?.length ?? 0;
  return output.map((row, y) =>
    row.map((value, x) => (y * width + x <= place ? value : Number.NaN)),
  );
}
