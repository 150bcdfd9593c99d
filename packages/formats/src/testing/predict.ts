import type { LabelledImages, NamedTensors, Network } from '@peasy/core';
import { firstIndices, REFERENCE_OPTIONS } from '@peasy/engine-contract';
import { kernelsEngine } from '@peasy/kernels';

/** Probabilities of all photos, by the default engine. */
export async function predict(
  network: Network,
  weights: NamedTensors,
  images: LabelledImages,
): Promise<Float32Array> {
  const compiled = await kernelsEngine.compile(network, REFERENCE_OPTIONS);
  try {
    await compiled.setWeights(weights);
    return (await compiled.evaluate(images, firstIndices(images.count))).probabilities;
  } finally {
    await compiled.dispose();
  }
}

/** Photos as other programs take them: divided by 255. */
export function scaled({ pixels }: LabelledImages): Float32Array {
  return Float32Array.from(pixels, (value) => value / 255);
}

/** The largest difference of two lists of numbers; NaN and another length count as infinite. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  const largest = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
  return Number.isNaN(largest) ? Infinity : largest;
}
