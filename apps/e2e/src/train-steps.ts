import { initialWeights, type LabelledImages, NETWORKS, RandomStream } from '@peasy/core';
import { kernelsEngine } from '@peasy/kernels';

/** What a few steps of a network came to: the same numbers wherever the same bits were computed. */
export interface StepsOutcome {
  readonly device: string;
  readonly losses: readonly number[];
  /** All weights after the steps, as the 32-bit patterns of their floats, folded. */
  readonly fold: number;
}

/** Trains the CNN for some steps on noise, dropout and momentum included; runs in Node and in a page. */
export async function trainSteps(steps: number): Promise<StepsOutcome> {
  const network = NETWORKS.cnn([32, 32, 3], 2);
  const batchSize = 16;
  const compiled = await kernelsEngine.compile(network, {
    seed: 5,
    batchSize,
    deterministic: true,
    loss: 'categoricalCrossentropy',
    optimizer: { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
  });
  await compiled.setWeights(initialWeights(network, 5));
  const images = noise(64);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const indices = Int32Array.from({ length: batchSize }, (_, i) => (step * 7 + i * 3) % 64);
    losses.push((await compiled.trainStep({ images, indices, step })).loss);
  }
  const outcome = { device: compiled.device, losses, fold: fold(await compiled.weights()) };
  await compiled.dispose();
  return outcome;
}

function noise(count: number): LabelledImages {
  const random = new RandomStream(9);
  return {
    pixels: Uint8Array.from({ length: count * 32 * 32 * 3 }, () => random.below(256)),
    labels: Uint8Array.from({ length: count }, () => random.below(2)),
    count,
    height: 32,
    width: 32,
    channels: 3,
  };
}

function fold(weights: ReadonlyMap<string, { readonly values: Float32Array }>): number {
  let folded = 0;
  for (const { values } of weights.values()) {
    const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
    for (const word of bits) folded = (Math.imul(folded, 31) + word) >>> 0;
  }
  return folded;
}
