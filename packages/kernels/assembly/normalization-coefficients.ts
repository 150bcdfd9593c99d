import { sumOfSlices } from './batch-normalization';

/** What a batch normalisation multiplies by and adds, made once a slice: one madd a value is left. */

/** scale = gamma · inverse and shift = beta - mean · scale; to: float32 [2, channels]. */
export function normalizationCoefficients(
  mean: usize,
  inverse: usize,
  gamma: usize,
  beta: usize,
  to: usize,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  for (let at: usize = 0; at < row; at += 4) {
    const scale = <f64>load<f32>(gamma + at) * <f64>load<f32>(inverse + at);
    store<f32>(to + at, <f32>scale);
    store<f32>(to + row + at, <f32>(<f64>load<f32>(beta + at) - <f64>load<f32>(mean + at) * scale));
  }
}

/**
 * The gradient by the input, gamma · inverse · (g - m0 - xn · m1) with xn = (x - mean) · inverse and
 * m0 and m1 the means over a batch of `count` rows of g and g · xn, is g · a + x · b + c. to: a, b
 * and c, float32 [3, channels]; sums: the slices' gradientSums, one after the other.
 */
export function gradientCoefficients(
  sums: usize,
  slices: i32,
  count: i32,
  channels: i32,
  mean: usize,
  inverse: usize,
  gamma: usize,
  to: usize,
): void {
  const row = (<usize>channels) << 2;
  for (let channel = 0; channel < channels; channel++) {
    const at = (<usize>channel) << 2;
    const m0 = sumOfSlices(sums, slices, channels, channel, 0) / <f64>count;
    const m1 = sumOfSlices(sums, slices, channels, channel, 1) / <f64>count;
    const deviation = <f64>load<f32>(inverse + at);
    const a = <f64>load<f32>(gamma + at) * deviation;
    const b = -a * m1 * deviation;
    store<f32>(to + at, <f32>a);
    store<f32>(to + row + at, <f32>b);
    store<f32>(to + (row << 1) + at, <f32>(-a * m0 - b * <f64>load<f32>(mean + at)));
  }
}

/** Zeros: float64 sums [2, channels], before channelMoments and gradientSums add to them. */
export function clearSums(sums: usize, channels: i32): void {
  memory.fill(sums, 0, (<usize>channels) << 4);
}
