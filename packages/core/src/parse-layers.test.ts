import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-field.js';
import { NETWORKS } from './networks/index.js';
import { parseLayers } from './parse-layers.js';

const conv = { kind: 'conv2d', name: 'conv', filters: 4, kernelSize: 3, padding: 'same' };

describe('parseLayers()', () => {
  it.each(Object.keys(NETWORKS))('reads the layers of %s back from JSON unchanged', (name) => {
    const { layers } = NETWORKS[name]([32, 32, 3], 2);
    expect(parseLayers(JSON.parse(JSON.stringify(layers)))).toEqual(layers);
  });

  it('keeps an initializer that is given, and adds none', () => {
    const layers = parseLayers([conv, { ...conv, initializer: 'heUniform' }]);
    expect(layers).toEqual([conv, { ...conv, initializer: 'heUniform' }]);
    expect('initializer' in layers[0]).toBe(false);
  });

  it.each<[string, unknown, string]>([
    ['no list', { kind: 'flatten' }, 'Expected network to be a list of layers, got {"kind"'],
    ['an empty list', [], 'Expected network to be a list of layers, got [].'],
    ['a layer that is no object', [conv, 'relu'], 'Expected network[1] to be a layer, an object'],
    ['a layer without a kind', [{ name: 'x' }], 'Expected network[0].kind to be one of conv2d'],
    ['a kind that is none', [{ ...conv, kind: 'conv' }], '(did you mean conv2d?), got "conv"'],
    ['a layer without a name', [{ kind: 'flatten' }], 'network[0].name to be a text, got nothing'],
    [
      'filters that are no number',
      [conv, conv, conv, { ...conv, filters: '32' }],
      'Expected network[3].filters to be a whole number of 1 and up, got "32".',
    ],
    ['half a filter', [{ ...conv, filters: 0.5 }], 'network[0].filters to be a whole number'],
    [
      'a missing padding',
      [{ ...conv, padding: undefined }],
      'network[0].padding to be one of same, valid, got nothing',
    ],
    [
      'a rate of 1',
      [{ kind: 'dropout', name: 'd', rate: 1 }],
      'network[0].rate to be a number of 0',
    ],
    [
      'an initializer that is none',
      [{ ...conv, initializer: 'heUnifrom' }],
      '(did you mean heUniform?)',
    ],
    [
      'an unknown key',
      [{ ...conv, filter: 3 }],
      'Unknown key network[0].filter in the config. Did you mean filters? Known keys there: kind, name, filters, kernelSize, padding, strides, useBias, initializer.',
    ],
    [
      'a key of another kind of layer',
      [{ kind: 'flatten', name: 'f', units: 3 }],
      'Unknown key network[0].units in the config.',
    ],
  ])('refuses %s, naming the key path', (_, input, message) => {
    expect(() => parseLayers(input)).toThrow(ConfigError);
    expect(() => parseLayers(input)).toThrow(message);
  });
});
