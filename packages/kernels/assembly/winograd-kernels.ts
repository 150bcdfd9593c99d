import { madd } from './madd';
import { PANEL_ROW } from './panels';

/**
 * Winograd's transforms of kernels, in panels: g [filters / 8][9 · channels][8] to and from 36
 * planes [filters / 8][channels][8], with the points of winograd-lines.ts. The transforms are
 * linear, so gradients take the adjoint's way back.
 */

// Of a point: 1 over the product of its differences from the others, and its powers times that.
const P: f32 = 0.625;
const Q: f32 = 1.5;
const AT_ZERO: f32 = 1 / (P * P * Q * Q);
const AT_P: f32 = 1 / (2 * P * P * (P * P - Q * Q));
const AT_Q: f32 = 1 / (2 * Q * Q * (Q * Q - P * P));

/**
 * U = G g Gᵀ. `panels` of 8 filters; `scratch` holds 18 · 8 · channels values. Where `isTurned`, g is the
 * kernel for the way back as transposePanels writes it, its window turned by 180 degrees: it is turned again.
 */
export function winogradKernel(
  g: usize,
  u: usize,
  channels: i32,
  panels: i32,
  isTurned: bool,
  scratch: usize,
): void {
  const run = <usize>channels * PANEL_ROW;
  const plane = <usize>panels * run;
  const step: usize = isTurned ? 0 - run : run;
  for (let panel = 0; panel < panels; panel++) {
    const first = isTurned ? g + run * 8 : g;
    for (let column = 0; column < 3; column++) {
      const from = first + <usize>column * step;
      kernelLine(from, step * 3, scratch + <usize>column * run, run * 3, run);
    }
    for (let i = 0; i < 6; i++) {
      kernelLine(scratch + <usize>(i * 3) * run, run, u + <usize>(i * 6) * plane, plane, run);
    }
    g += run * 9;
    u += run;
  }
}

/** The adjoint: dg = Gᵀ dU G. */
export function winogradKernelGradient(
  du: usize,
  dg: usize,
  channels: i32,
  panels: i32,
  scratch: usize,
): void {
  const run = <usize>channels * PANEL_ROW;
  const plane = <usize>panels * run;
  for (let panel = 0; panel < panels; panel++) {
    for (let i = 0; i < 6; i++) {
      const from = du + <usize>(i * 6) * plane;
      kernelGradientLine(from, plane, scratch + <usize>(i * 3) * run, run, run);
    }
    for (let column = 0; column < 3; column++) {
      const from = scratch + <usize>column * run;
      kernelGradientLine(from, run * 3, dg + <usize>column * run, run * 3, run);
    }
    dg += run * 9;
    du += run;
  }
}

/** Three values, `fromStep` bytes apart, at the six points. */
function kernelLine(from: usize, fromStep: usize, to: usize, toStep: usize, bytes: usize): void {
  const atZero = f32x4.splat(AT_ZERO);
  const atP = f32x4.splat(AT_P);
  const atP1 = f32x4.splat(AT_P * P);
  const atP2 = f32x4.splat(AT_P * P * P);
  const atQ = f32x4.splat(AT_Q);
  const atQ1 = f32x4.splat(AT_Q * Q);
  const atQ2 = f32x4.splat(AT_Q * Q * Q);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = from + at;
    const g0 = v128.load(x);
    const g1 = v128.load(x + fromStep);
    const g2 = v128.load(x + fromStep * 2);
    const evenP = madd(g0, atP, f32x4.mul(g2, atP2));
    const oddP = f32x4.mul(g1, atP1);
    const evenQ = madd(g0, atQ, f32x4.mul(g2, atQ2));
    const oddQ = f32x4.mul(g1, atQ1);
    let out = to + at;
    v128.store(out, f32x4.mul(g0, atZero));
    out += toStep;
    v128.store(out, f32x4.add(evenP, oddP));
    out += toStep;
    v128.store(out, f32x4.sub(evenP, oddP));
    out += toStep;
    v128.store(out, f32x4.add(evenQ, oddQ));
    out += toStep;
    v128.store(out, f32x4.sub(evenQ, oddQ));
    out += toStep;
    v128.store(out, g2);
  }
}

/** The adjoint of kernelLine. */
function kernelGradientLine(
  from: usize,
  fromStep: usize,
  to: usize,
  toStep: usize,
  bytes: usize,
): void {
  const atZero = f32x4.splat(AT_ZERO);
  const atP = f32x4.splat(AT_P);
  const atP1 = f32x4.splat(AT_P * P);
  const atP2 = f32x4.splat(AT_P * P * P);
  const atQ = f32x4.splat(AT_Q);
  const atQ1 = f32x4.splat(AT_Q * Q);
  const atQ2 = f32x4.splat(AT_Q * Q * Q);
  for (let at: usize = 0; at < bytes; at += 16) {
    let x = from + at;
    const u0 = v128.load(x);
    x += fromStep;
    const u1 = v128.load(x);
    x += fromStep;
    const u2 = v128.load(x);
    x += fromStep;
    const u3 = v128.load(x);
    x += fromStep;
    const u4 = v128.load(x);
    const u5 = v128.load(x + fromStep);
    const sumP = f32x4.add(u1, u2);
    const sumQ = f32x4.add(u3, u4);
    const odd = madd(f32x4.sub(u1, u2), atP1, f32x4.mul(f32x4.sub(u3, u4), atQ1));
    const even = madd(u0, atZero, madd(sumP, atP, f32x4.mul(sumQ, atQ)));
    const square = madd(sumP, atP2, madd(sumQ, atQ2, u5));
    let out = to + at;
    v128.store(out, even);
    out += toStep;
    v128.store(out, odd);
    out += toStep;
    v128.store(out, square);
  }
}
