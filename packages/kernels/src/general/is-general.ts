import { type CompileOptions, changesPhotos, type Layer, type Network } from '@peasy/core';

/** Whether a network, or what it is trained with, is beyond the fast path. */
export function isGeneral(network: Network, options: CompileOptions): boolean {
  return !network.layers.every(isFast) || isTrainedOtherwise(options);
}

/** Kinds of layers that plan/ and schedule/ compute. */
function isFast(layer: Layer): boolean {
  switch (layer.kind) {
    case 'conv2d':
      return layer.strides !== 2 && layer.useBias !== false;
    case 'activation':
      return layer.activation === 'relu' || layer.activation === 'softmax';
    case 'dense':
    case 'dropout':
    case 'flatten':
    case 'maxPool2d':
      return true;
    default:
      return false;
  }
}

function isTrainedOtherwise(options: CompileOptions): boolean {
  const { optimizer, labelSmoothing = 0, ema = 0, augmentation } = options;
  const { kind, nesterov, weightDecay = 0, clipNorm = 0 } = optimizer;
  if (kind !== 'sgd' || nesterov || weightDecay > 0 || clipNorm > 0) return true;
  if (labelSmoothing > 0 || ema > 0) return true;
  return !!augmentation && (changesPhotos(augmentation) || augmentation.mixup > 0);
}
