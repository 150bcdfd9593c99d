import { madd } from './madd';
import { PANEL, PANEL_ROW, panelCount } from './panels';
import { ENTRY, listWinners } from './winner-list';

/** Lines of the window. */
const LINES: i32 = 3;
/** Vectors that hold the 3 * channels values of one line of a patch; the last may be filled up. */
// @ts-ignore: a decorator of AssemblyScript upon a function.
@inline
function lineVectors(channels: i32): i32 {
  return (LINES * channels + 3) >> 2;
}

/**
 * Gradients of fusedConv2d, which see only the winner of each window, and only where it lives: a
 * quarter of the pixels, and about half of those. For each filter these are listed as (where the
 * patch begins, gradient); kernel and input gradients then walk the list with the patch or the
 * kernel in registers.
 *
 * x, xLine, xSample, winners, samples, outHeight, outWidth, channels, filters: as there;
 * dy: the gradient of y, lines and samples dyLine and dySample bytes apart; scale: dropout's;
 * kernelGradient, biasGradient: panels like kernel and bias, overwritten; scratch: 8 bytes a window
 * of one photo, then kernels and gradients [filters][3][line of a patch, in whole vectors]; dx: the gradient of x,
 * of the same strides, within a border whose values mean nothing; 0 if it is not wanted. Rows of
 * patches are read and added to in whole vectors: 12 bytes past a sample belong to it.
 */
export function fusedConv2dGradient(
  x: usize,
  xLine: usize,
  xSample: usize,
  dy: usize,
  dyLine: usize,
  dySample: usize,
  winners: usize,
  panels: usize,
  kernelGradient: usize,
  biasGradient: usize,
  dx: usize,
  samples: i32,
  outHeight: i32,
  outWidth: i32,
  channels: i32,
  filters: i32,
  scale: f32,
  scratch: usize,
): void {
  const vectors = lineVectors(channels);
  const kernelBytes = (<usize>(LINES * vectors)) << 4;
  const gradients = scratch + <usize>(outHeight * outWidth) * ENTRY;
  const kernels = gradients + <usize>filters * kernelBytes;
  memory.fill(gradients, 0, <usize>filters * kernelBytes);
  memory.fill(biasGradient, 0, <usize>panelCount(filters) * PANEL_ROW);
  if (dx) unpackKernels(panels, kernels, channels, filters, scale);
  for (let n = 0; n < samples; n++) {
    if (dx) memory.fill(dx, 0, xSample);
    for (let filter = 0; filter < filters; filter++) {
      const end = listWinners(
        dy + ((<usize>filter) << 2),
        dyLine,
        winners + <usize>filter,
        scratch,
        outHeight,
        outWidth,
        filters,
        xLine,
        channels,
        biasGradient + ((<usize>filter) << 2),
      );
      addPatches(x, xLine, scratch, end, gradients + <usize>filter * kernelBytes, vectors);
      if (dx) spreadKernel(dx, xLine, scratch, end, kernels + <usize>filter * kernelBytes, vectors);
    }
    x += xSample;
    dy += dySample;
    winners += <usize>(outHeight * outWidth * filters);
    if (dx) dx += xSample;
  }
  packKernels(gradients, kernelGradient, channels, filters, scale);
  for (let filter = 0; filter < filters; filter++) {
    const bias = biasGradient + ((<usize>filter) << 2);
    store<f32>(bias, load<f32>(bias) * scale);
  }
}

/** gradient[line, i] += sum over the list of gradient * patch[line, i]. */
function addPatches(
  x: usize,
  xLine: usize,
  list: usize,
  end: usize,
  gradient: usize,
  vectors: i32,
): void {
  if (vectors == 3) {
    addTwoLines(x, xLine, list, end, gradient);
    addLine(x + xLine * 2, list, end, gradient + 96);
    return;
  }
  for (let line = 0; line < LINES; line++) {
    let at = x + <usize>line * xLine;
    let left = vectors;
    for (; left >= 4; left -= 4) {
      addFour(at, list, end, gradient);
      at += 64;
      gradient += 64;
    }
    for (; left > 0; left--) {
      addOne(at, list, end, gradient);
      at += 16;
      gradient += 16;
    }
  }
}

/** One line of a patch of up to four channels: three registers. */
function addLine(x: usize, list: usize, end: usize, gradient: usize): void {
  let a0 = v128.load(gradient);
  let a1 = v128.load(gradient, 16);
  let a2 = v128.load(gradient, 32);
  for (; list < end; list += ENTRY) {
    const at = x + <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    a0 = madd(g, v128.load(at), a0);
    a1 = madd(g, v128.load(at, 16), a1);
    a2 = madd(g, v128.load(at, 32), a2);
  }
  v128.store(gradient, a0);
  v128.store(gradient, a1, 16);
  v128.store(gradient, a2, 32);
}

/**
 * Two lines of it: six registers. All three lines at once are slower by a fifth in Node 20, whose
 * compiler hoists the nine loads and spills.
 */
function addTwoLines(
  x: usize,
  xLine: usize,
  list: usize,
  end: usize,
  gradient: usize,
): void {
  let a0 = v128.load(gradient);
  let a1 = v128.load(gradient, 16);
  let a2 = v128.load(gradient, 32);
  let a3 = v128.load(gradient, 48);
  let a4 = v128.load(gradient, 64);
  let a5 = v128.load(gradient, 80);
  const next = x + xLine;
  for (; list < end; list += ENTRY) {
    const offset = <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    a0 = madd(g, v128.load(x + offset), a0);
    a1 = madd(g, v128.load(x + offset, 16), a1);
    a2 = madd(g, v128.load(x + offset, 32), a2);
    a3 = madd(g, v128.load(next + offset), a3);
    a4 = madd(g, v128.load(next + offset, 16), a4);
    a5 = madd(g, v128.load(next + offset, 32), a5);
  }
  v128.store(gradient, a0);
  v128.store(gradient, a1, 16);
  v128.store(gradient, a2, 32);
  v128.store(gradient, a3, 48);
  v128.store(gradient, a4, 64);
  v128.store(gradient, a5, 80);
}

