/** weights = weights - learningRate * gradients, over `count` values, a multiple of 4. */
export function sgd(weights: usize, gradients: usize, count: i32, learningRate: f32): void {
  const rate = f32x4.splat(learningRate);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const step = f32x4.mul(rate, v128.load(gradients + at));
    v128.store(weights + at, f32x4.sub(v128.load(weights + at), step));
  }
}

/** velocity = momentum * velocity - learningRate * gradient; weight = weight + velocity. `count` as in sgd. */
export function sgdMomentum(
  weights: usize,
  gradients: usize,
  velocities: usize,
  count: i32,
  learningRate: f32,
  momentum: f32,
): void {
  const rate = f32x4.splat(learningRate);
  const kept = f32x4.splat(momentum);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const step = f32x4.mul(rate, v128.load(gradients + at));
    const velocity = f32x4.sub(f32x4.mul(kept, v128.load(velocities + at)), step);
    v128.store(velocities + at, velocity);
    v128.store(weights + at, f32x4.add(v128.load(weights + at), velocity));
  }
}
