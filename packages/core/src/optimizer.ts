/** Ways to turn gradients into new weights. */
export const OPTIMIZERS = ['sgd', 'adam', 'adamw'] as const;
/** One of OPTIMIZERS. */
export type OptimizerKind = (typeof OPTIMIZERS)[number];

/**
 * An optimiser and its numbers; what a kind does not use is ignored. g is the gradient after
 * clipping, lr the learning rate of the step, t the step from 1; all as in PyTorch, but for the sign
 * and scale of the velocity, which are Keras'.
 *
 * - `sgd`: g += weightDecay · w; v = momentum · v - lr · g; w += v, or with nesterov
 *   w += momentum · v - lr · g.
 * - `adam`: g += weightDecay · w; m = beta1 · m + (1 - beta1) · g; s = beta2 · s + (1 - beta2) · g²;
 *   w -= lr · (m / (1 - beta1^t)) / (sqrt(s / (1 - beta2^t)) + epsilon).
 * - `adamw`: w -= lr · weightDecay · w first, then as adam without its weight decay.
 *
 * Weight decay is of kernels only: biases, gammas and betas are left out of it.
 */
export interface OptimizerOptions {
  readonly kind: OptimizerKind;
  readonly learningRate: number;
  /** Of sgd; 0: plain SGD, no state. */
  readonly momentum: number;
  /** Of sgd with momentum. */
  readonly nesterov?: boolean;
  /** Of adam and adamw: DEFAULT_ADAM where they are left out. */
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** 0 or left out: none. */
  readonly weightDecay?: number;
  /**
   * Longest that the gradient of all weights together may be: a longer one is scaled by
   * clipNorm / (length + 1e-6), as torch.nn.utils.clip_grad_norm_ does. 0 or left out: no limit.
   */
  readonly clipNorm?: number;
}

/** Numbers of adam and adamw where a config names none. */
export const DEFAULT_ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
