import { type CompileOptions, changesPhotos, type Layer, type Network } from '@peasy/core';
import { KernelsError } from './kernels-error.js';

/** @throws KernelsError naming the layer or the option that these kernels cannot compute. */
export function refuseUncomputable(network: Network, options: CompileOptions): void {
  for (const layer of network.layers) {
    const reason = layerReason(layer);
    if (reason) {
      throw new KernelsError(
        `Layer "${layer.name}" (${layer.kind}): expected what the kernels engine computes, got ${reason}.`,
      );
    }
  }
  for (const [option, given] of Object.entries(uncomputableOptions(options))) {
    if (given) throw new KernelsError(`The kernels engine does not compute ${option} yet.`);
  }
}

function layerReason(layer: Layer): string | undefined {
  switch (layer.kind) {
    case 'conv2d':
      if (layer.useBias === false) return 'useBias false';
      return layer.strides === 2 ? 'strides of 2' : undefined;
    case 'activation':
      return layer.activation === 'relu' || layer.activation === 'softmax'
        ? undefined
        : layer.activation;
    case 'dense':
    case 'dropout':
    case 'flatten':
    case 'maxPool2d':
      return undefined;
    default:
      return layer.kind;
  }
}

function uncomputableOptions(options: CompileOptions): Record<string, boolean> {
  const { optimizer, labelSmoothing = 0, ema = 0, augmentation } = options;
  return {
    'optimizer.nesterov': optimizer.nesterov === true,
    'optimizer.weightDecay': (optimizer.weightDecay ?? 0) > 0,
    'optimizer.clipNorm': (optimizer.clipNorm ?? 0) > 0,
    labelSmoothing: labelSmoothing > 0,
    ema: ema > 0,
    augmentation: !!augmentation && (changesPhotos(augmentation) || augmentation.mixup > 0),
  };
}
