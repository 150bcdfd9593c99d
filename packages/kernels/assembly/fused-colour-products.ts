import { madd } from './madd';
import { PANEL_ROW } from './panels';

/**
 * bias + x · weights of one plane: tiles' three channels, filled up to four, by eight filters. Two tiles
 * a turn, which takes a seventh less; an odd one's is written too.
 */
export function productsOfOne(
  x: usize,
  weights: usize,
  bias: usize,
  to: usize,
  tiles: i32,
): void {
  const biasA = v128.load(bias);
  const biasB = v128.load(bias, 16);
  const w0A = v128.load(weights);
  const w0B = v128.load(weights, 16);
  const w1A = v128.load(weights, 32);
  const w1B = v128.load(weights, 48);
  const w2A = v128.load(weights, 64);
  const w2B = v128.load(weights, 80);
  const end = to + <usize>tiles * PANEL_ROW;
  while (to < end) {
    const x0 = v128.load_splat<f32>(x);
    const x1 = v128.load_splat<f32>(x, 4);
    const x2 = v128.load_splat<f32>(x, 8);
    const sumA = madd(x2, w2A, madd(x1, w1A, madd(x0, w0A, biasA)));
    const sumB = madd(x2, w2B, madd(x1, w1B, madd(x0, w0B, biasB)));
    v128.store(to, sumB, 16);
    v128.store(to, sumA);
    const y0 = v128.load_splat<f32>(x, 16);
    const y1 = v128.load_splat<f32>(x, 20);
    const y2 = v128.load_splat<f32>(x, 24);
    const nextA = madd(y2, w2A, madd(y1, w1A, madd(y0, w0A, biasA)));
    const nextB = madd(y2, w2B, madd(y1, w1B, madd(y0, w0B, biasB)));
    v128.store(to, nextB, PANEL_ROW + 16);
    v128.store(to, nextA, PANEL_ROW);
    x += 32;
    to += PANEL_ROW * 2;
  }
}

/** Likewise by sixteen filters, for 256 bits; tiles then lie [tiles][16]. */
export function productsOfTwo(
  x: usize,
  weights: usize,
  weights2: usize,
  bias: usize,
  to: usize,
  tiles: i32,
): void {
  const biasA = v128.load(bias);
  const biasB = v128.load(bias, 16);
  const biasC = v128.load(bias, 32);
  const biasD = v128.load(bias, 48);
  const w0A = v128.load(weights);
  const w0B = v128.load(weights, 16);
  const w0C = v128.load(weights2);
  const w0D = v128.load(weights2, 16);
  const w1A = v128.load(weights, 32);
  const w1B = v128.load(weights, 48);
  const w1C = v128.load(weights2, 32);
  const w1D = v128.load(weights2, 48);
  const w2A = v128.load(weights, 64);
  const w2B = v128.load(weights, 80);
  const w2C = v128.load(weights2, 64);
  const w2D = v128.load(weights2, 80);
  for (; tiles > 0; tiles--) {
    const x0 = v128.load_splat<f32>(x);
    const x1 = v128.load_splat<f32>(x, 4);
    const x2 = v128.load_splat<f32>(x, 8);
    const sumA = madd(x2, w2A, madd(x1, w1A, madd(x0, w0A, biasA)));
    const sumB = madd(x2, w2B, madd(x1, w1B, madd(x0, w0B, biasB)));
    const sumC = madd(x2, w2C, madd(x1, w1C, madd(x0, w0C, biasC)));
    const sumD = madd(x2, w2D, madd(x1, w1D, madd(x0, w0D, biasD)));
    v128.store(to, sumD, 48);
    v128.store(to, sumC, 32);
    v128.store(to, sumB, 16);
    v128.store(to, sumA);
    x += 16;
    to += PANEL_ROW * 2;
  }
}
