import {
  BATCH_NORMALIZATION_DEFAULTS,
  type Network,
  type NetworkDescription,
  type OptimizerOptions,
} from '@peasy/core';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { stateNames } from '../state-names.js';
import { forward } from './forward.js';
import { crossEntropy, rightOnes } from './score.js';
import type { DeviceTensors, Tfjs } from './tfjs.js';
import { clipGradients, updateWeight } from './update.js';

/** What is trained, and how. */
export interface TrainingSetup {
  readonly tf: Tfjs;
  readonly network: Network;
  readonly description: NetworkDescription;
  readonly optimizer: OptimizerOptions;
  readonly ema: number;
}

/** What a step changes. */
export interface TrainingState {
  readonly trained: DeviceTensors;
  /** With ema. */
  readonly averages: DeviceTensors | undefined;
  readonly state: DeviceTensors;
}

/** A batch on the device. */
export interface DeviceBatch {
  /** `[photos, height, width, channels]`, 0 to 1. */
  readonly x: Tensor;
  /** `[photos, classes]`: shares that are trained towards. */
  readonly targets: Tensor;
  /** int32: classes as they are. */
  readonly labels: Tensor;
}

/** Of one step. */
export interface StepNumbers {
  /** From 0. */
  readonly step: number;
  readonly learningRate: number;
  mask(layer: string, shape: readonly number[]): Tensor;
}

/** The new values of what a step changed; those of weights that no gradient moves are of the batch. */
export interface TrainedOnce {
  readonly trained: Map<string, Tensor>;
  readonly averages: Map<string, Tensor>;
  readonly state: Map<string, Tensor>;
  /** Loss before the update, and how many photos had their class on top. */
  readonly score: Tensor;
}

/** Forward, backward, update, within a caller's tidy. Nothing that was there is disposed of. */
export function trainOnce(
  setup: TrainingSetup,
  before: TrainingState,
  batch: DeviceBatch,
  numbers: StepNumbers,
): TrainedOnce {
  const { tf, description, optimizer } = setup;
  const trainable = description.weights.filter((weight) => weight.trainable);
  const inputs = trainable.map(({ name }) => before.trained.get(name)!);
  const found: Findings = { statistics: new Map() };
  const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]) => {
    const weights = new Map(before.trained);
    for (const [i, { name }] of trainable.entries()) weights.set(name, tensors[i]);
    return lossOf(setup, weights, batch, numbers, found);
  })(inputs);
  const trained = movedStatistics(setup, before.trained, found);
  const state = new Map<string, Tensor>();
  const gradients = clipGradients(tf, grads, optimizer.clipNorm);
  for (const [i, weight] of trainable.entries()) {
    const { name } = weight;
    const states = stateNames(optimizer).map((part) => before.state.get(`${name}/${part}`)!);
    const given = { weight: inputs[i], gradient: gradients[i], state: states };
    const updated = updateWeight(tf, optimizer, weight, numbers, given);
    trained.set(name, updated.weight);
    for (const [part, tensor] of updated.state) state.set(`${name}/${part}`, tensor);
  }
  const averages = followed(setup, before.averages, trained, numbers.step);
  const score = tf.stack([value, rightOnes(tf, found.logits!, batch.labels)]);
  found.logits!.dispose();
  return { trained, averages, state, score };
}

/** What the forward pass leaves beside the loss. */
interface Findings {
  logits?: Tensor;
  readonly statistics: Map<string, { readonly mean: Tensor; readonly variance: Tensor }>;
}

function lossOf(
  { tf, network }: TrainingSetup,
  weights: DeviceTensors,
  { x, targets }: DeviceBatch,
  { mask }: StepNumbers,
  found: Findings,
): Scalar {
  const outputs = forward(tf, network, weights, x, {
    mask,
    // Kept, since what is made within a gradient's function does not outlive it.
    statistics: (layer, mean, variance) =>
      found.statistics.set(layer, { mean: tf.keep(mean), variance: tf.keep(variance) }),
  });
  const logits = [...outputs.values()].at(-1)!;
  found.logits = tf.keep(tf.clone(logits));
  return crossEntropy(tf, logits, targets);
}

/** Moving statistics after the batch's: moving · momentum + batch · (1 - momentum). */
function movedStatistics(
  { tf, network }: TrainingSetup,
  weights: DeviceTensors,
  { statistics }: Findings,
): Map<string, Tensor> {
  const moved = new Map<string, Tensor>();
  for (const layer of network.layers) {
    if (layer.kind !== 'batchNormalization') continue;
    const { momentum = BATCH_NORMALIZATION_DEFAULTS.momentum, name } = layer;
    const { mean, variance } = statistics.get(name)!;
    const parts = { movingMean: mean, movingVariance: variance };
    for (const [role, batch] of Object.entries(parts)) {
      const key = `${name}/${role}`;
      const kept = tf.mul(weights.get(key)!, momentum);
      moved.set(key, tf.add(kept, tf.mul(batch, 1 - momentum)));
      batch.dispose();
    }
  }
  return moved;
}

/** The averages after this step; see CompileOptions.ema. */
function followed(
  { tf, ema }: TrainingSetup,
  averages: DeviceTensors | undefined,
  trained: DeviceTensors,
  step: number,
): Map<string, Tensor> {
  const decay = Math.min(ema, (1 + step) / (10 + step));
  return new Map(
    [...(averages ?? [])].map(([name, average]) => [
      name,
      tf.add(tf.mul(average, decay), tf.mul(trained.get(name)!, 1 - decay)),
    ]),
  );
}
