import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-field.js';
import { describeNetwork } from './network-description.js';
import { NetworkError } from './network-error.js';
import { NETWORKS } from './networks/index.js';
import { networkOf, parseFlag, parseRunConfig, writePath } from './run-config.js';
import { RUN_CONFIG_FIELDS } from './run-config-fields.js';

const configs = new URL('../../../configs/', import.meta.url);

const customLayers = [
  { kind: 'conv2d', name: 'conv', filters: 4, kernelSize: 3, padding: 'same' },
  { kind: 'activation', name: 'relu', activation: 'relu' },
  { kind: 'flatten', name: 'flat' },
  { kind: 'dense', name: 'out', units: 5 },
  { kind: 'activation', name: 'probabilities', activation: 'softmax' },
];

/** A config with one value set. */
function configWith(path: string, value: unknown): Record<string, unknown> {
  const config = {};
  writePath(config, path, value);
  return config;
}

function flag(path: string, text: string): unknown {
  return parseFlag(RUN_CONFIG_FIELDS.find((field) => field.path === path)!, text);
}

describe('parseRunConfig()', () => {
  it.each(readdirSync(configs))('takes configs/%s as it is: every value is in the file', (file) => {
    const written = JSON.parse(readFileSync(new URL(file, configs), 'utf8'));
    expect(parseRunConfig(written)).toEqual(written);
  });

  it('fills in a default for every value', () => {
    const config = parseRunConfig({});
    expect(config).toMatchObject({
      experiment: 'dogs-vs-cats',
      network: 'cnn',
      data: { size: 32, fit: 'squash', classes: [] },
      split: { kind: 'holdout', validation: 0.15, test: 0.15, seed: 12345 },
      optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0 },
      engine: 'auto',
    });
    expect(parseRunConfig(config)).toEqual(config);
  });

  it('keeps given values beside defaults', () => {
    const config = parseRunConfig({ $schema: 'x', epochs: 3, optimizer: { momentum: 0.5 } });
    expect(config.epochs).toBe(3);
    expect(config.optimizer).toMatchObject({ kind: 'sgd', learningRate: 0.01, momentum: 0.5 });
    expect(config).not.toHaveProperty('$schema');
  });

  it('takes an optimiser, a schedule and augmentation that fit together', () => {
    const config = parseRunConfig({
      optimizer: { kind: 'adamw', learningRate: 0.003, weightDecay: 0.05 },
      schedule: { kind: 'oneCycle' },
      augmentation: { flip: true },
    });
    expect(config.optimizer).toMatchObject({ kind: 'adamw', beta2: 0.999, clipNorm: 0 });
    expect(config.schedule).toMatchObject({ kind: 'oneCycle', peakAt: 0.3, endDivisor: 10000 });
    expect(config.augmentation).toMatchObject({ flip: true, shift: 0, minCrop: 1 });
  });

  it.each([
    [{ schedule: { kind: 'oneCycle', warmupEpochs: 1 } }, 'schedule.warmupEpochs to be 0 with'],
    [{ epochs: 3, schedule: { warmupEpochs: 3 } }, 'schedule.warmupEpochs below epochs (3), got 3'],
    [{ optimizer: { nesterov: true } }, 'optimizer.nesterov with optimizer.kind sgd'],
    [{ augmentation: { mixup: 2 } }, 'Expected augmentation.mixup to be a number between 0 and 1'],
    [{ ema: 1 }, 'Expected ema to be a number of 0 and up, below 1, got 1.'],
  ])('refuses %j', (config, message) => {
    expect(() => parseRunConfig(config)).toThrow(ConfigError);
    expect(() => parseRunConfig(config)).toThrow(message);
  });

  it.each<[string, unknown, string]>([
    ['epochs', 1.5, 'Expected epochs to be a whole number of 1 and up, got 1.5.'],
    ['epochs', '5', 'got "5"'],
    ['epochs', 0, 'got 0'],
    ['epochs', null, 'got null'],
    ['batchSize', 65537, 'Expected batchSize to be a whole number between 1 and 65536'],
    ['seed', 2 ** 32, 'Expected seed to be a whole number between 0 and 4294967295'],
    ['split.test', 1, 'Expected split.test to be a number of 0 and up, below 1, got 1.'],
    ['optimizer.learningRate', 0, 'learningRate to be a number above 0, got 0.'],
    ['optimizer.learningRate', Number.NaN, 'got NaN'],
    [
      'optimizer.kind',
      'adm',
      'Expected optimizer.kind to be one of sgd, adam, adamw (did you mean adam?)',
    ],
    ['data.fit', 'sqash', 'one of squash, crop (did you mean squash?), got "sqash"'],
    ['data.classes', 'dog', 'Expected data.classes to be a list of texts, got "dog".'],
    ['data.classes', ['dog', 3], 'a list of texts'],
    ['data.classes', ['dog', 'dog'], 'a list without repeats'],
    ['keepGoing', 'yes', 'Expected keepGoing to be true or false, got "yes".'],
    ['experiment', ' ', 'Expected experiment to be a text'],
    ['network', 'cn', 'one of cnn, dense, or a list of layers (did you mean cnn?), got "cn"'],
    ['network', 'constructor', 'one of cnn, dense'],
    ['network', {}, 'one of cnn, dense, or a list of layers, got {}'],
    ['network', [{ ...customLayers[0], filters: 0 }], 'Expected network[0].filters'],
    ['split', 'post', 'Expected split to be an object, got "post".'],
  ])('refuses %s = %j', (path, value, message) => {
    expect(() => parseRunConfig(configWith(path, value))).toThrow(ConfigError);
    expect(() => parseRunConfig(configWith(path, value))).toThrow(message);
  });

  it.each([
    ['epoch', 'epochs'],
    ['batchsize', 'batchSize'],
    ['learningRate', 'optimizer.learningRate'],
    ['momentun', 'optimizer.momentum'],
    ['optimizer.epochs', 'epochs'],
    ['split.validaton', 'split.validation'],
  ])('takes the unknown key %s for %s', (path, meant) => {
    expect(() => parseRunConfig(configWith(path, 1))).toThrow(
      `Unknown key ${path} in the config. Did you mean ${meant}? Known keys: experiment, network,`,
    );
  });

  it('does not guess at a key that is near to none', () => {
    expect(() => parseRunConfig({ thermostat: 1 })).toThrow(
      'Unknown key thermostat in the config. Known keys:',
    );
  });

  it.each([undefined, null, 'cnn', [], 3])('refuses %j, which is no object', (input) => {
    expect(() => parseRunConfig(input)).toThrow('Expected the config to be an object, got');
  });

  it('refuses a holdout that leaves nothing to train on, and lets the post be', () => {
    const split = { validation: 0.5, test: 0.5 };
    expect(() => parseRunConfig({ split })).toThrow('got 0.5 + 0.5');
    expect(parseRunConfig({ split: { ...split, kind: 'post' } }).split.kind).toBe('post');
  });

  it('takes layers of its own, and refuses those that do not fit before a photo is read', () => {
    expect(parseRunConfig({ network: customLayers }).network).toEqual(customLayers);
    const unflattened = customLayers.filter((layer) => layer.kind !== 'flatten');
    expect(() => parseRunConfig({ network: unflattened })).toThrow(
      'cannot be built: Layer "out" (dense): expected a flat input',
    );
    const pool = { kind: 'maxPool2d', name: 'pool', poolSize: 9 };
    const pooled = { network: [pool, ...customLayers], data: { size: 8 } };
    expect(() => parseRunConfig(pooled)).toThrow('at least 9x9, got 8x8');
  });
});

