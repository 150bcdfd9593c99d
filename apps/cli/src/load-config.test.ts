import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConfigError, configFromParams, configToParams, parseRunConfig } from '@peasy/core';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addConfigFlags } from './config-flags.js';
import { configNames, loadConfig } from './load-config.js';
import type { Workspace } from './workspace.js';

function workspace(files: Record<string, string>): Workspace {
  const root = mkdtempSync(path.join(tmpdir(), 'peasy-config-'));
  mkdirSync(path.join(root, 'configs'));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, name), text);
  return { cwd: root, root };
}

function flags(...argv: string[]): ReadonlyMap<string, unknown> {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  const given = addConfigFlags(command);
  command.parse(argv, { from: 'user' });
  return given;
}

describe('loadConfig()', () => {
  const place = workspace({
    'configs/cnn.json': '{ "network": "cnn", "epochs": 30 }',
    'own.json': '{ "network": "dense", "optimizer": { "momentum": 0.5 } }',
    'broken.json': '{ "epochs": }',
    'typo.json': '{ "epoch": 3 }',
    'list.json': '[1]',
  });

  it('finds a config by its name and by its path', () => {
    expect(loadConfig(place, 'cnn', new Map())).toMatchObject({
      name: 'cnn',
      config: { network: 'cnn', epochs: 30 },
    });
    expect(loadConfig(place, './own.json', new Map())).toMatchObject({
      name: 'own',
      config: { network: 'dense', optimizer: { momentum: 0.5 } },
    });
    // Those of the clone come with it, wherever it is called from.
    expect(configNames(place)).toEqual(expect.arrayContaining(['cnn', 'cnn-modern']));
    const elsewhere = { cwd: tmpdir(), root: tmpdir() };
    expect(loadConfig(elsewhere, 'dense', new Map())).toMatchObject({ name: 'dense' });
  });

  it('lays flags over the file', () => {
    const given = flags('--epochs', '5', '--optimizer.learningRate', '.02', '--batch-size', '64');
    const { config } = loadConfig(place, 'own.json', given);
    expect(config).toMatchObject({
      epochs: 5,
      batchSize: 64,
      optimizer: { kind: 'sgd', learningRate: 0.02, momentum: 0.5 },
    });
  });

  it.each([
    ['dens', 'Did you mean cnn?|one of cnn'],
    ['broken.json', 'to be JSON'],
    ['typo.json', 'Did you mean epochs?'],
    ['list.json', 'to hold a JSON object'],
  ])('refuses %s in words', (name, words) => {
    const load = () => loadConfig(place, name, new Map());
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(new RegExp(words.replaceAll('?', '\\?')));
  });
});

describe('addConfigFlags()', () => {
  it('takes both spellings, and a boolean without a value', () => {
    expect(flags('--batchSize', '32', '--keep-going', '--data.classes', 'dog, cat')).toEqual(
      new Map<string, unknown>([
        ['batchSize', 32],
        ['keepGoing', true],
        ['data.classes', ['dog', 'cat']],
      ]),
    );
  });

  it('refuses a value that is none, naming the flag and what came', () => {
    expect(() => flags('--epochs', 'many')).toThrow(/epochs.*whole number.*"many"/);
    expect(() => flags('--split.kind', 'holdut')).toThrow(/did you mean holdout/i);
  });

  it('refuses a flag that is none', () => {
    expect(() => flags('--epoch', '3')).toThrow(/unknown option '--epoch'/);
  });
});

describe('configFromParams()', () => {
  it('gives back the config that configToParams() wrote, from texts', () => {
    const layers = [
      { kind: 'flatten', name: 'Flatten' },
      { kind: 'dense', name: 'Out', units: 3 },
      { kind: 'activation', name: 'Probabilities', activation: 'softmax' },
    ] as const;
    for (const input of [
      {},
      { network: layers, data: { classes: ['dog', 'cat'] }, keepGoing: true },
      { optimizer: { learningRate: 0.1 + 0.2 }, seed: 4294967295 },
    ]) {
      const config = parseRunConfig(input);
      const texts = Object.fromEntries(
        Object.entries(configToParams(config)).map(([key, value]) => [key, String(value)]),
      );
      expect(configFromParams(texts)).toEqual(config);
    }
  });
});
