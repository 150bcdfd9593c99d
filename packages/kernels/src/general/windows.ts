import { type GeneralPass, gradientOf, sliceOf } from './general-pass.js';
import type { GeneralLayer, WindowsPlan } from './general-plan.js';
import { backwardWinograd, forwardWinograd, transformKernel } from './winograd.js';

/** conv2d and dense: y = windows of x · kernel + bias. */
export function forwardWindows(layer: GeneralLayer, windows: WindowsPlan, pass: GeneralPass): void {
  if (windows.winograd) {
    forwardWinograd(layer, windows, windows.winograd, pass);
    return;
  }
  const { kernels, weightShift } = pass;
  const { kernel, bias } = layer.weights;
  const { paddedHeight, paddedWidth, channels, filters, kernelSize, strides } = windows;
  const { samples, outHeight, outWidth } = counts(windows, pass);
  kernels.windowConv2d(
    ...([paddedInput(layer, windows, pass), kernel.weights + weightShift] as const),
    bias ? bias.weights + weightShift : 0,
    sliceOf(pass, layer.output, layer.outputSize),
    ...([samples, paddedHeight, windows.isLine ? pass.samples : paddedWidth, channels] as const),
    ...([outHeight, outWidth, filters, kernelSize, strides] as const),
  );
}

/** Gradients by kernel and bias, as the slice's part, and by the input. */
export function backwardWindows(
  layer: GeneralLayer,
  windows: WindowsPlan,
  pass: GeneralPass,
): void {
  if (windows.winograd) {
    backwardWinograd(layer, windows, windows.winograd, pass);
    return;
  }
  const { kernels, packed } = pass;
  const { kernel, bias } = layer.weights;
  const { paddedHeight, paddedWidth, channels, filters, kernelSize, strides } = windows;
  const { samples, outHeight, outWidth } = counts(windows, pass);
  const dy = gradientOf(pass, layer.outputGradient);
  const places = samples * outHeight * outWidth;
  const partShift = pass.slice * pass.job.plan.regions.partStride;
  if (bias) kernels.columnSums(dy, bias.part! + partShift, places, filters);
  kernels.packPanels(dy, packed, places, filters);
  kernels.windowConv2dKernelGradient(
    ...([paddedInput(layer, windows, pass), packed, kernel.part! + partShift] as const),
    ...([samples, paddedHeight, windows.isLine ? pass.samples : paddedWidth, channels] as const),
    ...([outHeight, outWidth, filters, kernelSize, strides] as const),
  );
  if (windows.turned !== undefined) inputGradient(layer, windows, windows.turned, dy, pass);
}

/** dx is the convolution of dy, spread out by the strides, with the turned kernel. */
function inputGradient(
  layer: GeneralLayer,
  windows: WindowsPlan,
  turned: number,
  dy: number,
  pass: GeneralPass,
): void {
  const { kernels, padded } = pass;
  const { kernelSize, strides, channels, filters, top, left } = windows;
  const { samples, outHeight, outWidth, height, width } = counts(windows, pass);
  const border = kernelSize - 1;
  const [spreadHeight, spreadWidth] = [height + border, width + border];
  const isItself = border === 0 && strides === 1;
  if (!isItself) {
    kernels.spreadMaps(
      ...([dy, padded, samples, outHeight, outWidth, filters, strides] as const),
      ...([border - top, border - left, spreadHeight, spreadWidth] as const),
    );
  }
  kernels.windowConv2d(
    ...([isItself ? dy : padded, turned, 0] as const),
    gradientOf(pass, layer.inputGradient),
    ...([samples, spreadHeight, spreadWidth, filters] as const),
    ...([height, width, channels, kernelSize, 1] as const),
  );
}

/** The slice's input within its border, in scratch; itself where it needs none. */
function paddedInput(layer: GeneralLayer, windows: WindowsPlan, pass: GeneralPass): number {
  const { height, width, channels, top, left, paddedHeight, paddedWidth } = windows;
  const x = sliceOf(pass, layer.input, layer.inputSize);
  if (paddedHeight === height && paddedWidth === width) return x;
  pass.kernels.spreadMaps(
    ...([x, pass.padded, pass.samples, height, width, channels, 1] as const),
    ...([top, left, paddedHeight, paddedWidth] as const),
  );
  return pass.padded;
}

/** A dense layer's photos make up one line. */
function counts(windows: WindowsPlan, { samples }: GeneralPass) {
  const { isLine, height, width, outHeight, outWidth } = windows;
  return isLine
    ? { samples: 1, height: 1, width: samples, outHeight: 1, outWidth: samples }
    : { samples, height, width, outHeight, outWidth };
}

/** Writes anew what is computed of a kernel: the one for the way back, and transformed ones. */
export function prepareKernel({ weights, windows }: GeneralLayer, pass: GeneralPass): void {
  if (!windows) return;
  const { kernels, weightShift, training } = pass;
  const { kernelSize, channels, filters, turned, winograd } = windows;
  if (training && turned !== undefined) {
    kernels.transposePanels(
      ...([weights.kernel.weights, turned, kernelSize ** 2] as const),
      ...([channels, filters, 0, filters] as const),
    );
  }
  if (winograd) transformKernel(windows, winograd, weights.kernel.weights + weightShift, pass);
}
