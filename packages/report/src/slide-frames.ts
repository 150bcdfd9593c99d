import type { Tensor } from '@peasy/core';

/** A filter at work on a photo, zero padding, stride 1. */
export interface SlidingFilter {
  /** `[height, width, channels]`, 0 to 1. */
  readonly photo: Tensor;
  /** `[size, size, channels]` */
  readonly kernel: Tensor;
  readonly bias: number;
}

/** What the kernel meets at one place. */
export interface SlideFrame {
  readonly row: number;
  readonly column: number;
  /** For each channel the values under the kernel, row by row; undefined: beyond the edge, a zero. */
  readonly under: readonly (readonly (number | undefined)[])[];
  /** Values times weights. */
  readonly products: readonly (readonly number[])[];
  /** For each channel. */
  readonly sums: readonly number[];
  /** Sums and bias together: the output here. */
  readonly value: number;
}

/** The kernel at one place of the output. */
export function slideFrame(
  { photo, kernel, bias }: SlidingFilter,
  row: number,
  column: number,
): SlideFrame {
  const [height, width, channels] = photo.shape;
  const [size] = kernel.shape;
  const before = (size - 1) >> 1;
  const cells = Array.from({ length: size * size }, (_, i) => i);
  const under = Array.from({ length: channels }, (_, channel) =>
    cells.map((i) => {
      const y = row + Math.floor(i / size) - before;
      const x = column + (i % size) - before;
      const isInside = y >= 0 && y < height && x >= 0 && x < width;
      return isInside ? photo.values[(y * width + x) * channels + channel] : undefined;
    }),
  );
  const products = under.map((values, channel) =>
    values.map((value, i) =>
      value === undefined ? 0 : value * kernel.values[i * channels + channel],
    ),
  );
  const sums = products.map((all) => all.reduce((sum, one) => sum + one, 0));
  return { row, column, under, products, sums, value: sums.reduce((a, b) => a + b, bias) };
}

/** The whole output, `[height][width]` in one list. */
export function slideOutput(filter: SlidingFilter): number[] {
  const [height, width] = filter.photo.shape;
  return Array.from(
    { length: height * width },
    (_, i) => slideFrame(filter, Math.floor(i / width), i % width).value,
  );
}