describe('networkOf()', () => {
  it('builds a named network for the photos', () => {
    const network = networkOf(parseRunConfig({ network: 'dense' }), [48, 48, 3], 5);
    expect(network).toEqual(NETWORKS.dense([48, 48, 3], 5));
  });

  it('builds layers of its own', () => {
    const network = networkOf(parseRunConfig({ network: customLayers }), [16, 16, 3], 5);
    expect(network.name).toBe('custom');
    expect(describeNetwork(network).parameters).toBe(3 * 3 * 3 * 4 + 4 + 16 * 16 * 4 * 5 + 5);
  });

  it('refuses layers with another number of outputs than classes', () => {
    const config = parseRunConfig({ network: customLayers });
    expect(() => networkOf(config, [16, 16, 3], 2)).toThrow('to have 2 units, one a class, got 5');
  });

  it('keeps the cause when layers do not fit', () => {
    const config = { ...parseRunConfig({}), network: 'cnn' };
    try {
      networkOf(config, [2, 2, 3], 2);
      expect.unreachable('a 2x2 photo is too small for two poolings');
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).cause).toBeInstanceOf(NetworkError);
    }
  });

  it('refuses a name that is none', () => {
    const config = { ...parseRunConfig({}), network: 'toString' };
    expect(() => networkOf(config, [32, 32, 3], 2)).toThrow(ConfigError);
  });
});

describe('parseFlag()', () => {
  it.each<[string, string, unknown]>([
    ['epochs', '5', 5],
    ['optimizer.learningRate', '.02', 0.02],
    ['optimizer.learningRate', '1e-3', 0.001],
    ['keepGoing', 'true', true],
    ['keepGoing', 'false', false],
    ['data.classes', 'dog, cat', ['dog', 'cat']],
    ['data.classes', '', []],
    ['experiment', '42', '42'],
    ['network', 'dense', 'dense'],
    ['engine', 'kernels', 'kernels'],
  ])('reads --%s "%s"', (path, text, value) => {
    expect(flag(path, text)).toEqual(value);
  });

  it.each([
    ['epochs', 'five', 'Expected epochs to be a whole number of 1 and up, got "five".'],
    ['epochs', '', 'got ""'],
    ['epochs', '1e999', 'got Infinity'],
    ['keepGoing', '1', 'true or false, got "1"'],
    ['data.classes', 'dog,dog', 'without repeats'],
    ['data.classes', 'dog,,cat', 'a list of texts'],
    ['engine', 'gpu', 'one of auto, kernels, tensorflow, webgpu'],
  ])('refuses --%s "%s"', (path, text, message) => {
    expect(() => flag(path, text)).toThrow(message);
  });

  it('reads back the default of every field but lists', () => {
    for (const field of RUN_CONFIG_FIELDS.filter(({ type }) => type !== 'strings')) {
      expect(parseFlag(field, String(field.fallback))).toBe(field.fallback);
    }
  });
});
