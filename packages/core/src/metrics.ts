/** The metric names that the trainer writes, in the field's words. */
export const STEP_METRICS = ['stepLoss', 'stepAccuracy'] as const;
/**
 * Once an epoch. `learningRate` is that of its last step; `seconds` is the whole epoch, validation
 * included; `imagesPerSecond` counts training photos over training time.
 */
export const EPOCH_METRICS = [
  'loss',
  'accuracy',
  'valLoss',
  'valAccuracy',
  'learningRate',
  'seconds',
  'imagesPerSecond',
] as const;
/** Once, at the end. */
export const TEST_METRICS = ['testLoss', 'testAccuracy'] as const;

/** Parts of a split, by the accuracy of the trainer that is a share of their photos. */
const PARTS = { accuracy: 'train', valAccuracy: 'validation', testAccuracy: 'test' } as const;

/** Which part of a run's split a metric is the share classified right of: undefined for any other metric. */
export function partMeasured(key: string): 'train' | 'validation' | 'test' | undefined {
  return Object.hasOwn(PARTS, key) ? PARTS[key as keyof typeof PARTS] : undefined;
}

/** Whether a metric has a best value at all: a learning rate is chosen, not reached. */
export function hasBest(key: string): boolean {
  return key !== 'learningRate';
}

/** Whether more of a metric is better, by its name: a loss, an error or a time should fall, everything else should rise. */
export function isHigherBetter(key: string): boolean {
  return !/loss|error|seconds|time/i.test(key);
}
