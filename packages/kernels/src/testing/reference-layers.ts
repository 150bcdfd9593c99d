import type {
  ActivationLayer,
  Conv2dLayer,
  DenseLayer,
  DropoutLayer,
  MaxPool2dLayer,
  Tensor,
} from '@peasy/core';
import { randomKey, randomUint32, STREAMS } from '@peasy/core';

/** One photo's values at one layer, float64. */
export interface ReferenceMap {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** Cross-correlation as its definition says, four loops deep and no trick. */
export function referenceConv2d(
  layer: Conv2dLayer,
  { shape, values }: ReferenceMap,
  kernel: Tensor,
  bias: Tensor | undefined,
): ReferenceMap {
  const [height, width, channels] = shape;
  const { filters, kernelSize, padding, strides = 1 } = layer;
  const [outHeight, outWidth] = [height, width].map((size) =>
    padding === 'same' ? Math.ceil(size / strides) : Math.ceil((size - kernelSize + 1) / strides),
  );
  // TensorFlow's `same`: the odd zero comes after.
  const before = (size: number, count: number) =>
    padding === 'same' ? Math.max((count - 1) * strides + kernelSize - size, 0) >> 1 : 0;
  const [top, left] = [before(height, outHeight), before(width, outWidth)];
  const result = new Float64Array(outHeight * outWidth * filters);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      for (let f = 0; f < filters; f++) {
        let sum = bias ? bias.values[f] : 0;
        for (let ky = 0; ky < kernelSize; ky++) {
          for (let kx = 0; kx < kernelSize; kx++) {
            const [fromY, fromX] = [y * strides + ky - top, x * strides + kx - left];
            if (fromY < 0 || fromY >= height || fromX < 0 || fromX >= width) continue;
            for (let c = 0; c < channels; c++) {
              const weight = kernel.values[((ky * kernelSize + kx) * channels + c) * filters + f];
              sum += values[(fromY * width + fromX) * channels + c] * weight;
            }
          }
        }
        result[(y * outWidth + x) * filters + f] = sum;
      }
    }
  }
  return { shape: [outHeight, outWidth, filters], values: result };
}

/** Means over windows of a size each way. */
export function referenceAveragePool2d(
  [poolHeight, poolWidth]: readonly [number, number],
  { shape, values }: ReferenceMap,
): ReferenceMap {
  const [height, width, channels] = shape;
  const outHeight = Math.floor(height / poolHeight);
  const outWidth = Math.floor(width / poolWidth);
  const result = new Float64Array(outHeight * outWidth * channels);
  for (let y = 0; y < outHeight * poolHeight; y++) {
    for (let x = 0; x < outWidth * poolWidth; x++) {
      const place = Math.floor(y / poolHeight) * outWidth + Math.floor(x / poolWidth);
      for (let c = 0; c < channels; c++) {
        const value = values[(y * width + x) * channels + c];
        result[place * channels + c] += value / (poolHeight * poolWidth);
      }
    }
  }
  return { shape: [outHeight, outWidth, channels], values: result };
}

export function referenceActivation(
  { activation, alpha = 0.01 }: ActivationLayer,
  map: ReferenceMap,
): ReferenceMap {
  const each = (change: (value: number) => number) => ({ ...map, values: map.values.map(change) });
  switch (activation) {
    case 'relu':
      return each((value) => Math.max(value, 0));
    case 'leakyRelu':
      return each((value) => (value > 0 ? value : alpha * value));
    case 'silu':
      return each((value) => value / (1 + Math.exp(-value)));
    case 'softmax':
      return referenceSoftmax(map);
  }
}

export function referenceMaxPool2d(
  { poolSize }: MaxPool2dLayer,
  { shape, values }: ReferenceMap,
): ReferenceMap {
  const [height, width, channels] = shape;
  const outHeight = Math.floor(height / poolSize);
  const outWidth = Math.floor(width / poolSize);
  const result = new Float64Array(outHeight * outWidth * channels).fill(-Infinity);
  for (let y = 0; y < outHeight * poolSize; y++) {
    for (let x = 0; x < outWidth * poolSize; x++) {
      for (let c = 0; c < channels; c++) {
        const to = (Math.floor(y / poolSize) * outWidth + Math.floor(x / poolSize)) * channels + c;
        result[to] = Math.max(result[to], values[(y * width + x) * channels + c]);
      }
    }
  }
  return { shape: [outHeight, outWidth, channels], values: result };
}

export function referenceDense(
  { units }: DenseLayer,
  { values }: ReferenceMap,
  kernel: Tensor,
  bias: Tensor,
): ReferenceMap {
  const result = Float64Array.from(bias.values);
  for (let i = 0; i < values.length; i++) {
    for (let j = 0; j < units; j++) result[j] += values[i] * kernel.values[i * units + j];
  }
  return { shape: [units], values: result };
}

function referenceSoftmax({ shape, values }: ReferenceMap): ReferenceMap {
  const shift = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - shift));
  const sum = powers.reduce((total, power) => total + power, 0);
  return { shape, values: powers.map((power) => power / sum) };
}

/** Where a photo stands in training: what dropout's masks depend on. */
export interface ReferencePlace {
  readonly seed: number;
  readonly step: number;
  /** Place of the photo in its batch. */
  readonly place: number;
}

/** @param position index of the layer in its network. */
export function referenceDropout(
  { rate }: DropoutLayer,
  { shape, values }: ReferenceMap,
  position: number,
  { seed, step, place }: ReferencePlace,
): ReferenceMap {
  const key = randomKey(seed, STREAMS.dropout, position, step);
  const kept = values.map((value, i) =>
    randomUint32(key, place * values.length + i) >= Math.round(rate * 2 ** 32)
      ? value / (1 - rate)
      : 0,
  );
  return { shape, values: kept };
}
