import type { ExpectedTensor, NamedTensors } from '@peasy/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { DeviceTensors, Tfjs } from './tfjs.js';

/** Zeros of those shapes. */
export function zeroTensors(tf: Tfjs, expected: readonly ExpectedTensor[]): Map<string, Tensor> {
  return new Map(expected.map(({ name, shape }) => [name, tf.zeros([...shape])]));
}

/** Copies tensors from the device, in the order of `expected`. */
export async function readTensors(
  expected: readonly ExpectedTensor[],
  from: DeviceTensors,
): Promise<NamedTensors> {
  // All are asked for at once: a step that begins meanwhile cannot come between two of them.
  const values = await Promise.all(expected.map(({ name }) => from.get(name)!.data()));
  return new Map(
    expected.map(({ name, shape }, i) => [
      name,
      { shape: [...shape], values: Float32Array.from(values[i]) },
    ]),
  );
}

/** Puts copies of values on the device, in the place of the tensors of those names. */
export function writeTensors(
  tf: Tfjs,
  expected: readonly ExpectedTensor[],
  from: NamedTensors,
  to: Map<string, Tensor>,
): void {
  for (const { name, shape } of expected) {
    const values = Float32Array.from(from.get(name)!.values);
    replaceTensors(to, new Map([[name, tf.tensor(values, [...shape])]]));
  }
}

/** Puts new tensors in the place of old ones, which are disposed of. */
export function replaceTensors(tensors: Map<string, Tensor>, by: DeviceTensors): void {
  for (const [name, tensor] of by) {
    tensors.get(name)?.dispose();
    tensors.set(name, tensor);
  }
}
