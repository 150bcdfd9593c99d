import { madd } from './madd';
import { IS_WIDE } from './wide';
import {
  both,
  constant,
  NEG_P2,
  NEG_Q2,
  NEG_SUM,
  odd,
  P,
  P2,
  P2_Q2,
  P3,
  Q,
  Q2,
  Q3,
} from './winograd-points';

/**
 * Winograd's F(4x4, 3x3): 4x4 outputs of a 3x3 convolution take 36 products of 6x6 transformed
 * inputs with the 6x6 transformed kernel, instead of 144. Transforms evaluate polynomials at 0, ±p,
 * ±q and infinity, and interpolate. With 5/8 and 3/2 for p and q errors are a third of what they are
 * with 1 and 2, and every constant of the maps' transforms is exact.
 *
 * The transform of a tile is one down its columns, then one along its rows. A function here is one
 * of these, for `count` values that lie side by side, a multiple of 8: a place's channels, or a
 * whole line's. Wide builds take eight values a turn, in pairs; others four, having fewer registers.
 */

/** Inputs: Bᵀ d. The six lines become the six values of their polynomial, `step` bytes apart. */
export function inputLine(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  r4: usize,
  r5: usize,
  to: usize,
  step: usize,
  count: i32,
): void {
  const p = constant(P);
  const q = constant(Q);
  const negP2 = constant(NEG_P2);
  const negQ2 = constant(NEG_Q2);
  const p2q2 = constant(P2_Q2);
  const negSum = constant(NEG_SUM);
  const end = (<usize>count) << 2;
  if (IS_WIDE) {
    for (let at: usize = 0; at < end; at += 32) {
      const d0A = v128.load(r0 + at);
      const d0B = v128.load(r0 + at, 16);
      const d1A = v128.load(r1 + at);
      const d1B = v128.load(r1 + at, 16);
      const d2A = v128.load(r2 + at);
      const d2B = v128.load(r2 + at, 16);
      const d3A = v128.load(r3 + at);
      const d3B = v128.load(r3 + at, 16);
      const d4A = v128.load(r4 + at);
      const d4B = v128.load(r4 + at, 16);
      const d5A = v128.load(r5 + at);
      const d5B = v128.load(r5 + at, 16);
      const e1A = madd(d2A, negQ2, d4A);
      const e1B = madd(d2B, negQ2, d4B);
      const o1A = odd(d1A, negQ2, d3A, p);
      const o1B = odd(d1B, negQ2, d3B, p);
      const e2A = madd(d2A, negP2, d4A);
      const e2B = madd(d2B, negP2, d4B);
      const o2A = odd(d1A, negP2, d3A, q);
      const o2B = odd(d1B, negP2, d3B, q);
      let out = to + at;
      v128.store(out, both(d2B, negSum, d0B, p2q2, d4B), 16);
      v128.store(out, both(d2A, negSum, d0A, p2q2, d4A));
      out += step;
      v128.store(out, f32x4.add(e1B, o1B), 16);
      v128.store(out, f32x4.add(e1A, o1A));
      out += step;
      v128.store(out, f32x4.sub(e1B, o1B), 16);
      v128.store(out, f32x4.sub(e1A, o1A));
      out += step;
      v128.store(out, f32x4.add(e2B, o2B), 16);
      v128.store(out, f32x4.add(e2A, o2A));
      out += step;
      v128.store(out, f32x4.sub(e2B, o2B), 16);
      v128.store(out, f32x4.sub(e2A, o2A));
      out += step;
      v128.store(out, both(d3B, negSum, d1B, p2q2, d5B), 16);
      v128.store(out, both(d3A, negSum, d1A, p2q2, d5A));
    }
  } else {
    for (let at: usize = 0; at < end; at += 16) {
      const d0 = v128.load(r0 + at);
      const d1 = v128.load(r1 + at);
      const d2 = v128.load(r2 + at);
      const d3 = v128.load(r3 + at);
      const d4 = v128.load(r4 + at);
      const d5 = v128.load(r5 + at);
      const e1 = madd(d2, negQ2, d4);
      const o1 = odd(d1, negQ2, d3, p);
      const e2 = madd(d2, negP2, d4);
      const o2 = odd(d1, negP2, d3, q);
      let out = to + at;
      v128.store(out, both(d2, negSum, d0, p2q2, d4));
      out += step;
      v128.store(out, f32x4.add(e1, o1));
      out += step;
      v128.store(out, f32x4.sub(e1, o1));
      out += step;
      v128.store(out, f32x4.add(e2, o2));
      out += step;
      v128.store(out, f32x4.sub(e2, o2));
      out += step;
      v128.store(out, both(d3, negSum, d1, p2q2, d5));
    }
  }
}

