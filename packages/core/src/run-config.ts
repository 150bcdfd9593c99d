import { ENGINE_NAMES, type EngineName, LOSSES, type Loss, type SgdOptions } from './engine.js';
import { nearestWord } from './nearest.js';
import type { Layer, MapShape, Network } from './network.js';
import { NETWORKS } from './networks/index.js';
import { SPLIT_KINDS, type SplitOptions } from './split.js';

/** How a photo becomes a square: `squash` changes its proportions (as the post does), `crop` cuts the longer side. */
export const FITS = ['squash', 'crop'] as const;
export type Fit = (typeof FITS)[number];

/** When snapshots are kept, beside the first, the best and the last: at log-spaced epochs, every n epochs, or never. */
export const SNAPSHOT_SCHEDULES = ['log', 'every', 'none'] as const;
export type SnapshotSchedule = (typeof SNAPSHOT_SCHEDULES)[number];

/** A whole run: every value that changes its result. A trial of a sweep is one of these and nothing else. */
export interface RunConfig {
  readonly experiment: string;
  /** A name of NETWORKS, or the layers themselves; the classifier's units must then be the number of classes. */
  readonly network: string | readonly Layer[];
  readonly data: {
    /** Pixels a side after decoding. */
    readonly size: number;
    readonly fit: Fit;
    /** Class names in label order; empty: all that the photos have, by alphabet. */
    readonly classes: readonly string[];
  };
  readonly split: SplitOptions;
  readonly epochs: number;
  readonly batchSize: number;
  readonly seed: number;
  readonly optimizer: SgdOptions;
  readonly loss: Loss;
  readonly snapshots: {
    readonly schedule: SnapshotSchedule;
    /** Epochs between snapshots, with the schedule `every`. */
    readonly every: number;
  };
  readonly engine: 'auto' | EngineName;
  /** Train on when the loss is NaN. */
  readonly keepGoing: boolean;
}

/** One value of a config: its key path, what it may be, and its default. The CLI makes a flag of each. */
export interface ConfigField {
  readonly path: string;
  readonly type: 'integer' | 'number' | 'boolean' | 'string' | 'strings' | 'choice' | 'network';
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** min or max itself is not allowed. */
  readonly open?: 'min' | 'max';
  readonly fallback: unknown;
  readonly help: string;
}

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
  {
    path: 'optimizer.kind',
    type: 'choice',
    choices: ['sgd'],
    fallback: 'sgd',
    help: 'optimiser',
  },
  {
    path: 'optimizer.learningRate',
    type: 'number',
    min: 0,
    open: 'min',
    fallback: 0.01,
    help: 'learning rate',
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
    path: 'loss',
    type: 'choice',
    choices: LOSSES,
    fallback: 'categoricalCrossentropy',
    help: 'loss that is trained on',
  },
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

/** A config that cannot be: the message names the key path, what was expected and what came. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Checks a config, fills in defaults, and refuses what it does not know.
 * @throws ConfigError naming the key path, what was expected and what came.
 */
export function parseRunConfig(input: unknown): RunConfig {
  if (!isRecord(input)) {
    throw new ConfigError(`Expected the config to be an object, got ${show(input)}.`);
  }
  refuseUnknownKeys(input, '');
  const result: Record<string, unknown> = {};
  for (const field of RUN_CONFIG_FIELDS) {
    const given = readPath(input, field.path);
    writePath(result, field.path, given === undefined ? field.fallback : parseField(field, given));
  }
  const config = result as unknown as RunConfig;
  if (config.split.kind === 'holdout' && config.split.validation + config.split.test >= 1) {
    throw new ConfigError(
      `Expected split.validation + split.test below 1, so that photos are left to train on, got ${config.split.validation} + ${config.split.test}.`,
    );
  }
  return config;
}

