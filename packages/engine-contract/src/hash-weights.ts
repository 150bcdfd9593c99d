import { describeNetwork, type NamedTensors, type Network } from '@peasy/core';

/** The reference steps' first weights: value i of kernel t is a hash of i + 1 + 7919 t, within the Glorot limit; biases zero. */
export function hashWeights(network: Network): NamedTensors {
  const weights = new Map();
  let kernel = 0;
  for (const { name, shape, role, fanIn, fanOut } of describeNetwork(network).weights) {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    if (role === 'kernel') {
      const limit = Math.sqrt(6 / (fanIn + fanOut));
      for (let i = 0; i < values.length; i++) {
        values[i] = (murmurFinish(i + 1 + 7919 * kernel) / 2 ** 32 - 0.5) * 2 * limit;
      }
      kernel++;
    }
    weights.set(name, { shape, values });
  }
  return weights;
}

/** MurmurHash3's finalizer. */
function murmurFinish(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
