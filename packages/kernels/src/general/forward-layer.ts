import { DEFAULT_ALPHA } from '@peasy/core';
import { dropoutSlice } from './dropout-slice.js';
import { type GeneralPass, sliceOf } from './general-pass.js';
import type { GeneralLayer } from './general-plan.js';
import { forwardNormalization } from './normalization.js';
import { forwardWindows } from './windows.js';

/** One layer's output, for one slice. */
export function forwardLayer(plan: GeneralLayer, pass: GeneralPass): void {
  const { kernels, samples, training } = pass;
  const { layer, inputShape, inputSize, outputSize } = plan;
  const x = sliceOf(pass, plan.input, inputSize);
  const y = sliceOf(pass, plan.output, outputSize);
  const count = samples * outputSize;
  switch (layer.kind) {
    case 'conv2d':
    case 'dense':
      forwardWindows(plan, plan.windows!, pass);
      return;
    case 'maxPool2d': {
      const winners = sliceOf(pass, plan.winners!, outputSize);
      const [height, width, channels] = inputShape;
      kernels.maxPool2d(
        ...([x, y, winners, samples, height, width, channels, layer.poolSize] as const),
      );
      return;
    }
    case 'avgPool2d':
    case 'globalAveragePool2d': {
      const [height, width, channels] = inputShape;
      kernels.averagePool2d(
        ...([x, y, samples, height, width, channels, ...poolOf(plan)] as const),
      );
      return;
    }
    case 'batchNormalization':
      forwardNormalization(plan, plan.normalization!, pass);
      return;
    case 'add':
      kernels.addValues(x, sliceOf(pass, plan.add!.from, outputSize), y, count);
      return;
    case 'dropout':
      if (training) dropoutSlice(plan, layer, pass, x, y);
      else kernels.copyValues(x, y, count);
      return;
    case 'flatten':
      return;
    case 'activation':
      switch (layer.activation) {
        case 'relu':
          kernels.relu(x, y, count);
          return;
        case 'leakyRelu':
          kernels.leakyRelu(x, y, count, layer.alpha ?? DEFAULT_ALPHA);
          return;
        case 'silu':
          kernels.silu(x, y, count);
          return;
        case 'softmax':
          kernels.softmax(x, y, samples, outputSize);
          return;
      }
  }
}

/** Height and width of an averaging window. */
export function poolOf({ layer, inputShape }: GeneralLayer): [height: number, width: number] {
  if (layer.kind === 'avgPool2d') return [layer.poolSize, layer.poolSize];
  return [inputShape[0], inputShape[1]];
}
