/** Updates of weights by their gradients, over `count` values, a multiple of 4. Formulas: OptimizerOptions of @peasy/core. */

/** Sum of squares, in float64. */
export function sumOfSquares(x: usize, count: i32): f64 {
  let sum = f64x2.splat(0);
  for (let i = 0; i < count; i += 2) {
    const value = f64x2.promote_low_f32x4(v128.load64_zero(x + ((<usize>i) << 2)));
    sum = f64x2.add(sum, f64x2.mul(value, value));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** SGD with weight decay; the gradient is multiplied by `scale` first. velocities: 0 for no momentum. */
export function descend(
  weights: usize,
  gradients: usize,
  velocities: usize,
  count: i32,
  learningRate: f32,
  momentum: f32,
  nesterov: bool,
  decay: f32,
  scale: f32,
): void {
  const rate = f32x4.splat(learningRate);
  const kept = f32x4.splat(momentum);
  const decays = f32x4.splat(decay);
  const scales = f32x4.splat(scale);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const weight = v128.load(weights + at);
    const gradient = f32x4.mul(v128.load(gradients + at), scales);
    const step = f32x4.mul(rate, f32x4.add(gradient, f32x4.mul(decays, weight)));
    if (!velocities) {
      v128.store(weights + at, f32x4.sub(weight, step));
      continue;
    }
    const velocity = f32x4.sub(f32x4.mul(kept, v128.load(velocities + at)), step);
    v128.store(velocities + at, velocity);
    const move = nesterov ? f32x4.sub(f32x4.mul(kept, velocity), step) : velocity;
    v128.store(weights + at, f32x4.add(weight, move));
  }
}

/**
 * Adam, and AdamW. decay: of adam, added to the gradient; shrink: of adamw, what weights are
 * multiplied by first; correction1 = 1 - beta1^t, correction2 = 1 - beta2^t.
 */
export function adam(
  weights: usize,
  gradients: usize,
  firstMoments: usize,
  secondMoments: usize,
  count: i32,
  learningRate: f64,
  beta1: f64,
  beta2: f64,
  epsilon: f64,
  decay: f32,
  shrink: f32,
  scale: f32,
  correction1: f64,
  correction2: f64,
): void {
  const rate = f32x4.splat(<f32>(learningRate / correction1));
  const root = f32x4.splat(<f32>(1 / Math.sqrt(correction2)));
  const small = f32x4.splat(<f32>epsilon);
  const old1 = f32x4.splat(<f32>beta1);
  const old2 = f32x4.splat(<f32>beta2);
  const new1 = f32x4.splat(<f32>(1 - beta1));
  const new2 = f32x4.splat(<f32>(1 - beta2));
  const decays = f32x4.splat(decay);
  const shrinks = f32x4.splat(shrink);
  const scales = f32x4.splat(scale);
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const weight = v128.load(weights + at);
    const pull = f32x4.mul(decays, weight);
    const gradient = f32x4.add(f32x4.mul(v128.load(gradients + at), scales), pull);
    const first = f32x4.add(
      f32x4.mul(old1, v128.load(firstMoments + at)),
      f32x4.mul(new1, gradient),
    );
    const second = f32x4.add(
      f32x4.mul(old2, v128.load(secondMoments + at)),
      f32x4.mul(new2, f32x4.mul(gradient, gradient)),
    );
    v128.store(firstMoments + at, first);
    v128.store(secondMoments + at, second);
    const length = f32x4.add(f32x4.mul(f32x4.sqrt(second), root), small);
    const step = f32x4.mul(rate, f32x4.div(first, length));
    v128.store(weights + at, f32x4.sub(f32x4.mul(weight, shrinks), step));
  }
}

/** averages = decay · averages + (1 - decay) · weights. */
export function followWeights(averages: usize, weights: usize, count: i32, decay: f64): void {
  const kept = f32x4.splat(<f32>decay);
  const taken = f32x4.splat(<f32>(1 - decay));
  for (let i = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const old = f32x4.mul(v128.load(averages + at), kept);
    v128.store(averages + at, f32x4.add(old, f32x4.mul(v128.load(weights + at), taken)));
  }
}