function addFour(x: usize, list: usize, end: usize, gradient: usize): void {
  let a0 = v128.load(gradient);
  let a1 = v128.load(gradient, 16);
  let a2 = v128.load(gradient, 32);
  let a3 = v128.load(gradient, 48);
  for (; list < end; list += ENTRY) {
    const at = x + <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    a0 = madd(g, v128.load(at), a0);
    a1 = madd(g, v128.load(at, 16), a1);
    a2 = madd(g, v128.load(at, 32), a2);
    a3 = madd(g, v128.load(at, 48), a3);
  }
  v128.store(gradient, a0);
  v128.store(gradient, a1, 16);
  v128.store(gradient, a2, 32);
  v128.store(gradient, a3, 48);
}

function addOne(x: usize, list: usize, end: usize, gradient: usize): void {
  let sum = v128.load(gradient);
  for (; list < end; list += ENTRY) {
    sum = madd(v128.load_splat<f32>(list, 4), v128.load(x + <usize>load<i32>(list)), sum);
  }
  v128.store(gradient, sum);
}

/** dx[patch of each entry] += gradient * kernel. */
function spreadKernel(
  dx: usize,
  xLine: usize,
  list: usize,
  end: usize,
  kernel: usize,
  vectors: i32,
): void {
  for (let line = 0; line < LINES; line++) {
    let at = dx + <usize>line * xLine;
    let left = vectors;
    for (; left >= 8; left -= 8) {
      spreadEight(at, list, end, kernel);
      at += 128;
      kernel += 128;
    }
    for (; left > 0; left--) {
      spreadOne(at, list, end, kernel);
      at += 16;
      kernel += 16;
    }
  }
}

function spreadEight(dx: usize, list: usize, end: usize, kernel: usize): void {
  const k0 = v128.load(kernel);
  const k1 = v128.load(kernel, 16);
  const k2 = v128.load(kernel, 32);
  const k3 = v128.load(kernel, 48);
  const k4 = v128.load(kernel, 64);
  const k5 = v128.load(kernel, 80);
  const k6 = v128.load(kernel, 96);
  const k7 = v128.load(kernel, 112);
  for (; list < end; list += ENTRY) {
    const at = dx + <usize>load<i32>(list);
    const g = v128.load_splat<f32>(list, 4);
    const a0 = madd(g, k0, v128.load(at));
    const a1 = madd(g, k1, v128.load(at, 16));
    v128.store(at, a0);
    v128.store(at, a1, 16);
    const a2 = madd(g, k2, v128.load(at, 32));
    const a3 = madd(g, k3, v128.load(at, 48));
    v128.store(at, a2, 32);
    v128.store(at, a3, 48);
    const a4 = madd(g, k4, v128.load(at, 64));
    const a5 = madd(g, k5, v128.load(at, 80));
    v128.store(at, a4, 64);
    v128.store(at, a5, 80);
    const a6 = madd(g, k6, v128.load(at, 96));
    const a7 = madd(g, k7, v128.load(at, 112));
    v128.store(at, a6, 96);
    v128.store(at, a7, 112);
  }
}

function spreadOne(dx: usize, list: usize, end: usize, kernel: usize): void {
  const k = v128.load(kernel);
  for (; list < end; list += ENTRY) {
    const at = dx + <usize>load<i32>(list);
    v128.store(at, madd(v128.load_splat<f32>(list, 4), k, v128.load(at)));
  }
}

/** From panels to [filters][3][vectors * 4], lines filled up with zeros. */
function unpackKernels(panels: usize, to: usize, channels: i32, filters: i32, scale: f32): void {
  const run = LINES * channels;
  const padding = (<usize>(lineVectors(channels) * 4 - run)) << 2;
  const panelSize = <usize>(LINES * run) * PANEL_ROW;
  for (let filter = 0; filter < filters; filter++) {
    let from = panels + <usize>(filter / PANEL) * panelSize + ((<usize>(filter & 7)) << 2);
    for (let line = 0; line < LINES; line++) {
      for (let i = 0; i < run; i++) {
        store<f32>(to, load<f32>(from) * scale);
        from += PANEL_ROW;
        to += 4;
      }
      memory.fill(to, 0, padding);
      to += padding;
    }
  }
}

/** The inverse of unpackKernels; lanes past the last filter become zeros. */
function packKernels(from: usize, panels: usize, channels: i32, filters: i32, scale: f32): void {
  const run = LINES * channels;
  const padding = (<usize>(lineVectors(channels) * 4 - run)) << 2;
  const panelSize = <usize>(LINES * run) * PANEL_ROW;
  memory.fill(panels, 0, <usize>panelCount(filters) * panelSize);
  for (let filter = 0; filter < filters; filter++) {
    let to = panels + <usize>(filter / PANEL) * panelSize + ((<usize>(filter & 7)) << 2);
    for (let line = 0; line < LINES; line++) {
      for (let i = 0; i < run; i++) {
        store<f32>(to, load<f32>(from) * scale);
        to += PANEL_ROW;
        from += 4;
      }
      from += padding;
    }
  }
}
