import type { MapShape, Network } from '../network.js';
import { cnn } from './cnn.js';
import { dense } from './dense.js';

/** Networks that a config may call by name, each built for an input shape and a number of classes. */
export const NETWORKS: Readonly<Record<string, (input: MapShape, classes: number) => Network>> = {
  cnn,
  dense,
};
