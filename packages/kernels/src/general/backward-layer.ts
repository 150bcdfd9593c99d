import { DEFAULT_ALPHA } from '@peasy/core';
import { dropoutSlice } from './dropout-slice.js';
import { poolOf } from './forward-layer.js';
import { type GeneralPass, gradientOf, sliceOf } from './general-pass.js';
import type { AddPlan, GeneralLayer } from './general-plan.js';
import { backwardNormalization } from './normalization.js';
import { backwardWindows } from './windows.js';

/** One layer's gradients, for one slice: by its weights, and by its input where a layer below needs it. */
export function backwardLayer(plan: GeneralLayer, pass: GeneralPass): void {
  const { kernels, samples } = pass;
  const { layer, inputShape, inputSize, outputSize } = plan;
  const x = sliceOf(pass, plan.input, inputSize);
  const y = sliceOf(pass, plan.output, outputSize);
  const dy = gradientOf(pass, plan.outputGradient);
  const dx = gradientOf(pass, plan.inputGradient);
  const count = samples * outputSize;
  switch (layer.kind) {
    case 'conv2d':
    case 'dense':
      backwardWindows(plan, plan.windows!, pass);
      return;
    case 'maxPool2d': {
      const winners = sliceOf(pass, plan.winners!, outputSize);
      const [height, width, channels] = inputShape;
      kernels.maxPool2dGradient(
        ...([dy, winners, dx, samples, height, width, channels, layer.poolSize] as const),
      );
      return;
    }
    case 'avgPool2d':
    case 'globalAveragePool2d': {
      const [height, width, channels] = inputShape;
      kernels.averagePool2dGradient(
        ...([dy, dx, samples, height, width, channels, ...poolOf(plan)] as const),
      );
      return;
    }
    case 'batchNormalization':
      backwardNormalization(plan, plan.normalization!, pass);
      return;
    case 'add':
      holdGradient(plan.add!, pass, dy, count, outputSize);
      kernels.copyValues(dy, dx, count);
      return;
    case 'dropout':
      dropoutSlice(plan, layer, pass, dy, dx);
      return;
    case 'flatten':
      kernels.copyValues(dy, dx, count);
      return;
    case 'activation':
      switch (layer.activation) {
        case 'relu':
          kernels.reluGradient(y, dy, dx, count);
          return;
        case 'leakyRelu':
          kernels.leakyReluGradient(x, dy, dx, count, layer.alpha ?? DEFAULT_ALPHA);
          return;
        case 'silu':
          kernels.siluGradient(x, dy, dx, count);
          return;
        case 'softmax':
          kernels.softmaxGradient(y, dy, dx, samples, outputSize);
          return;
      }
  }
}

/** Leaves an add's gradient for the earlier layer that it adds. */
function holdGradient(
  { held, accumulates }: AddPlan,
  pass: GeneralPass,
  dy: number,
  count: number,
  size: number,
): void {
  const place = sliceOf(pass, held, size);
  if (accumulates) pass.kernels.addValues(place, dy, place, count);
  else pass.kernels.copyValues(dy, place, count);
}