/** Reads one value as a flag gives it, a text, and checks it like a config file's value. */
export function parseFlag(field: ConfigField, text: string): unknown {
  switch (field.type) {
    case 'integer':
    case 'number':
      return parseField(field, text.trim() === '' ? text : toNumber(text));
    case 'boolean':
      return parseField(field, text === 'true' ? true : text === 'false' ? false : text);
    case 'strings':
      return text.split(',').map((part) => part.trim());
    default:
      return parseField(field, text);
  }
}

/** The network of a config, built for the photos at hand. @throws ConfigError for a name that is none. */
export function networkOf(config: RunConfig, input: MapShape, classes: number): Network {
  if (typeof config.network !== 'string') {
    return { name: 'custom', input, layers: config.network };
  }
  return NETWORKS[config.network](input, classes);
}

/** Sets the value at a dotted path, making the objects on the way. */
export function writePath(target: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.');
  let at = target;
  for (const part of parts.slice(0, -1)) {
    at[part] ??= {};
    at = at[part] as Record<string, unknown>;
  }
  at[parts.at(-1)!] = value;
}

function parseField(field: ConfigField, value: unknown): unknown {
  const refuse = (expected: string): never => {
    throw new ConfigError(`Expected ${field.path} to be ${expected}, got ${show(value)}.`);
  };
  switch (field.type) {
    case 'integer':
    case 'number': {
      const { min = -Infinity, max = Infinity, open } = field;
      const expected = `${field.type === 'integer' ? 'a whole number' : 'a number'}${rangeInWords(field)}`;
      if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(expected);
      if (field.type === 'integer' && !Number.isSafeInteger(value)) return refuse(expected);
      if (value < min || value > max) return refuse(expected);
      if ((open === 'min' && value === min) || (open === 'max' && value === max)) {
        return refuse(expected);
      }
      return value;
    }
    case 'boolean':
      return typeof value === 'boolean' ? value : refuse('true or false');
    case 'string':
      return typeof value === 'string' && value.trim() !== '' ? value : refuse('a text');
    case 'strings':
      if (!Array.isArray(value) || !value.every((item) => typeof item === 'string' && item)) {
        return refuse('a list of texts');
      }
      if (new Set(value).size !== value.length) return refuse('a list without repeats');
      return value;
    case 'choice': {
      const choices = field.choices ?? [];
      if (typeof value === 'string' && choices.includes(value)) return value;
      return refuse(`one of ${choices.join(', ')}${meant(value, choices)}`);
    }
    case 'network': {
      const names = Object.keys(NETWORKS);
      if (typeof value === 'string' && names.includes(value)) return value;
      if (Array.isArray(value) && value.length > 0 && value.every(isRecord)) return value;
      return refuse(`one of ${names.join(', ')}, or a list of layers${meant(value, names)}`);
    }
  }
}

function refuseUnknownKeys(value: Record<string, unknown>, prefix: string): void {
  const paths = RUN_CONFIG_FIELDS.map((field) => field.path);
  for (const [key, inner] of Object.entries(value)) {
    const path = prefix + key;
    if (paths.includes(path) || path === '$schema') continue;
    if (paths.some((known) => known.startsWith(`${path}.`))) {
      if (!isRecord(inner)) {
        throw new ConfigError(`Expected ${path} to be an object, got ${show(inner)}.`);
      }
      refuseUnknownKeys(inner, `${path}.`);
      continue;
    }
    const near = nearestWord(path, paths);
    throw new ConfigError(
      `Unknown key ${path} in the config.${near ? ` Did you mean ${near}?` : ''} Known keys: ${paths.join(', ')}.`,
    );
  }
}

function readPath(value: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), value);
}

function rangeInWords({ min, max, open }: ConfigField): string {
  if (min === undefined) return '';
  if (max === undefined) return open === 'min' ? ` above ${min}` : ` of ${min} and up`;
  return open === 'max' ? ` of ${min} and up, below ${max}` : ` between ${min} and ${max}`;
}

function meant(value: unknown, candidates: readonly string[]): string {
  const near = typeof value === 'string' ? nearestWord(value, candidates) : undefined;
  return near ? ` (did you mean ${near}?)` : '';
}

function toNumber(text: string): number | string {
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value));
}
