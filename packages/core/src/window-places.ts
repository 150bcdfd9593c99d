import type { Conv2dLayer } from './network.js';

/** Where a convolution's windows lie along one axis. */
export interface WindowPlaces {
  /** How many there are: the output's size. */
  readonly count: number;
  /** Zeros before the first value, and after the last. */
  readonly before: number;
  readonly after: number;
}

/**
 * Windows of a convolution along an axis of `size` values, as TensorFlow places them: `same` has
 * ceil(size / strides) windows and pads max((count - 1) · strides + kernelSize - size, 0) zeros,
 * the odd one after; `valid` pads none. The count is below 1 where no window fits.
 */
export function windowPlaces(
  size: number,
  { kernelSize, padding, strides = 1 }: Pick<Conv2dLayer, 'kernelSize' | 'padding' | 'strides'>,
): WindowPlaces {
  if (padding === 'valid') {
    return { count: Math.floor((size - kernelSize) / strides) + 1, before: 0, after: 0 };
  }
  const count = Math.ceil(size / strides);
  const total = Math.max((count - 1) * strides + kernelSize - size, 0);
  const before = Math.floor(total / 2);
  return { count, before, after: total - before };
}
