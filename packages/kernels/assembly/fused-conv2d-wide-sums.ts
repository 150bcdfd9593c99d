import { KERNEL_SIZE, WINDOW } from './fused-conv2d-window';
import { madd } from './madd';
import { PANEL_ROW } from './panels';

/** The sums of fused-conv2d-sums.ts for 256 bits: eight of them, which keep both units busy. */

/**
 * Two panels of a line at once: eight sums of 256 bits. The second panel's lie
 * behind the line of the first's. Three values a turn, as every line of a window has a multiple of
 * three: a seventh off the time, where the compiler is Node 24's, which does not spill at it.
 */
export function sumTwoPanels(
  x: usize,
  xLine: usize,
  pixel: usize,
  weights: usize,
  panelSize: usize,
  bias: usize,
  sums: usize,
  windows: i32,
): void {
  const gap = <usize>windows * WINDOW;
  for (; windows > 0; windows--) {
    twoPanels(x, xLine, pixel, weights, weights + panelSize, bias, sums, sums + gap);
    x += pixel * 2;
    sums += WINDOW;
  }
}

function twoPanels(
  x: usize,
  xLine: usize,
  pixel: usize,
  weights: usize,
  weights2: usize,
  bias: usize,
  sums: usize,
  sums2: usize,
): void {
  let a0 = v128.load(bias);
  let b0 = v128.load(bias, 16);
  let c0 = v128.load(bias, 32);
  let d0 = v128.load(bias, 48);
  let a1 = a0;
  let b1 = b0;
  let c1 = c0;
  let d1 = d0;
  let a2 = a0;
  let b2 = b0;
  let c2 = c0;
  let d2 = d0;
  let a3 = a0;
  let b3 = b0;
  let c3 = c0;
  let d3 = d0;
  const run = pixel * KERNEL_SIZE;
  for (let line = 0; line < KERNEL_SIZE; line++) {
    let at = x;
    let below = x + xLine;
    const end = at + run;
    while (at < end) {
      const atRight = at + pixel;
      const belowRight = below + pixel;
      const low0 = v128.load(weights);
      const high0 = v128.load(weights, 16);
      const lower0 = v128.load(weights2);
      const higher0 = v128.load(weights2, 16);
      let value = v128.load_splat<f32>(at);
      a0 = madd(value, low0, a0);
      b0 = madd(value, high0, b0);
      c0 = madd(value, lower0, c0);
      d0 = madd(value, higher0, d0);
      value = v128.load_splat<f32>(atRight);
      a1 = madd(value, low0, a1);
      b1 = madd(value, high0, b1);
      c1 = madd(value, lower0, c1);
      d1 = madd(value, higher0, d1);
      value = v128.load_splat<f32>(below);
      a2 = madd(value, low0, a2);
      b2 = madd(value, high0, b2);
      c2 = madd(value, lower0, c2);
      d2 = madd(value, higher0, d2);
      value = v128.load_splat<f32>(belowRight);
      a3 = madd(value, low0, a3);
      b3 = madd(value, high0, b3);
      c3 = madd(value, lower0, c3);
      d3 = madd(value, higher0, d3);
      const low1 = v128.load(weights, 32);
      const high1 = v128.load(weights, 48);
      const lower1 = v128.load(weights2, 32);
      const higher1 = v128.load(weights2, 48);
      value = v128.load_splat<f32>(at, 4);
      a0 = madd(value, low1, a0);
      b0 = madd(value, high1, b0);
      c0 = madd(value, lower1, c0);
      d0 = madd(value, higher1, d0);
      value = v128.load_splat<f32>(atRight, 4);
      a1 = madd(value, low1, a1);
      b1 = madd(value, high1, b1);
      c1 = madd(value, lower1, c1);
      d1 = madd(value, higher1, d1);
      value = v128.load_splat<f32>(below, 4);
      a2 = madd(value, low1, a2);
      b2 = madd(value, high1, b2);
      c2 = madd(value, lower1, c2);
      d2 = madd(value, higher1, d2);
      value = v128.load_splat<f32>(belowRight, 4);
      a3 = madd(value, low1, a3);
      b3 = madd(value, high1, b3);
      c3 = madd(value, lower1, c3);
      d3 = madd(value, higher1, d3);
      const low2 = v128.load(weights, 64);
      const high2 = v128.load(weights, 80);
      const lower2 = v128.load(weights2, 64);
      const higher2 = v128.load(weights2, 80);
      value = v128.load_splat<f32>(at, 8);
      a0 = madd(value, low2, a0);
      b0 = madd(value, high2, b0);
      c0 = madd(value, lower2, c0);
      d0 = madd(value, higher2, d0);
      value = v128.load_splat<f32>(atRight, 8);
      a1 = madd(value, low2, a1);
      b1 = madd(value, high2, b1);
      c1 = madd(value, lower2, c1);
      d1 = madd(value, higher2, d1);
      value = v128.load_splat<f32>(below, 8);
      a2 = madd(value, low2, a2);
      b2 = madd(value, high2, b2);
      c2 = madd(value, lower2, c2);
      d2 = madd(value, higher2, d2);
      value = v128.load_splat<f32>(belowRight, 8);
      a3 = madd(value, low2, a3);
      b3 = madd(value, high2, b3);
      c3 = madd(value, lower2, c3);
      d3 = madd(value, higher2, d3);
      weights += PANEL_ROW * 3;
      weights2 += PANEL_ROW * 3;
      at += 12;
      below += 12;
    }
    x += xLine;
  }
  v128.store(sums, a0);
  v128.store(sums, b0, 16);
  v128.store(sums2, c0);
  v128.store(sums2, d0, 16);
  v128.store(sums, a1, 32);
  v128.store(sums, b1, 48);
  v128.store(sums2, c1, 32);
  v128.store(sums2, d1, 48);
  v128.store(sums, a2, 64);
  v128.store(sums, b2, 80);
  v128.store(sums2, c2, 64);
  v128.store(sums2, d2, 80);
  v128.store(sums, a3, 96);
  v128.store(sums, b3, 112);
  v128.store(sums2, c3, 96);
  v128.store(sums2, d3, 112);
}

