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
  Q,
  Q2,
} from './winograd-points';

/** The adjoints of winograd-lines.ts, which carry gradients back. */

/** Gradients of outputs, the adjoint of outputLine: A y. Four lines become six values, `step` bytes apart. */
export function outputGradientLine(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  to: usize,
  step: usize,
  count: i32,
): void {
  const p = constant(P);
  const q = constant(Q);
  const p2 = constant(P2);
  const q2 = constant(Q2);
  const end = (<usize>count) << 2;
  if (IS_WIDE) {
    for (let at: usize = 0; at < end; at += 32) {
      const y0A = v128.load(r0 + at);
      const y0B = v128.load(r0 + at, 16);
      const y1A = v128.load(r1 + at);
      const y1B = v128.load(r1 + at, 16);
      const y2A = v128.load(r2 + at);
      const y2B = v128.load(r2 + at, 16);
      const y3A = v128.load(r3 + at);
      const y3B = v128.load(r3 + at, 16);
      const e1A = madd(y2A, p2, y0A);
      const e1B = madd(y2B, p2, y0B);
      const o1A = odd(y3A, p2, y1A, p);
      const o1B = odd(y3B, p2, y1B, p);
      const e2A = madd(y2A, q2, y0A);
      const e2B = madd(y2B, q2, y0B);
      const o2A = odd(y3A, q2, y1A, q);
      const o2B = odd(y3B, q2, y1B, q);
      let out = to + at;
      v128.store(out, y0B, 16);
      v128.store(out, y0A);
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
      v128.store(out, y3B, 16);
      v128.store(out, y3A);
    }
  } else {
    for (let at: usize = 0; at < end; at += 16) {
      const y0 = v128.load(r0 + at);
      const y1 = v128.load(r1 + at);
      const y2 = v128.load(r2 + at);
      const y3 = v128.load(r3 + at);
      const e1 = madd(y2, p2, y0);
      const o1 = odd(y3, p2, y1, p);
      const e2 = madd(y2, q2, y0);
      const o2 = odd(y3, q2, y1, q);
      let out = to + at;
      v128.store(out, y0);
      out += step;
      v128.store(out, f32x4.add(e1, o1));
      out += step;
      v128.store(out, f32x4.sub(e1, o1));
      out += step;
      v128.store(out, f32x4.add(e2, o2));
      out += step;
      v128.store(out, f32x4.sub(e2, o2));
      out += step;
      v128.store(out, y3);
    }
  }
}

/** Gradients of inputs, the adjoint of inputLine: B v. Six values, `step` bytes apart, become six
 * lines; to the first two are added `q0` and `q1`, what the tile before left there. */
export function inputGradientLine(
  from: usize,
  step: usize,
  q0: usize,
  q1: usize,
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  r4: usize,
  r5: usize,
  count: i32,
): void {
  const p = constant(P);
  const q = constant(Q);
  const negP2 = constant(NEG_P2);
  const negQ2 = constant(NEG_Q2);
  const p2q2 = constant(P2_Q2);
  const negSum = constant(NEG_SUM);
  const step2 = step * 2;
  const step3 = step * 3;
  const step4 = step * 4;
  const step5 = step * 5;
  const end = (<usize>count) << 2;
  if (IS_WIDE) {
    for (let at: usize = 0; at < end; at += 32) {
      const t0A = v128.load(from + at);
      const t0B = v128.load(from + at, 16);
      const t1A = v128.load(from + step + at);
      const t1B = v128.load(from + step + at, 16);
      const t2A = v128.load(from + step2 + at);
      const t2B = v128.load(from + step2 + at, 16);
      const t3A = v128.load(from + step3 + at);
      const t3B = v128.load(from + step3 + at, 16);
      const t4A = v128.load(from + step4 + at);
      const t4B = v128.load(from + step4 + at, 16);
      const t5A = v128.load(from + step5 + at);
      const t5B = v128.load(from + step5 + at, 16);
      const l0A = v128.load(q0 + at);
      const l0B = v128.load(q0 + at, 16);
      const l1A = v128.load(q1 + at);
      const l1B = v128.load(q1 + at, 16);
      const s1A = f32x4.add(t1A, t2A);
      const s1B = f32x4.add(t1B, t2B);
      const d1A = f32x4.mul(f32x4.sub(t1A, t2A), p);
      const d1B = f32x4.mul(f32x4.sub(t1B, t2B), p);
      const s2A = f32x4.add(t3A, t4A);
      const s2B = f32x4.add(t3B, t4B);
      const d2A = f32x4.mul(f32x4.sub(t3A, t4A), q);
      const d2B = f32x4.mul(f32x4.sub(t3B, t4B), q);
      v128.store(r0 + at, madd(t0B, p2q2, l0B), 16);
      v128.store(r0 + at, madd(t0A, p2q2, l0A));
      v128.store(r1 + at, both(d1B, negQ2, d2B, negP2, madd(t5B, p2q2, l1B)), 16);
      v128.store(r1 + at, both(d1A, negQ2, d2A, negP2, madd(t5A, p2q2, l1A)));
      v128.store(r2 + at, both(s1B, negQ2, s2B, negP2, f32x4.mul(t0B, negSum)), 16);
      v128.store(r2 + at, both(s1A, negQ2, s2A, negP2, f32x4.mul(t0A, negSum)));
      v128.store(r3 + at, madd(t5B, negSum, f32x4.add(d1B, d2B)), 16);
      v128.store(r3 + at, madd(t5A, negSum, f32x4.add(d1A, d2A)));
      v128.store(r4 + at, f32x4.add(t0B, f32x4.add(s1B, s2B)), 16);
      v128.store(r4 + at, f32x4.add(t0A, f32x4.add(s1A, s2A)));
      v128.store(r5 + at, t5B, 16);
      v128.store(r5 + at, t5A);
    }
  } else {
    for (let at: usize = 0; at < end; at += 16) {
      const t0 = v128.load(from + at);
      const t1 = v128.load(from + step + at);
      const t2 = v128.load(from + step2 + at);
      const t3 = v128.load(from + step3 + at);
      const t4 = v128.load(from + step4 + at);
      const t5 = v128.load(from + step5 + at);
      const l0 = v128.load(q0 + at);
      const l1 = v128.load(q1 + at);
      const s1 = f32x4.add(t1, t2);
      const d1 = f32x4.mul(f32x4.sub(t1, t2), p);
      const s2 = f32x4.add(t3, t4);
      const d2 = f32x4.mul(f32x4.sub(t3, t4), q);
      v128.store(r0 + at, madd(t0, p2q2, l0));
      v128.store(r1 + at, both(d1, negQ2, d2, negP2, madd(t5, p2q2, l1)));
      v128.store(r2 + at, both(s1, negQ2, s2, negP2, f32x4.mul(t0, negSum)));
      v128.store(r3 + at, madd(t5, negSum, f32x4.add(d1, d2)));
      v128.store(r4 + at, f32x4.add(t0, f32x4.add(s1, s2)));
      v128.store(r5 + at, t5);
    }
  }
}
