import type { Tensor } from '@tensorflow/tfjs-core';

/** tfjs, as any of its backends brings it along. */
export type Tfjs = typeof import('@tensorflow/tfjs-core');

/** Tensors on a device, by name. */
export type DeviceTensors = ReadonlyMap<string, Tensor>;
