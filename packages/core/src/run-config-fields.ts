import type { ConfigField } from './config-field.js';
import { ENGINE_NAMES, LOSSES } from './engine.js';
import { NETWORKS } from './networks/index.js';
import { SPLIT_KINDS } from './split.js';
import { AUGMENTATION_FIELDS, OPTIMIZER_FIELDS, SCHEDULE_FIELDS } from './training-fields.js';

/** How a photo becomes a square: `squash` changes its proportions (as the post does), `crop` cuts the longer side. */
export const FITS = ['squash', 'crop'] as const;
/** One of FITS. */
export type Fit = (typeof FITS)[number];

/** When snapshots are kept, beside the first, the best and the last: at log-spaced epochs, every n epochs, or never. */
export const SNAPSHOT_SCHEDULES = ['log', 'every', 'none'] as const;
/** One of SNAPSHOT_SCHEDULES. */
export type SnapshotSchedule = (typeof SNAPSHOT_SCHEDULES)[number];

const MAX_SEED = 2 ** 32 - 1;

/** Every value of a RunConfig, in reading order. */
export const RUN_CONFIG_FIELDS: readonly ConfigField[] = [
  {
    path: 'experiment',
    type: 'string',
    fallback: 'dogs-vs-cats',
    help: 'experiment that the run belongs to',
  },
  {
    path: 'network',
    type: 'network',
    fallback: 'cnn',
    help: `network: ${Object.keys(NETWORKS).join(', ')}, or in a config file a list of layers`,
  },
  {
    path: 'data.size',
    type: 'integer',
    min: 4,
    max: 512,
    fallback: 32,
    help: 'pixels a side that photos are decoded to',
  },
  {
    path: 'data.fit',
    type: 'choice',
    choices: FITS,
    fallback: 'squash',
    help: 'how a photo becomes a square',
  },
  {
    path: 'data.classes',
    type: 'strings',
    fallback: [],
    help: 'class names in label order, separated by commas (default: all, by alphabet)',
  },
  {
    path: 'split.kind',
    type: 'choice',
    choices: SPLIT_KINDS,
    fallback: 'holdout',
    help: 'how photos are divided: "post" is the published split, which leaks',
  },
  {
    path: 'split.validation',
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    fallback: 0.15,
    help: 'share of photos for validation',
  },
  {
    path: 'split.test',
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    fallback: 0.15,
    help: 'share of photos for the test',
  },
  {
    path: 'split.seed',
    type: 'integer',
    min: 0,
    max: MAX_SEED,
    fallback: 12345,
    help: 'seed of the split',
  },
  {
    path: 'split.keepNearDuplicatesTogether',
    type: 'boolean',
    fallback: false,
    help: 'photos that look alike are all trained on or all not (split.kind holdout)',
  },
  {
    path: 'epochs',
    type: 'integer',
    min: 1,
    fallback: 30,
    help: 'passes over the training photos',
  },
  {
    path: 'batchSize',
    type: 'integer',
    min: 1,
    max: 65536,
    fallback: 128,
    help: 'photos a step',
  },
  {
    path: 'seed',
    type: 'integer',
    min: 0,
    max: MAX_SEED,
    fallback: 1,
    help: 'seed of weights, order and dropout',
  },
  ...OPTIMIZER_FIELDS,
  ...SCHEDULE_FIELDS,
  {
    path: 'loss',
    type: 'choice',
    choices: LOSSES,
    fallback: 'categoricalCrossentropy',
    help: 'loss that is trained on',
  },
  {
    path: 'labelSmoothing',
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    fallback: 0,
    help: 'share of a label that is spread over all classes',
  },
  {
    path: 'ema',
    type: 'number',
    min: 0,
    max: 1,
    open: 'max',
    fallback: 0,
    help: 'decay of the average of the weights that is evaluated and kept (0: none)',
  },
  ...AUGMENTATION_FIELDS,
  {
    path: 'snapshots.schedule',
    type: 'choice',
    choices: SNAPSHOT_SCHEDULES,
    fallback: 'log',
    help: 'when weights are kept, beside first, best and last',
  },
  {
    path: 'snapshots.every',
    type: 'integer',
    min: 1,
    fallback: 1,
    help: 'epochs between snapshots, with schedule "every"',
  },
  {
    path: 'engine',
    type: 'choice',
    choices: ['auto', ...ENGINE_NAMES],
    fallback: 'auto',
    help: 'what computes',
  },
  {
    path: 'keepGoing',
    type: 'boolean',
    fallback: false,
    help: 'train on when the loss is NaN',
  },
];
