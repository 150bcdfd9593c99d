import { madd } from './madd';
import { both, constant, P, P2, P3, Q, Q2, Q3 } from './winograd-points';
import { WINDOW } from './fused-conv2d-window';
import { PANEL_ROW } from './panels';

/**
 * One line of pixels of a row of tiles: six values a tile, `step` bytes apart, become four pixels with
 * their bias, two in each of two windows. Written in pairs of vectors, for 256 bits.
 */
export function windowLine(
  from: usize,
  step: usize,
  bias: usize,
  sums: usize,
  tiles: i32,
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
  for (; tiles > 0; tiles--) {
    const biasA = v128.load(bias);
    const biasB = v128.load(bias, 16);
    const m1A = v128.load(from + step);
    const m1B = v128.load(from + step, 16);
    const m2A = v128.load(from + step2);
    const m2B = v128.load(from + step2, 16);
    const m3A = v128.load(from + step3);
    const m3B = v128.load(from + step3, 16);
    const m4A = v128.load(from + step4);
    const m4B = v128.load(from + step4, 16);
    const s1A = f32x4.add(m1A, m2A);
    const s1B = f32x4.add(m1B, m2B);
    const d1A = f32x4.sub(m1A, m2A);
    const d1B = f32x4.sub(m1B, m2B);
    const s2A = f32x4.add(m3A, m4A);
    const s2B = f32x4.add(m3B, m4B);
    const d2A = f32x4.sub(m3A, m4A);
    const d2B = f32x4.sub(m3B, m4B);
    const m0A = f32x4.add(v128.load(from), biasA);
    const m0B = f32x4.add(v128.load(from, 16), biasB);
    v128.store(sums, f32x4.add(m0B, f32x4.add(s1B, s2B)), 16);
    v128.store(sums, f32x4.add(m0A, f32x4.add(s1A, s2A)));
    v128.store(sums, both(d1B, p, d2B, q, biasB), 48);
    v128.store(sums, both(d1A, p, d2A, q, biasA), 32);
    v128.store(sums, both(s1B, p2, s2B, q2, biasB), WINDOW + 16);
    v128.store(sums, both(s1A, p2, s2A, q2, biasA), WINDOW);
    const m5A = f32x4.add(v128.load(from + step5), biasA);
    const m5B = f32x4.add(v128.load(from + step5, 16), biasB);
    v128.store(sums, both(d1B, p3, d2B, q3, m5B), WINDOW + 48);
    v128.store(sums, both(d1A, p3, d2A, q3, m5A), WINDOW + 32);
    from += PANEL_ROW;
    sums += WINDOW * 2;
  }
}
