/**
 * Batch normalisation over rows [rows, channels], a row a place of a map. Sums are float64, a slice
 * of the batch at a time; whoever needs them adds the slices' sums up in their order.
 */

/** sums[0][c] = sum of dy[:, c], sums[1][c] = sum of dy[:, c] · (x[:, c] - mean[c]) · inverse[c]. */
export function normalizationSums(
  x: usize,
  dy: usize,
  mean: usize,
  inverse: usize,
  sums: usize,
  rows: i32,
  channels: i32,
): void {
  const row = (<usize>channels) << 2;
  memory.fill(sums, 0, row * 4);
  for (let first = 0; first < rows; first += BLOCK_ROWS) {
    const count = min(BLOCK_ROWS, rows - first);
    const start = <usize>first * row;
    let channel = 0;
    for (; channel + 2 <= channels; channel += 2) {
      const at = (<usize>channel) << 2;
      sumTwo(dy + start, x + start, mean, inverse, sums, count, channels, at);
    }
    if (channel < channels) {
      const at = (<usize>channel) << 2;
      sumOne(dy + start, x + start, mean, inverse, sums, count, channels, at);
    }
  }
}

/** Rows summed at a stretch: few enough to stay in the L1 cache while all channels walk down them. */
const BLOCK_ROWS: i32 = 32;

function sumTwo(
  a: usize,
  b: usize,
  mean: usize,
  inverse: usize,
  sums: usize,
  rows: i32,
  channels: i32,
  at: usize,
): void {
  const row = (<usize>channels) << 2;
  const first = sums + (at << 1);
  const second = first + (row << 1);
  const middle = f64x2.promote_low_f32x4(v128.load64_zero(mean + at));
  const scale = f64x2.promote_low_f32x4(v128.load64_zero(inverse + at));
  let sum = f64x2.splat(0);
  let product = f64x2.splat(0);
  for (let i = 0; i < rows; i++) {
    const left = f64x2.promote_low_f32x4(v128.load64_zero(a + at));
    const right = f64x2.promote_low_f32x4(v128.load64_zero(b + at));
    sum = f64x2.add(sum, left);
    product = f64x2.add(product, f64x2.mul(left, f64x2.sub(right, middle)));
    at += row;
  }
  v128.store(first, f64x2.add(v128.load(first), sum));
  v128.store(second, f64x2.add(v128.load(second), f64x2.mul(product, scale)));
}

function sumOne(
  a: usize,
  b: usize,
  mean: usize,
  inverse: usize,
  sums: usize,
  rows: i32,
  channels: i32,
  at: usize,
): void {
  const row = (<usize>channels) << 2;
  const first = sums + (at << 1);
  const second = first + (row << 1);
  const middle = <f64>load<f32>(mean + at);
  const scale = <f64>load<f32>(inverse + at);
  let sum: f64 = 0;
  let product: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const left = <f64>load<f32>(a + at);
    sum += left;
    product += left * (<f64>load<f32>(b + at) - middle);
    at += row;
  }
  store<f64>(first, load<f64>(first) + sum);
  store<f64>(second, load<f64>(second) + product * scale);
}

/**
 * mean[c] and inverse[c] = 1 / sqrt(variance + epsilon) of a batch of `count` rows in all, from the
 * slices' channelMoments about `middle`, which lie one after the other.
 */
export function batchStatistics(
  sums: usize,
  slices: i32,
  count: i32,
  channels: i32,
  epsilon: f64,
  middle: usize,
  mean: usize,
  inverse: usize,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const at = (<usize>channel) << 2;
    const offset = sumOfSlices(sums, slices, channels, channel, 0) / <f64>count;
    const square = sumOfSlices(sums, slices, channels, channel, 1) / <f64>count;
    const variance = Math.max(square - offset * offset, 0);
    store<f32>(mean + at, <f32>(<f64>load<f32>(middle + at) + offset));
    store<f32>(inverse + at, <f32>(1 / Math.sqrt(variance + epsilon)));
  }
}

/**
 * moving = moving · momentum + batch · (1 - momentum), for the mean and the (biased) variance of the
 * batch; sums: channelMoments about the moving mean.
 */
export function followStatistics(
  sums: usize,
  slices: i32,
  count: i32,
  channels: i32,
  momentum: f64,
  movingMean: usize,
  movingVariance: usize,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const at = (<usize>channel) << 2;
    const offset = sumOfSlices(sums, slices, channels, channel, 0) / <f64>count;
    const square = sumOfSlices(sums, slices, channels, channel, 1) / <f64>count;
    const variance = Math.max(square - offset * offset, 0);
    follow(movingMean + at, <f64>load<f32>(movingMean + at) + offset, momentum);
    follow(movingVariance + at, variance, momentum);
  }
}

