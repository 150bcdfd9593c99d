import type { Role } from './curve.js';

/** Metrics that have a chart unless others are chosen: those of the trainer. */
export const USUAL_METRICS: readonly string[] = ['loss', 'accuracy'];

/** How the values of a metric are drawn and written. */
export type MetricKind = 'accuracy' | 'loss' | 'plain';

/** Words that other programs begin the keys of a validation with. */
const VALIDATION = ['val', 'validation', 'valid', 'eval', 'dev'] as const;
/** And of a training, where they do. */
const TRAINING = ['train', 'training'] as const;
const SIGNS = ['_', '/', '.'] as const;
const VALIDATION_KEY = /^(val|validation|valid|eval|dev)(?=[A-Z_/.-])/;
const TRAINING_KEY = /^train(?:ing)?(?=[A-Z_/.-])/;

/**
 * The key of a run that is a metric's measurement on validation photos: `valLoss` of `loss`, and as
 * other programs name it, `val_loss`, `val/loss`, `eval_loss`; `val_loss` of `train_loss` too.
 */
export function validationKeyOf(metric: string, has: (key: string) => boolean): string | undefined {
  if (VALIDATION_KEY.test(metric)) return undefined;
  const rest = metric.replace(TRAINING_KEY, '');
  const candidates =
    rest === metric
      ? [
          `val${metric.charAt(0).toUpperCase()}${metric.slice(1)}`,
          ...VALIDATION.flatMap((word) => SIGNS.map((sign) => word + sign + metric)),
        ]
      : VALIDATION.map((word) => word + rest);
  return candidates.find(has);
}

/** The key of a run that is a metric's measurement on training photos: itself, or `train_loss` of `loss`. */
export function trainingKeyOf(metric: string, has: (key: string) => boolean): string | undefined {
  const candidates = [
    metric,
    `train${metric.charAt(0).toUpperCase()}${metric.slice(1)}`,
    ...TRAINING.flatMap((word) => SIGNS.map((sign) => word + sign + metric)),
  ];
  return candidates.find(has);
}

/** Which of a run's keys a chart of a metric draws, and as what. */
export function chartKeys(
  metric: string,
  has: (key: string) => boolean,
): Partial<Record<Role, string>> {
  const train = trainingKeyOf(metric, has) ?? metric;
  const validation = validationKeyOf(metric, has);
  if (validation !== undefined) return { train, validation };
  if (VALIDATION_KEY.test(metric)) return { validation: metric };
  const isTraining = USUAL_METRICS.includes(metric) || TRAINING_KEY.test(train);
  return isTraining ? { train } : { value: metric };
}

/** The metrics that are drawn unless some are chosen: loss and accuracy; of runs that have neither, the first two. */
export function usualMetrics(keys: ReadonlySet<string>): readonly string[] {
  if (keys.size === 0) return USUAL_METRICS;
  const has = (key: string) => keys.has(key);
  const usual = USUAL_METRICS.filter((key) => trainingKeyOf(key, has) ?? validationKeyOf(key, has));
  if (usual.length > 0) return usual;
  return [...keys].filter((key) => !VALIDATION_KEY.test(key)).slice(0, 2);
}

/** What a metric's last word says it is: `top5_accuracy`, `valAcc`, `train/loss`. */
export function kindOf(metric: string): MetricKind {
  const words = metric.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).filter(Boolean);
  const last = words.at(-1)?.toLowerCase();
  if (last === 'accuracy' || last === 'acc') return 'accuracy';
  return last === 'loss' ? 'loss' : 'plain';
}

/** The heading of a chart. */
export function chartTitle(metric: string): string {
  return USUAL_METRICS.includes(metric) ? metric.charAt(0).toUpperCase() + metric.slice(1) : metric;
}
