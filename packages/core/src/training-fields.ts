import { NO_AUGMENTATION } from './augmentation.js';
import type { ConfigField } from './config-field.js';
import { LEARNING_RATE_SCHEDULES } from './learning-rate.js';
import { DEFAULT_ADAM, OPTIMIZERS } from './optimizer.js';

/** Of a RunConfig's `optimizer`. */
export const OPTIMIZER_FIELDS: readonly ConfigField[] = [
  {
    path: 'optimizer.kind',
    type: 'choice',
    choices: OPTIMIZERS,
    fallback: 'sgd',
    help: 'optimiser',
  },
  {
    path: 'optimizer.learningRate',
    type: 'number',
    min: 0,
    open: 'min',
    fallback: 0.01,
    help: 'learning rate, at its highest',
  },
  {
    path: 'optimizer.momentum',
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    fallback: 0,
    help: 'momentum of SGD',
  },
  {
    path: 'optimizer.nesterov',
    type: 'boolean',
    fallback: false,
    help: 'look ahead along the momentum of SGD',
  },
  {
    path: 'optimizer.beta1',
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    fallback: DEFAULT_ADAM.beta1,
    help: 'memory of the mean of gradients, of adam and adamw',
  },
  {
    path: 'optimizer.beta2',
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    fallback: DEFAULT_ADAM.beta2,
    help: 'memory of the mean of their squares',
  },
  {
    path: 'optimizer.epsilon',
    type: 'number',
    min: 0,
    open: 'min',
    fallback: DEFAULT_ADAM.epsilon,
    help: 'added to the root of that mean',
  },
  {
    path: 'optimizer.weightDecay',
    type: 'number',
    min: 0,
    fallback: 0,
    help: 'pull of kernels towards zero: as a gradient with sgd and adam, apart from it with adamw',
  },
  {
    path: 'optimizer.clipNorm',
    type: 'number',
    min: 0,
    fallback: 0,
    help: 'longest that the gradient of all weights may be (0: no limit)',
  },
];

/** Of a RunConfig's `schedule`. */
export const SCHEDULE_FIELDS: readonly ConfigField[] = [
  {
    path: 'schedule.kind',
    type: 'choice',
    choices: LEARNING_RATE_SCHEDULES,
    fallback: 'constant',
    help: 'how the learning rate moves over the run',
  },
  {
    path: 'schedule.warmupEpochs',
    type: 'number',
    min: 0,
    fallback: 0,
    help: 'epochs in which it first climbs to its height',
  },
  {
    path: 'schedule.stepEpochs',
    type: 'integer',
    min: 1,
    fallback: 10,
    help: 'epochs between drops, with schedule "step"',
  },
  {
    path: 'schedule.stepFactor',
    type: 'number',
    min: 0,
    max: 1,
    fallback: 0.1,
    help: 'what each drop multiplies it by',
  },
  {
    path: 'schedule.finalRate',
    type: 'number',
    min: 0,
    fallback: 0,
    help: 'learning rate that schedule "cosine" falls to',
  },
  {
    path: 'schedule.peakAt',
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    fallback: 0.3,
    help: 'share of the run at which schedule "oneCycle" is highest',
  },
  {
    path: 'schedule.startDivisor',
    type: 'number',
    min: 1,
    fallback: 25,
    help: 'highest over first learning rate of "oneCycle"',
  },
  {
    path: 'schedule.endDivisor',
    type: 'number',
    min: 1,
    fallback: 10000,
    help: 'first over last learning rate of "oneCycle"',
  },
];

/** Of a RunConfig's `augmentation`. */
export const AUGMENTATION_FIELDS: readonly ConfigField[] = [
  {
    path: 'augmentation.flip',
    type: 'boolean',
    fallback: NO_AUGMENTATION.flip,
    help: 'mirror training photos every second time',
  },
  {
    path: 'augmentation.shift',
    type: 'integer',
    min: 0,
    max: 512,
    fallback: NO_AUGMENTATION.shift,
    help: 'move them by up to so many pixels',
  },
  {
    path: 'augmentation.minCrop',
    type: 'number',
    min: 0,
    max: 1,
    open: 'min',
    fallback: NO_AUGMENTATION.minCrop,
    help: 'cut windows of this share of a side at least (1: none)',
  },
  {
    path: 'augmentation.brightness',
    type: 'number',
    min: 0,
    max: 1,
    fallback: NO_AUGMENTATION.brightness,
    help: 'make them darker or lighter by up to this share',
  },
  {
    path: 'augmentation.cutout',
    type: 'integer',
    min: 0,
    max: 512,
    fallback: NO_AUGMENTATION.cutout,
    help: 'paint a square of so many pixels a side grey',
  },
  {
    path: 'augmentation.mixup',
    type: 'number',
    min: 0,
    max: 1,
    fallback: NO_AUGMENTATION.mixup,
    help: 'blend pairs of them: both parameters of the beta distribution (0: none)',
  },
];