/** Two windows at once, eight filters: eight sums of 256 bits. */
export function sumTwoWindows(
  x: usize,
  xLine: usize,
  pixel: usize,
  weights: usize,
  bias: usize,
  sums: usize,
): void {
  let a0 = v128.load(bias);
  let b0 = v128.load(bias, 16);
  let a1 = a0;
  let b1 = b0;
  let a2 = a0;
  let b2 = b0;
  let a3 = a0;
  let b3 = b0;
  let a4 = a0;
  let b4 = b0;
  let a5 = a0;
  let b5 = b0;
  let a6 = a0;
  let b6 = b0;
  let a7 = a0;
  let b7 = b0;
  const run = pixel * KERNEL_SIZE;
  const pixel2 = pixel * 2;
  const pixel3 = pixel * 3;
  for (let line = 0; line < KERNEL_SIZE; line++) {
    let at = x;
    let below = x + xLine;
    const end = at + run;
    while (at < end) {
      const at1 = at + pixel;
      const at2 = at + pixel2;
      const at3 = at + pixel3;
      const below1 = below + pixel;
      const below2 = below + pixel2;
      const below3 = below + pixel3;
      const low0 = v128.load(weights);
      const high0 = v128.load(weights, 16);
      let value = v128.load_splat<f32>(at);
      a0 = madd(value, low0, a0);
      b0 = madd(value, high0, b0);
      value = v128.load_splat<f32>(at1);
      a1 = madd(value, low0, a1);
      b1 = madd(value, high0, b1);
      value = v128.load_splat<f32>(below);
      a2 = madd(value, low0, a2);
      b2 = madd(value, high0, b2);
      value = v128.load_splat<f32>(below1);
      a3 = madd(value, low0, a3);
      b3 = madd(value, high0, b3);
      value = v128.load_splat<f32>(at2);
      a4 = madd(value, low0, a4);
      b4 = madd(value, high0, b4);
      value = v128.load_splat<f32>(at3);
      a5 = madd(value, low0, a5);
      b5 = madd(value, high0, b5);
      value = v128.load_splat<f32>(below2);
      a6 = madd(value, low0, a6);
      b6 = madd(value, high0, b6);
      value = v128.load_splat<f32>(below3);
      a7 = madd(value, low0, a7);
      b7 = madd(value, high0, b7);
      const low1 = v128.load(weights, 32);
      const high1 = v128.load(weights, 48);
      value = v128.load_splat<f32>(at, 4);
      a0 = madd(value, low1, a0);
      b0 = madd(value, high1, b0);
      value = v128.load_splat<f32>(at1, 4);
      a1 = madd(value, low1, a1);
      b1 = madd(value, high1, b1);
      value = v128.load_splat<f32>(below, 4);
      a2 = madd(value, low1, a2);
      b2 = madd(value, high1, b2);
      value = v128.load_splat<f32>(below1, 4);
      a3 = madd(value, low1, a3);
      b3 = madd(value, high1, b3);
      value = v128.load_splat<f32>(at2, 4);
      a4 = madd(value, low1, a4);
      b4 = madd(value, high1, b4);
      value = v128.load_splat<f32>(at3, 4);
      a5 = madd(value, low1, a5);
      b5 = madd(value, high1, b5);
      value = v128.load_splat<f32>(below2, 4);
      a6 = madd(value, low1, a6);
      b6 = madd(value, high1, b6);
      value = v128.load_splat<f32>(below3, 4);
      a7 = madd(value, low1, a7);
      b7 = madd(value, high1, b7);
      const low2 = v128.load(weights, 64);
      const high2 = v128.load(weights, 80);
      value = v128.load_splat<f32>(at, 8);
      a0 = madd(value, low2, a0);
      b0 = madd(value, high2, b0);
      value = v128.load_splat<f32>(at1, 8);
      a1 = madd(value, low2, a1);
      b1 = madd(value, high2, b1);
      value = v128.load_splat<f32>(below, 8);
      a2 = madd(value, low2, a2);
      b2 = madd(value, high2, b2);
      value = v128.load_splat<f32>(below1, 8);
      a3 = madd(value, low2, a3);
      b3 = madd(value, high2, b3);
      value = v128.load_splat<f32>(at2, 8);
      a4 = madd(value, low2, a4);
      b4 = madd(value, high2, b4);
      value = v128.load_splat<f32>(at3, 8);
      a5 = madd(value, low2, a5);
      b5 = madd(value, high2, b5);
      value = v128.load_splat<f32>(below2, 8);
      a6 = madd(value, low2, a6);
      b6 = madd(value, high2, b6);
      value = v128.load_splat<f32>(below3, 8);
      a7 = madd(value, low2, a7);
      b7 = madd(value, high2, b7);
      weights += PANEL_ROW * 3;
      at += 12;
      below += 12;
    }
    x += xLine;
  }
  v128.store(sums, a0);
  v128.store(sums, b0, 16);
  v128.store(sums, a1, 32);
  v128.store(sums, b1, 48);
  v128.store(sums, a2, 64);
  v128.store(sums, b2, 80);
  v128.store(sums, a3, 96);
  v128.store(sums, b3, 112);
  v128.store(sums, a4, 128);
  v128.store(sums, b4, 144);
  v128.store(sums, a5, 160);
  v128.store(sums, b5, 176);
  v128.store(sums, a6, 192);
  v128.store(sums, b6, 208);
  v128.store(sums, a7, 224);
  v128.store(sums, b7, 240);
}
