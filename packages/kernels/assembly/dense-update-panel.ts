import { PANEL, PANEL_ROW } from './panels';

/**
 * SGD upon `count` rows of one panel. sums: the gradient by columns, `stride` bytes apart;
 * velocities: as the weights, or 0 without momentum.
 */
export function descendPanel(
  sums: usize,
  stride: usize,
  weights: usize,
  velocities: usize,
  count: i32,
  learningRate: f32,
  momentum: f32,
): void {
  const rate = f32x4.splat(learningRate);
  const kept = f32x4.splat(momentum);
  const withMomentum = velocities != 0;
  const right = stride * 4;
  for (; count >= 4; count -= 4) {
    descendFour(sums, stride, weights, velocities, rate, kept, withMomentum);
    descendFour(sums + right, stride, weights + 16, velocities + 16, rate, kept, withMomentum);
    weights += PANEL_ROW * 4;
    velocities += PANEL_ROW * 4;
    sums += 16;
  }
  for (; count > 0; count--) {
    for (let column: usize = 0; column < <usize>PANEL; column++) {
      const step = learningRate * load<f32>(sums + column * stride);
      const at = column << 2;
      const weight = load<f32>(weights + at);
      if (withMomentum) {
        const velocity = momentum * load<f32>(velocities + at) - step;
        store<f32>(velocities + at, velocity);
        store<f32>(weights + at, weight + velocity);
      } else {
        store<f32>(weights + at, weight - step);
      }
    }
    weights += PANEL_ROW;
    velocities += PANEL_ROW;
    sums += 4;
  }
}

/** Four columns by four of the gradient are turned, and meet four rows of the panel. */
function descendFour(
  sums: usize,
  stride: usize,
  weights: usize,
  velocities: usize,
  rate: v128,
  kept: v128,
  withMomentum: bool,
): void {
  const c0 = v128.load(sums);
  const c1 = v128.load(sums + stride);
  const c2 = v128.load(sums + stride * 2);
  const c3 = v128.load(sums + stride * 3);
  const low01 = v128.shuffle<f32>(c0, c1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(c2, c3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(c0, c1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(c2, c3, 2, 6, 3, 7);
  const r0 = f32x4.mul(rate, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  const r1 = f32x4.mul(rate, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  const r2 = f32x4.mul(rate, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  const r3 = f32x4.mul(rate, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
  if (withMomentum) {
    moveRow(weights, velocities, r0, kept);
    moveRow(weights + PANEL_ROW, velocities + PANEL_ROW, r1, kept);
    moveRow(weights + PANEL_ROW * 2, velocities + PANEL_ROW * 2, r2, kept);
    moveRow(weights + PANEL_ROW * 3, velocities + PANEL_ROW * 3, r3, kept);
  } else {
    v128.store(weights, f32x4.sub(v128.load(weights), r0));
    v128.store(weights, f32x4.sub(v128.load(weights, PANEL_ROW), r1), PANEL_ROW);
    v128.store(weights, f32x4.sub(v128.load(weights, PANEL_ROW * 2), r2), PANEL_ROW * 2);
    v128.store(weights, f32x4.sub(v128.load(weights, PANEL_ROW * 3), r3), PANEL_ROW * 3);
  }
}

// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function moveRow(weight: usize, velocity: usize, step: v128, kept: v128): void {
  const moved = f32x4.sub(f32x4.mul(kept, v128.load(velocity)), step);
  v128.store(velocity, moved);
  v128.store(weight, f32x4.add(v128.load(weight), moved));
}
