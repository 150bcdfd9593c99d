import { PANEL_ROW } from './panels';

/**
 * Winograd's transforms of F(2x2, 3x3) for three channels: polynomials at the points 0, 1, -1 and
 * infinity, so that 2x2 outputs take 16 products of 4x4 transformed inputs.
 */

/** Bytes of a pixel of three channels. */
const PIXEL: usize = 12;

/** Bᵀ d: four lines of x, `values` each, become four; whole vectors are written. */
export function colourLine(x: usize, xLine: usize, to: usize, toLine: usize, values: i32): void {
  const x1 = x + xLine;
  const x2 = x1 + xLine;
  const x3 = x2 + xLine;
  const to1 = to + toLine;
  const to2 = to1 + toLine;
  const to3 = to2 + toLine;
  const bytes = (<usize>values) << 2;
  for (let at: usize = 0; at < bytes; at += 32) {
    const d0A = v128.load(x + at);
    const d0B = v128.load(x + at, 16);
    const d1A = v128.load(x1 + at);
    const d1B = v128.load(x1 + at, 16);
    const d2A = v128.load(x2 + at);
    const d2B = v128.load(x2 + at, 16);
    const d3A = v128.load(x3 + at);
    const d3B = v128.load(x3 + at, 16);
    v128.store(to + at, f32x4.sub(d0B, d2B), 16);
    v128.store(to + at, f32x4.sub(d0A, d2A));
    v128.store(to1 + at, f32x4.add(d1B, d2B), 16);
    v128.store(to1 + at, f32x4.add(d1A, d2A));
    v128.store(to2 + at, f32x4.sub(d2B, d1B), 16);
    v128.store(to2 + at, f32x4.sub(d2A, d1A));
    v128.store(to3 + at, f32x4.sub(d1B, d3B), 16);
    v128.store(to3 + at, f32x4.sub(d1A, d3A));
  }
}

/** … B: each tile's four pixels, of such a line, become one in each of four planes, filled up to a vector. */
export function tileLine(from: usize, to: usize, plane: usize, tiles: i32): void {
  const to1 = to + plane;
  const to2 = to1 + plane;
  const to3 = to2 + plane;
  const end = (<usize>tiles) << 4;
  let d0 = v128.load(from);
  let d1 = v128.load(from, PIXEL);
  for (let at: usize = 0; at < end; at += 16) {
    const d2 = v128.load(from, PIXEL * 2);
    const d3 = v128.load(from, PIXEL * 3);
    v128.store(to + at, f32x4.sub(d0, d2));
    v128.store(to1 + at, f32x4.add(d1, d2));
    v128.store(to2 + at, f32x4.sub(d2, d1));
    v128.store(to3 + at, f32x4.sub(d1, d3));
    d0 = d2;
    d1 = d3;
    from += PIXEL * 2;
  }
}

/** G g Gᵀ of eight filters: [3][3][3 channels][8] to [4][4][3 channels][8]. */
export function colourKernel(from: usize, to: usize): void {
  const half = f32x4.splat(0.5);
  const tap = PANEL_ROW * 3;
  for (let at: usize = 0; at < tap; at += 16) {
    for (let column: usize = 0; column < 3; column++) {
      const g = from + at + column * tap;
      const g0 = v128.load(g);
      const g1 = v128.load(g + tap * 3);
      const g2 = v128.load(g + tap * 6);
      const even = f32x4.mul(f32x4.add(g0, g2), half);
      const odd = f32x4.mul(g1, half);
      const u = to + at + column * tap;
      v128.store(u, g0);
      v128.store(u + tap * 4, f32x4.add(even, odd));
      v128.store(u + tap * 8, f32x4.sub(even, odd));
      v128.store(u + tap * 12, g2);
    }
    for (let line: usize = 0; line < 4; line++) {
      const u = to + at + line * tap * 4;
      const g0 = v128.load(u);
      const g1 = v128.load(u + tap);
      const g2 = v128.load(u + tap * 2);
      const even = f32x4.mul(f32x4.add(g0, g2), half);
      const odd = f32x4.mul(g1, half);
      v128.store(u + tap, f32x4.add(even, odd));
      v128.store(u + tap * 2, f32x4.sub(even, odd));
      v128.store(u + tap * 3, g2);
    }
  }
}
