import { NETWORKS, type Tensor } from '@peasy/core';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FormatError } from './format-error.js';
import { readNetwork } from './read-network.js';
import { type LegacyLayer, legacyFile } from './testing/legacy-file.js';
import { sampleWeights } from './testing/sample-networks.js';
import { writeNetwork } from './write-network.js';

const network = NETWORKS.cnn([16, 16, 3], 2);
const written = async (format: 'keras' | 'safetensors') =>
  (await writeNetwork(format, { network, weights: sampleWeights(network), classes: [] }))[0].bytes;
const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const zeros = (shape: readonly number[]): Tensor => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)),
});

function dense(config: object, weights: LegacyLayer['weights']): LegacyLayer[] {
  return [
    { className: 'Flatten', config: { name: 'f', batch_input_shape: [null, 4, 4, 3] } },
    {
      className: 'Dense',
      config: { name: 'd', activation: 'softmax', units: 2, ...config },
      weights,
    },
  ];
}

async function refusal(bytes: Uint8Array | Promise<Uint8Array>): Promise<string> {
  try {
    await readNetwork(await bytes);
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  return 'it was read';
}

describe('readNetwork() refuses', () => {
  it.each(['keras', 'safetensors'] as const)('%s that is cut off anywhere', async (format) => {
    const bytes = await written(format);
    for (let part = 0; part < 16; part++) {
      const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 16));
      expect(await refusal(cut), `${part}/16`).toMatch(/Expected|damaged/);
    }
  });

  it('HDF5 that is cut off, without a word on the terminal', async () => {
    const weights = [
      ['k', zeros([48, 2])],
      ['b', zeros([2])],
    ] as const;
    const bytes = await legacyFile(dense({}, weights), { keras_version: '2.1.0' });
    expect(await refusal(bytes)).toBe('it was read');
    for (const part of [0.1, 0.5, 0.9, 0.99]) {
      expect(await refusal(bytes.subarray(0, bytes.length * part))).toMatch(
        /damaged or cut off: truncated/,
      );
    }
  });

  it('or reads, but never breaks on, files with bytes exchanged', async () => {
    // Not HDF5: bytes exchanged in it can lead its library in circles (readNetworkApart).
    let state = 12345;
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    const zip = await written('keras');
    const config = zip.subarray(0, 4000);
    for (const bytes of [await written('safetensors'), config]) {
      for (let turn = 0; turn < 100; turn++) {
        const damaged = bytes.slice();
        for (let i = 0; i < 8; i++) damaged[8 + random(bytes.length - 8)] = random(256);
        await refusal(damaged);
      }
    }
  });

  it('layers that are not here, all by name', async () => {
    const layers = [
      { className: 'LSTM', config: { name: 'memory' } },
      { className: 'Lambda', config: { name: 'anything' } },
    ];
    const message = await refusal(legacyFile(layers, { keras_version: '2.3.0' }));
    expect(message).toContain('LSTM "memory", Lambda "anything"');
  });

  it.each([
    [{ activation: 'sigmoid' }, /activation of layer "d" \(Dense\).*sigmoid/],
    [{ activation: 'relu' }, /softmax/],
    [{ units: 'two' }, /units of layer "d" \(Dense\) to be a number, got "two"/],
    [{ units: 1e15 }, /unpack/],
    [{ units: 3 }, /shape \[48, 3\], got \[48, 2\]/],
    [{ units: -1 }, /whole number/],
    [{ use_bias: false }, /1 arrays of weights \(kernel\).*got 2/],
  ])('a dense layer of %j', async (config, message) => {
    const weights = [
      ['k', zeros([48, 2])],
      ['b', zeros([2])],
    ] as const;
    expect(await refusal(legacyFile(dense(config, weights), { keras_version: '2.1.0' }))).toMatch(
      message,
    );
  });

  it('layers that branch, are shared, or are no list', async () => {
    const file = (layers: unknown, className = 'Functional') =>
      zipSync({
        'config.json': text({ class_name: className, config: { layers } }),
        'model.weights.h5': new Uint8Array(8),
      });
    const layer = (name: string, inputs: readonly string[], class_name = 'Dropout') => ({
      ...{ class_name, name, config: { name, rate: 0 } },
      inbound_nodes: inputs.length > 0 ? [inputs.map((input) => [input, 0, 0, {}])] : [],
    });
    const input = layer('i', [], 'InputLayer');
    expect(await refusal(file([input, layer('a', ['i']), layer('b', ['i'])]))).toMatch(
      /layer before it, "a", got "i"/,
    );
    expect(await refusal(file([{ ...layer('a', ['i']), inbound_nodes: [[], []] }]))).toMatch(
      /shared/,
    );
    expect(await refusal(file('none'))).toMatch(/layers of config.* to be a list/);
    expect(await refusal(file([], 'MyModel'))).toMatch(/Sequential.*MyModel/);
  });

  it('a zip that unpacks to far more than it is', async () => {
    const bomb = zipSync({ 'config.json': text({}), 'model.weights.h5': new Uint8Array(2 ** 26) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal(bomb)).toMatch(/at most 64 times/);
  });

  it('HDF5 that unpacks to far more than it is', async () => {
    const units = 50_000;
    const weights = [
      ['k', zeros([48, units])],
      ['b', zeros([units])],
    ] as const;
    const bomb = await legacyFile(dense({ units }, weights), { keras_version: '2.1.0' });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusal(bomb)).toMatch(/the weights to unpack to at most 64 times/);
  });

  it('a zip that is no network, and JSON that is none', async () => {
    expect(await refusal(zipSync({ 'photo.jpg': new Uint8Array(9) }))).toMatch(/config.json/);
    const broken = { 'config.json': new Uint8Array([0x7b]), 'model.weights.h5': new Uint8Array(8) };
    expect(await refusal(zipSync(broken))).toMatch(/config.json to be JSON/);
  });

  it('weights alone, and files of other kinds', async () => {
    const header = text({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } });
    const alone = new Uint8Array(8 + header.length + 4);
    new DataView(alone.buffer).setBigUint64(0, BigInt(header.length), true);
    alone.set(header, 8);
    expect(await refusal(alone)).toMatch(/weights alone/);
    expect(await refusal(new Uint8Array(0))).toMatch(/begins like none/);
    expect(await refusal(new TextEncoder().encode('PyTorch'))).toMatch(/begins like none/);
  });
});