/** Outputs: Aᵀ m. Six values, `step` bytes apart, become four lines. */
export function outputLine(
  from: usize,
  step: usize,
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  count: i32,
): void {
  const p = constant(P);
  const q = constant(Q);
  const p2 = constant(P2);
  const q2 = constant(Q2);
  const p3 = constant(P3);
  const q3 = constant(Q3);
  const step2 = step * 2;
  const step3 = step * 3;
  const step4 = step * 4;
  const step5 = step * 5;
  const end = (<usize>count) << 2;
  if (IS_WIDE) {
    for (let at: usize = 0; at < end; at += 32) {
      const m0A = v128.load(from + at);
      const m0B = v128.load(from + at, 16);
      const m1A = v128.load(from + step + at);
      const m1B = v128.load(from + step + at, 16);
      const m2A = v128.load(from + step2 + at);
      const m2B = v128.load(from + step2 + at, 16);
      const m3A = v128.load(from + step3 + at);
      const m3B = v128.load(from + step3 + at, 16);
      const m4A = v128.load(from + step4 + at);
      const m4B = v128.load(from + step4 + at, 16);
      const m5A = v128.load(from + step5 + at);
      const m5B = v128.load(from + step5 + at, 16);
      const s1A = f32x4.add(m1A, m2A);
      const s1B = f32x4.add(m1B, m2B);
      const d1A = f32x4.sub(m1A, m2A);
      const d1B = f32x4.sub(m1B, m2B);
      const s2A = f32x4.add(m3A, m4A);
      const s2B = f32x4.add(m3B, m4B);
      const d2A = f32x4.sub(m3A, m4A);
      const d2B = f32x4.sub(m3B, m4B);
      v128.store(r0 + at, f32x4.add(m0B, f32x4.add(s1B, s2B)), 16);
      v128.store(r0 + at, f32x4.add(m0A, f32x4.add(s1A, s2A)));
      v128.store(r1 + at, madd(d1B, p, f32x4.mul(d2B, q)), 16);
      v128.store(r1 + at, madd(d1A, p, f32x4.mul(d2A, q)));
      v128.store(r2 + at, madd(s1B, p2, f32x4.mul(s2B, q2)), 16);
      v128.store(r2 + at, madd(s1A, p2, f32x4.mul(s2A, q2)));
      v128.store(r3 + at, both(d1B, p3, d2B, q3, m5B), 16);
      v128.store(r3 + at, both(d1A, p3, d2A, q3, m5A));
    }
  } else {
    for (let at: usize = 0; at < end; at += 16) {
      const m0 = v128.load(from + at);
      const m1 = v128.load(from + step + at);
      const m2 = v128.load(from + step2 + at);
      const m3 = v128.load(from + step3 + at);
      const m4 = v128.load(from + step4 + at);
      const m5 = v128.load(from + step5 + at);
      const s1 = f32x4.add(m1, m2);
      const d1 = f32x4.sub(m1, m2);
      const s2 = f32x4.add(m3, m4);
      const d2 = f32x4.sub(m3, m4);
      v128.store(r0 + at, f32x4.add(m0, f32x4.add(s1, s2)));
      v128.store(r1 + at, madd(d1, p, f32x4.mul(d2, q)));
      v128.store(r2 + at, madd(s1, p2, f32x4.mul(s2, q2)));
      v128.store(r3 + at, both(d1, p3, d2, q3, m5));
    }
  }
}