function follow(place: usize, value: f64, momentum: f64): void {
  store<f32>(place, <f32>(<f64>load<f32>(place) * momentum + value * (1 - momentum)));
}

/** inverse[c] = 1 / sqrt(variance[c] + epsilon): for inference, from the moving variance. */
export function inverseDeviations(
  variance: usize,
  inverse: usize,
  channels: i32,
  epsilon: f64,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const at = (<usize>channel) << 2;
    store<f32>(inverse + at, <f32>(1 / Math.sqrt(<f64>load<f32>(variance + at) + epsilon)));
  }
}

/** The sums of one kind (0 or 1) of all slices as float32: gradients of beta (0) and gamma (1). */
export function sumSlices(
  sums: usize,
  slices: i32,
  channels: i32,
  kind: i32,
  to: usize,
): void {
  for (let channel = 0; channel < channels; channel++) {
    const sum = sumOfSlices(sums, slices, channels, channel, kind);
    store<f32>(to + ((<usize>channel) << 2), <f32>sum);
  }
}

export function sumOfSlices(sums: usize, slices: i32, channels: i32, channel: i32, kind: i32): f64 {
  let sum: f64 = 0;
  for (let slice = 0; slice < slices; slice++) {
    sum += load<f64>(sums + ((<usize>((slice * 2 + kind) * channels + channel)) << 3));
  }
  return sum;
}

/** y = (x - mean) · inverse · gamma + beta, row by row; y may be x. */
export function normalizeChannels(
  x: usize,
  y: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  inverse: usize,
  gamma: usize,
  beta: usize,
): void {
  const row = (<usize>channels) << 2;
  for (let i = 0; i < rows; i++) {
    let at: usize = 0;
    for (; at + 16 <= row; at += 16) {
      const scale = f32x4.mul(v128.load(inverse + at), v128.load(gamma + at));
      const centred = f32x4.sub(v128.load(x + at), v128.load(mean + at));
      v128.store(y + at, f32x4.add(f32x4.mul(centred, scale), v128.load(beta + at)));
    }
    for (; at < row; at += 4) {
      const scale = load<f32>(inverse + at) * load<f32>(gamma + at);
      const centred = load<f32>(x + at) - load<f32>(mean + at);
      store<f32>(y + at, centred * scale + load<f32>(beta + at));
    }
    x += row;
    y += row;
  }
}

/**
 * dx = gamma · inverse · (dy - m0 - xn · m1), xn = (x - mean) · inverse, for the means m0 and m1 over
 * the batch of dy and dy · xn (float32, from meanSums). dx may be dy.
 */
export function normalizationGradient(
  x: usize,
  dy: usize,
  dx: usize,
  rows: i32,
  channels: i32,
  mean: usize,
  inverse: usize,
  gamma: usize,
  means: usize,
): void {
  const row = (<usize>channels) << 2;
  const products = means + row;
  for (let i = 0; i < rows; i++) {
    let at: usize = 0;
    for (; at + 16 <= row; at += 16) {
      const deviation = v128.load(inverse + at);
      const normal = f32x4.mul(f32x4.sub(v128.load(x + at), v128.load(mean + at)), deviation);
      const centred = f32x4.sub(v128.load(dy + at), v128.load(means + at));
      const rest = f32x4.sub(centred, f32x4.mul(normal, v128.load(products + at)));
      v128.store(dx + at, f32x4.mul(rest, f32x4.mul(deviation, v128.load(gamma + at))));
    }
    for (; at < row; at += 4) {
      const deviation = load<f32>(inverse + at);
      const normal = (load<f32>(x + at) - load<f32>(mean + at)) * deviation;
      const centred = load<f32>(dy + at) - load<f32>(means + at);
      const rest = centred - normal * load<f32>(products + at);
      store<f32>(dx + at, rest * (deviation * load<f32>(gamma + at)));
    }
    x += row;
    dy += row;
    dx += row;
  }
}

/** means: float32 [2, channels], the slices' normalizationSums over a batch of `count` rows in all. */
export function meanSums(
  sums: usize,
  slices: i32,
  count: i32,
  channels: i32,
  means: usize,
): void {
  for (let kind = 0; kind < 2; kind++) {
    for (let channel = 0; channel < channels; channel++) {
      const sum = sumOfSlices(sums, slices, channels, channel, kind);
      store<f32>(means + ((<usize>(kind * channels + channel)) << 2), <f32>(sum / <f64>count));
    }
  }
}
