import type { FusedConvPlan, NetworkPlan } from '../plan/network-plan.js';
import { dropoutKey } from './dropout-mask.js';
import { partOf } from './part-of.js';
import { ofSlice, type Pass } from './pass.js';

/** conv2d, relu, maxPool2d and dropout of a slice, in one pass. */
export function forwardFusedConv(plan: NetworkPlan, layer: FusedConvPlan, pass: Pass): void {
  const { kernels, samples, from, training } = pass;
  const { height, width, channels, filters, inputLine, inputSample } = layer;
  const input = layer.input + from * inputSample;
  kernels.clearBorder(input, inputLine, inputSample, samples, height, width, channels);
  const inner = input + inputLine + channels * 4;
  const lineValues = width * channels;
  if (layer.source === 'pixels') {
    const { pixels, size } = plan.input;
    kernels.normaliseMaps(
      ...([pixels + from * size, inner, samples, height] as const),
      ...([lineValues, inputLine, inputSample] as const),
    );
  } else if (layer.source !== 'step below') {
    kernels.copyMaps(
      ...([ofSlice(pass, layer.source, height * lineValues)] as const),
      ...([lineValues * 4, height * lineValues * 4, inner, inputLine, inputSample] as const),
      ...([samples, height, lineValues] as const),
    );
  }
  const { output, outHeight, outWidth, dropout } = layer;
  const outSize = outHeight * outWidth * filters;
  const masks = training !== undefined && dropout !== undefined;
  kernels.fusedConv2d(
    ...([input, inputLine, inputSample, layer.kernel.weights, layer.bias.weights] as const),
    ...([output.first + from * output.sample, output.line, output.sample] as const),
    ...([layer.winners + from * outSize, samples, outHeight, outWidth, channels, filters] as const),
    ...(masks
      ? ([dropoutKey(training, dropout), from * outSize, dropout.threshold, dropout.scale] as const)
      : ([0, 0, 0, 1] as const)),
    layer.work + pass.scratch,
  );
}

/** Gradients of forwardFusedConv: the slice's part of kernel's and bias's, and the input's in scratch. */
export function backwardFusedConv(plan: NetworkPlan, layer: FusedConvPlan, pass: Pass): void {
  const { kernels, samples, from, scratch } = pass;
  const { height, width, channels, filters, outHeight, outWidth, inputLine, inputSample } = layer;
  const { outputGradient: dy, inputGradient } = layer;
  const dx = inputGradient === undefined ? 0 : inputGradient + scratch;
  kernels.fusedConv2dGradient(
    ...([layer.input + from * inputSample, inputLine, inputSample] as const),
    ...([dy.first + scratch, dy.line, dy.sample] as const),
    ...([layer.winners + from * outHeight * outWidth * filters, layer.kernel.weights] as const),
    ...([partOf(plan, layer.kernel, pass), partOf(plan, layer.bias, pass), dx] as const),
    ...([samples, outHeight, outWidth, channels, filters] as const),
    ...([layer.dropout?.scale ?? 1, layer.work + scratch] as const),
  );
  if (layer.spread === undefined) return;
  const lineValues = width * channels;
  kernels.copyMaps(
    ...([dx + inputLine + channels * 4, inputLine, inputSample] as const),
    ...([layer.spread + scratch, lineValues * 4, height * lineValues * 4] as const),
    ...([samples, height, lineValues] as const),
  );
}
