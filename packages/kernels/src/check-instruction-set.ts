import {
  type InstructionSet,
  initialWeights,
  type NamedTensors,
  NETWORKS,
  RandomStream,
} from '@peasy/core';
import { compileNetwork } from './compile-network.js';

/**
 * Losses of the reference steps, computed with simd128. A set that fuses multiply and add rounds
 * otherwise, so it is held to TOLERANCE.
 */
const REFERENCE_LOSSES: readonly number[] = [0.761012, 0.800445, 0.787163, 0.787025, 0.69642];
const TOLERANCE = 1e-4;

/** Rounds of the same steps: V8 optimises the kernels on the way, and that must not change a bit. */
const ROUNDS = 3;
const BATCH = 32;
const SEED = 1;

/** Trains the reference steps with a set. @returns what is wrong with the set, or undefined. */
export async function checkInstructionSet(set: InstructionSet): Promise<string | undefined> {
  try {
    const [first, ...others] = await referenceRounds(set);
    for (const other of others) {
      if (other.join() !== first.join()) {
        return 'it does not compute the same values twice';
      }
    }
    // The same operations in pairs: V8 may not change a bit of them, and its pairing is experimental.
    if (set === 'wide' && (await referenceRounds('relaxed'))[0].join() !== first.join()) {
      return 'it does not compute the bits of relaxed';
    }
    for (const [step, expected] of REFERENCE_LOSSES.entries()) {
      // Written so that a NaN fails.
      if (!(Math.abs(first[step] / expected - 1) < TOLERANCE)) {
        return `its loss of reference step ${step} is ${first[step]} instead of ${expected}`;
      }
    }
    return undefined;
  } catch (error) {
    return `the reference steps ended with "${error instanceof Error ? error.message : error}"`;
  }
}

/**
 * Losses of all rounds of the reference steps, and a fold of the last weights' bits: a small
 * convolutional network, on noise.
 */
export async function referenceRounds(set: InstructionSet): Promise<number[][]> {
  const [height, width, channels, classes] = [16, 16, 3, 2];
  const network = NETWORKS.cnn([height, width, channels], classes);
  const random = new RandomStream(SEED);
  const pixels = Uint8Array.from({ length: BATCH * height * width * channels }, () =>
    random.below(256),
  );
  const labels = Uint8Array.from({ length: BATCH }, () => random.below(classes));
  const images = { pixels, labels, count: BATCH, height, width, channels };
  const indices = Int32Array.from({ length: BATCH }, (_, index) => index);
  const optimizer = { kind: 'sgd', learningRate: 0.01, momentum: 0.9 } as const;
  const options = {
    seed: SEED,
    optimizer,
    loss: 'categoricalCrossentropy',
    batchSize: BATCH,
  } as const;
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const compiled = await compileNetwork(network, options, set, 1);
    await compiled.setWeights(initialWeights(network, SEED));
    const losses: number[] = [];
    for (let step = 0; step < 5; step++) {
      losses.push((await compiled.trainStep({ images, indices, step })).loss);
    }
    rounds.push([...losses, foldWeights(await compiled.weights())]);
    await compiled.dispose();
  }
  return rounds;
}

/** Equal for equal bits, and hardly ever for others. */
function foldWeights(weights: NamedTensors): number {
  let fold = 0;
  for (const { values } of weights.values()) {
    for (const word of new Uint32Array(values.buffer, values.byteOffset, values.length)) {
      fold = (Math.imul(fold, 31) + word) >>> 0;
    }
  }
  return fold;
}
