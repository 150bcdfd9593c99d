import type { CompileOptions } from './engine.js';
import { EngineError } from './engine-error.js';
import { OPTIMIZERS, type OptimizerOptions } from './optimizer.js';

/** @throws EngineError for options that cannot be trained with. */
export function checkOptions(options: CompileOptions, classes: number): void {
  const { batchSize, loss, optimizer } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new EngineError(`Expected batchSize to be a whole number of 1 and up, got ${batchSize}.`);
  }
  checkOptimizer(optimizer);
  checkShare(options.labelSmoothing, 'labelSmoothing');
  checkShare(options.ema, 'ema');
  checkLoss(loss, classes);
}

/** @throws EngineError for an optimiser that is none, or numbers that it cannot work with. */
function checkOptimizer(optimizer: OptimizerOptions): void {
  if (!OPTIMIZERS.includes(optimizer.kind)) {
    throw new EngineError(
      `Expected optimizer.kind to be one of ${OPTIMIZERS.join(', ')}, got ${JSON.stringify(optimizer.kind)}.`,
    );
  }
  if (!Number.isFinite(optimizer.learningRate)) {
    throw new EngineError(
      `Expected optimizer.learningRate to be a number, got ${optimizer.learningRate}.`,
    );
  }
  for (const name of ['momentum', 'beta1', 'beta2'] as const) {
    checkShare(optimizer[name], `optimizer.${name}`);
  }
  for (const name of ['weightDecay', 'clipNorm', 'epsilon'] as const) {
    const value = optimizer[name];
    if (value !== undefined && !(value >= 0 && value < Infinity)) {
      throw new EngineError(`Expected optimizer.${name} of 0 and up, got ${value}.`);
    }
  }
}

function checkShare(value: number | undefined, name: string): void {
  if (value !== undefined && !(value >= 0 && value < 1)) {
    throw new EngineError(`Expected ${name} of 0 and up, below 1, got ${value}.`);
  }
}

/**
 * Both losses are the same function on a 2-way softmax, so one implementation serves both.
 *
 * Keras' binary cross-entropy is the mean over the outputs i of
 * -(y_i log p_i + (1 - y_i) log(1 - p_i)). With two outputs of a softmax p_1 = 1 - p_0, and of
 * one-hot labels y_1 = 1 - y_0, so the two terms are equal: each is -(y_0 log p_0 + y_1 log p_1).
 * Their mean is that same expression, the categorical cross-entropy, and so is its gradient by the
 * logits, p - y. With more classes they differ. (Keras also clips p to [1e-7, 1 - 1e-7]; we do
 * not, so a loss above 16.1 is reported as it is.)
 */
function checkLoss(loss: CompileOptions['loss'], classes: number): void {
  if (loss === 'categoricalCrossentropy') return;
  if (loss !== 'binaryCrossentropy') {
    throw new EngineError(
      `Expected loss to be categoricalCrossentropy or binaryCrossentropy, got ${JSON.stringify(loss)}.`,
    );
  }
  if (classes !== 2) {
    throw new EngineError(
      `Expected a network with 2 classes for binaryCrossentropy, got ${classes}. Use categoricalCrossentropy.`,
    );
  }
}
