import { DEFAULT_ADAM, type OptimizerOptions, type WeightDescription } from '@peasy/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tfjs } from './tfjs.js';

/** One weight's new value, and the new values of the state that goes with it, by the state's name. */
export interface UpdatedWeight {
  readonly weight: Tensor;
  readonly state: ReadonlyMap<string, Tensor>;
}

/** Numbers of one step. */
export interface UpdateStep {
  /** From 0. */
  readonly step: number;
  readonly learningRate: number;
}

/** Gradients, none of them longer than `clipNorm` all together; see OptimizerOptions. */
export function clipGradients(
  tf: Tfjs,
  gradients: readonly Tensor[],
  clipNorm: number | undefined,
): readonly Tensor[] {
  if (!clipNorm) return gradients;
  const square = tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient))));
  const scale = tf.minimum(tf.div(clipNorm, tf.add(tf.sqrt(square), 1e-6)), 1);
  return gradients.map((gradient) => tf.mul(gradient, scale));
}

/** Moves one weight by its gradient; formulas and their sources are OptimizerOptions'. */
export function updateWeight(
  tf: Tfjs,
  optimizer: OptimizerOptions,
  { role }: WeightDescription,
  { step, learningRate }: UpdateStep,
  { weight, gradient, state }: { weight: Tensor; gradient: Tensor; state: readonly Tensor[] },
): UpdatedWeight {
  const decay = role === 'kernel' ? (optimizer.weightDecay ?? 0) : 0;
  const isDecoupled = optimizer.kind === 'adamw';
  const pulled = decay > 0 && !isDecoupled ? tf.add(gradient, tf.mul(weight, decay)) : gradient;
  if (optimizer.kind === 'sgd') return descend(tf, optimizer, learningRate, weight, pulled, state);
  const { beta1 = DEFAULT_ADAM.beta1, beta2 = DEFAULT_ADAM.beta2 } = optimizer;
  const { epsilon = DEFAULT_ADAM.epsilon } = optimizer;
  const first = tf.add(tf.mul(state[0], beta1), tf.mul(pulled, 1 - beta1));
  const second = tf.add(tf.mul(state[1], beta2), tf.mul(tf.square(pulled), 1 - beta2));
  const root = 1 / Math.sqrt(1 - beta2 ** (step + 1));
  const rate = learningRate / (1 - beta1 ** (step + 1));
  const move = tf.mul(tf.div(first, tf.add(tf.mul(tf.sqrt(second), root), epsilon)), rate);
  const shrunk = isDecoupled && decay > 0 ? tf.mul(weight, 1 - learningRate * decay) : weight;
  return {
    weight: tf.sub(shrunk, move),
    state: new Map([
      ['firstMoment', first],
      ['secondMoment', second],
    ]),
  };
}

function descend(
  tf: Tfjs,
  { momentum, nesterov }: OptimizerOptions,
  learningRate: number,
  weight: Tensor,
  gradient: Tensor,
  [before]: readonly Tensor[],
): UpdatedWeight {
  const move = tf.mul(gradient, learningRate);
  if (!(momentum > 0)) return { weight: tf.sub(weight, move), state: new Map() };
  const velocity = tf.sub(tf.mul(before, momentum), move);
  const by = nesterov ? tf.sub(tf.mul(velocity, momentum), move) : velocity;
  return { weight: tf.add(weight, by), state: new Map([['velocity', velocity]]) };
}
