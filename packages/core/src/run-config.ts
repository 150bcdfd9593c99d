import type { Augmentation } from './augmentation.js';
import {
  ConfigError,
  type ConfigField,
  isRecord,
  meant,
  parseValue,
  refuse,
  show,
} from './config-field.js';
import type { EngineName, Loss } from './engine.js';
import type { LearningRateSchedule } from './learning-rate.js';
import { nearestWord } from './nearest.js';
import type { Layer, MapShape, Network } from './network.js';
import { describeNetwork } from './network-description.js';
import { NetworkError } from './network-error.js';
import { NETWORKS } from './networks/index.js';
import type { OptimizerOptions } from './optimizer.js';
import { parseLayers } from './parse-layers.js';
import { type Fit, RUN_CONFIG_FIELDS, type SnapshotSchedule } from './run-config-fields.js';
import type { SplitOptions } from './split.js';

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
  readonly optimizer: Required<OptimizerOptions>;
  readonly schedule: LearningRateSchedule;
  readonly loss: Loss;
  /** CompileOptions says what it does, and `ema`. */
  readonly labelSmoothing: number;
  readonly ema: number;
  readonly augmentation: Augmentation;
  readonly snapshots: {
    readonly schedule: SnapshotSchedule;
    /** Epochs between snapshots, with the schedule `every`. */
    readonly every: number;
  };
  readonly engine: 'auto' | EngineName;
  /** Train on when the loss is NaN. */
  readonly keepGoing: boolean;
}

/** Photos are decoded to RGB. */
const CHANNELS = 3;

/**
 * Checks a config, fills in defaults, and refuses what it does not know.
 * @throws ConfigError naming the key path, what was expected and what came; a network of its own
 * layers must fit together and the photos' size.
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
  requireTrainingShare(config.split);
  requireFittingSchedule(config);
  requireFittingLayers(config);
  return config;
}

/**
 * Reads one value as a flag gives it, a text, and checks it like a config file's value.
 * @throws ConfigError as parseRunConfig does.
 */
export function parseFlag(field: ConfigField, text: string): unknown {
  switch (field.type) {
    case 'integer':
    case 'number':
      return parseField(field, text.trim() === '' ? text : toNumber(text));
    case 'boolean':
      return parseField(field, text === 'true' ? true : text === 'false' ? false : text);
    case 'strings':
      return parseField(
        field,
        text.trim() === '' ? [] : text.split(',').map((part) => part.trim()),
      );
    default:
      return parseField(field, text);
  }
}

/**
 * The network of a config, built for the photos at hand.
 * @throws ConfigError for a name that is none, for layers that do not fit the photos, and for a
 * last layer with another number of outputs than there are classes.
 */
export function networkOf(config: RunConfig, input: MapShape, classes: number): Network {
  const network = buildNetwork(config.network, input, classes);
  const described = describeOrRefuse(network);
  if (described.classes !== classes) {
    throw new ConfigError(
      `Expected the last dense layer of the network to have ${classes} units, one a class, got ${described.classes}.`,
    );
  }
  return network;
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
  const { type, path } = field;
  if (type !== 'network') return parseValue({ ...field, type }, path, value);
  if (Array.isArray(value)) return parseLayers(value, path);
  const names = Object.keys(NETWORKS);
  if (typeof value === 'string' && names.includes(value)) return value;
  return refuse(
    path,
    `one of ${names.join(', ')}, or a list of layers${meant(value, names)}`,
    value,
  );
}

function buildNetwork(network: RunConfig['network'], input: MapShape, classes: number): Network {
  if (typeof network !== 'string') return { name: 'custom', input, layers: network };
  const names = Object.keys(NETWORKS);
  if (!names.includes(network)) {
    refuse('network', `one of ${names.join(', ')}${meant(network, names)}`, network);
  }
  return NETWORKS[network](input, classes);
}

function describeOrRefuse(network: Network) {
  try {
    return describeNetwork(network);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    throw new ConfigError(`The network of the config cannot be built: ${error.message}`, {
      cause: error,
    });
  }
}

/** Layers of one's own are known before the photos are: a mistake there need not wait for their decoding. */
function requireFittingLayers({ network, data }: RunConfig): void {
  if (typeof network === 'string') return;
  describeOrRefuse(buildNetwork(network, [data.size, data.size, CHANNELS], 0));
}

function requireTrainingShare({ kind, validation, test }: SplitOptions): void {
  if (kind !== 'holdout' || validation + test < 1) return;
  throw new ConfigError(
    `Expected split.validation + split.test below 1, so that photos are left to train on, got ${validation} + ${test}.`,
  );
}

function requireFittingSchedule({ schedule, epochs, optimizer }: RunConfig): void {
  const { kind, warmupEpochs } = schedule;
  if (kind === 'oneCycle' && warmupEpochs > 0) {
    throw new ConfigError(
      `Expected schedule.warmupEpochs to be 0 with schedule.kind oneCycle, which climbs by itself until schedule.peakAt, got ${warmupEpochs}.`,
    );
  }
  if (warmupEpochs > 0 && warmupEpochs >= epochs) {
    throw new ConfigError(
      `Expected schedule.warmupEpochs below epochs (${epochs}), got ${warmupEpochs}.`,
    );
  }
  if (optimizer.nesterov && !(optimizer.kind === 'sgd' && optimizer.momentum > 0)) {
    throw new ConfigError(
      `Expected optimizer.nesterov with optimizer.kind sgd and an optimizer.momentum above 0, got ${optimizer.kind} and ${optimizer.momentum}.`,
    );
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
    const near = nearestPath(path, paths);
    throw new ConfigError(
      `Unknown key ${path} in the config.${near ? ` Did you mean ${near}?` : ''} Known keys: ${paths.join(', ')}.`,
    );
  }
}

/** The path that was meant: a known key in the wrong place, or the nearest word. */
function nearestPath(path: string, paths: readonly string[]): string | undefined {
  const keyOf = (dotted: string) => dotted.slice(dotted.lastIndexOf('.') + 1);
  const near = paths.find((known) => keyOf(known) === keyOf(path)) ?? nearestWord(path, paths);
  if (near) return near;
  const nearKey = nearestWord(keyOf(path), paths.map(keyOf));
  return paths.find((known) => keyOf(known) === nearKey);
}

function readPath(value: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, part) => (isRecord(at) ? at[part] : undefined), value);
}

function toNumber(text: string): number | string {
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}
