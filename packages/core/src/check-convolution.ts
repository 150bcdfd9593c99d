import { convolve2d, correlate2d, type Matrix } from './convolution.js';
import type { Tensor } from './engine.js';
import type { Conv2dLayer } from './network.js';
import { windowPlaces } from './window-places.js';

/** What a layer may be doing, computed by hand from its weights. */
export const CONVOLUTION_CANDIDATES = ['convolve2d', 'correlate2d', 'correlate2dFlipped'] as const;
/** `correlate2dFlipped`: correlation with the kernel flipped both ways, which is convolution again. */
export type ConvolutionCandidate = (typeof CONVOLUTION_CANDIDATES)[number];

/** What a filter does, as far as its numbers tell; `both`: its kernels are their own flip. */
export type ConvolutionVerdict = 'correlates' | 'convolves' | 'both' | 'neither';

/** A filter's output held to what convolution and correlation come to. */
export interface FilterCheck {
  readonly filter: number;
  /** Largest amount by which a candidate differs from the layer's own output. */
  readonly differences: Readonly<Record<ConvolutionCandidate, number>>;
  /** Of the layer's own output. */
  readonly min: number;
  readonly max: number;
  readonly verdict: ConvolutionVerdict;
}

/** What a layer computes from, and what it came to, of one photo. */
export interface CheckedLayer {
  readonly layer: Conv2dLayer;
  /** `[height, width, channels]` */
  readonly input: Tensor;
  /** `[height, width, filters]`, before any activation. */
  readonly output: Tensor;
  /** `[kernelSize, kernelSize, channels, filters]` */
  readonly kernel: Tensor;
  readonly bias: Tensor | undefined;
}

/** Sums in float32 may differ from float64's by about this part of the amounts that are summed. */
const TOLERANCE = 1e-5;

/**
 * Whether a layer convolves or correlates, filter by filter: each candidate is summed over the
 * channels in float64, the bias is added, and the result is held to the layer's own output.
 */
export function checkConvolution(checked: CheckedLayer): FilterCheck[] {
  return Array.from({ length: checked.layer.filters }, (_, filter) => checkFilter(checked, filter));
}

/** The same of one filter. */
export function checkFilter(checked: CheckedLayer, filter: number): FilterCheck {
  const own = mapOf(checked.output, filter).flat();
  const differences = Object.fromEntries(
    CONVOLUTION_CANDIDATES.map((candidate) => [
      candidate,
      largestDifference(candidateMap(checked, filter, candidate).flat(), own),
    ]),
  ) as Record<ConvolutionCandidate, number>;
  const [min, max] = extremesOf(own);
  const near = TOLERANCE * largestAmount(checked, filter);
  const correlates = differences.correlate2d <= near;
  const convolves = differences.convolve2d <= near;
  const verdict =
    correlates && convolves
      ? 'both'
      : correlates
        ? 'correlates'
        : convolves
          ? 'convolves'
          : 'neither';
  return { filter, differences, min, max, verdict };
}

/** A filter's map as a candidate has it: `[height][width]`, of the layer's output size. */
export function candidateMap(
  { layer, input, output, kernel, bias }: CheckedLayer,
  filter: number,
  candidate: ConvolutionCandidate,
): number[][] {
  const [height, width] = output.shape;
  const { kernelSize: size, strides = 1 } = layer;
  const rows = windowPlaces(input.shape[0], layer);
  const columns = windowPlaces(input.shape[1], layer);
  const sums = Array.from({ length: height }, () =>
    new Array<number>(width).fill(bias?.values[filter] ?? 0),
  );
  for (let channel = 0; channel < input.shape[2]; channel++) {
    const kernels = kernelOf(kernel, channel, filter);
    const whole = computed(candidate, mapOf(input, channel), kernels);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        // Of the whole overlap, the place where the window of this output lies.
        const row = whole[y * strides - rows.before + size - 1];
        sums[y][x] += row[x * strides - columns.before + size - 1];
      }
    }
  }
  return sums;
}

/** NaN where a value of either is none: then nothing agrees. */
function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

function extremesOf(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([min, max], value) => [Math.min(min, value), Math.max(max, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/**
 * What the largest sum of a filter could come to if nothing cancelled: rounding grows with it, not
 * with what is left, and filters of tiny weights are told apart too.
 */
function largestAmount({ input, kernel, bias }: CheckedLayer, filter: number): number {
  const [, , channels, filters] = kernel.shape;
  let most = Math.abs(bias?.values[filter] ?? 0);
  for (let channel = 0; channel < channels; channel++) {
    let value = 0;
    for (let i = channel; i < input.values.length; i += channels) {
      value = Math.max(value, Math.abs(input.values[i]));
    }
    for (let i = channel * filters + filter; i < kernel.values.length; i += channels * filters) {
      most += value * Math.abs(kernel.values[i]);
    }
  }
  return most;
}

function computed(candidate: ConvolutionCandidate, a: Matrix, k: Matrix): number[][] {
  switch (candidate) {
    case 'convolve2d':
      return convolve2d(a, k, 'full');
    case 'correlate2d':
      return correlate2d(a, k, 'full');
    case 'correlate2dFlipped':
      return correlate2d(
        a,
        [...k].reverse().map((row) => Array.from(row).reverse()),
        'full',
      );
  }
}

/** One channel of a map, or one map of an output. */
export function mapOf({ shape, values }: Tensor, channel: number): number[][] {
  const [height, width, channels] = shape;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => values[(y * width + x) * channels + channel]),
  );
}

function kernelOf({ shape, values }: Tensor, channel: number, filter: number): number[][] {
  const [size, , channels, filters] = shape;
  return Array.from({ length: size }, (_, y) =>
    Array.from(
      { length: size },
      (__, x) => values[((y * size + x) * channels + channel) * filters + filter],
    ),
  );
}
