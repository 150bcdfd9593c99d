import { bitsPlace, bitsSize, bitsStep, livingBits } from './living-bits';
import { PANEL, PANEL_ROW, panelCount } from './panels';
import { addPatches, LINES, lineVectors } from './patch-sums';
import { spreadKernel } from './patch-spread';
import { listLiving, placeWindows } from './winner-list';

/**
 * Gradients of fusedConv2d, which see only the winner of each window, and only where it lives: a
 * quarter of the pixels, and about half of those. For each filter these are listed as (where the
 * patch begins, gradient); kernel and input gradients then walk the list with the patch or the
 * kernel in registers.
 *
 * x, xLine, xSample, winners, samples, outHeight, outWidth, channels, filters: as there;
 * dy: the gradient of y, lines and samples dyLine and dySample bytes apart; scale: dropout's;
 * kernelGradient, biasGradient: panels like kernel and bias, overwritten; dx: the gradient of x, of
 * the same strides, within a border whose values mean nothing; 0 if it is not wanted. Lines of
 * patches are read and added to in whole vectors: 28 bytes past a sample belong to it.
 *
 * scratch: places, 32 bytes a window of one photo; a list, 8 a window and 64; living bits, for each
 * 64 windows 8 bytes a filter, filters filled up to 16; gradients and kernels [filters][3][line of a
 * patch, in whole pairs of vectors].
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
  const windows = outHeight * outWidth;
  const list = scratch + ((<usize>windows) << 5);
  const bits = list + ((<usize>windows) << 3) + 64;
  const gradients = bits + bitsSize(windows, filters);
  const kernels = gradients + <usize>filters * kernelBytes;
  memory.fill(gradients, 0, <usize>filters * kernelBytes);
  memory.fill(biasGradient, 0, <usize>panelCount(filters) * PANEL_ROW);
  if (dx) unpackKernels(panels, kernels, channels, filters, scale);
  const step = bitsStep(filters);
  placeWindows(scratch, outHeight, outWidth, filters, xLine, (<usize>channels) << 2, dyLine);
  for (let n = 0; n < samples; n++) {
    if (dx) memory.fill(dx, 0, xSample);
    livingBits(winners, bits, windows, filters);
    for (let filter = 0; filter < filters; filter++) {
      const end = listLiving(
        bits + bitsPlace(filter, filters),
        step,
        windows,
        scratch,
        winners + <usize>filter,
        dy + ((<usize>filter) << 2),
        list,
      );
      const sum = biasGradient + ((<usize>filter) << 2);
      store<f32>(sum, load<f32>(sum) + load<f32>(end));
      const kernel = <usize>filter * kernelBytes;
      addPatches(x, xLine, list, end, gradients + kernel, vectors);
      if (dx) spreadKernel(dx, xLine, list, end, kernels + kernel, vectors);
    }
    x += xSample;
    dy += dySample;
    winners += <usize>(windows * filters);
    if (dx) dx += xSample;
  }
  packKernels(gradients, kernelGradient, channels, filters, scale);
  for (let filter = 0; filter < filters; filter++) {
    const bias = biasGradient + ((<usize>filter) << 2);
    store<f32>(bias, load<f32>(bias) * scale);
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
