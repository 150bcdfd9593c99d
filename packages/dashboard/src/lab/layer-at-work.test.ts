import type { Conv2dLayer, Network, Tensor } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import type { NetworkCalls } from '../inside/network-calls.js';
import { LayerAtWork, type LayerRequest } from './layer-at-work.js';

const conv = (name: string): Conv2dLayer => ({
  ...{ kind: 'conv2d', name, filters: 1, kernelSize: 1, padding: 'same' },
});
const network: Network = { name: 'two', input: [1, 1, 1], layers: [conv('A'), conv('B')] };
const tensor = (...values: number[]): Tensor => ({
  shape: [1, 1, 1],
  values: Float32Array.from(values),
});

/** A thread that answers when it is told to. */
function slowThread() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const calls = {
    maps: ({ snapshot }, { pixels }, layers) =>
      new Promise((resolve, reject) => {
        asked.push(`${snapshot} ${pixels[0]} ${layers.join('+')}`);
        answers.push(() => {
          if (snapshot === 'gone') reject(new Error('No snapshot has this id.'));
          const shape = [1, 1, 1, 1];
          const maps = new Map(
            layers.map((name) => [name, { shape, values: Float32Array.of(pixels[0]) }]),
          );
          resolve({ maps, milliseconds: 1 });
        });
      }),
    weights: async () =>
      new Map([
        ['A/kernel', tensor(1)],
        ['B/kernel', tensor(2)],
      ]),
  } satisfies Pick<NetworkCalls, 'maps' | 'weights'>;
  const answer = async () => {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { calls: calls as unknown as NetworkCalls, asked, answer };
}

const request = (layer: string, byte: number, snapshot = 's'): LayerRequest => ({
  of: { network, snapshot },
  layer: conv(layer),
  photo: { key: `photo ${byte}`, pixels: Uint8Array.of(byte) },
});

describe('LayerAtWork', () => {
  it('gives a first layer the photo, and a later one the map before it', async () => {
    const { calls, asked, answer } = slowThread();
    const layers = new LayerAtWork(calls);
    expect(layers.get(request('A', 51)).checked).toBeUndefined();
    await answer();
    expect(layers.get(request('A', 51)).checked?.input).toEqual({
      ...{ shape: [1, 1, 1], values: Float32Array.of(51 / 255) },
    });
    layers.get(request('B', 51));
    await answer();
    const { checked, isCurrent } = layers.get(request('B', 51));
    expect(isCurrent).toBe(true);
    expect(checked?.input.values).toEqual(Float32Array.of(51));
    expect(checked?.kernel.values).toEqual(Float32Array.of(2));
    expect(asked).toEqual(['s 51 A', 's 51 A+B']);
  });

  it('computes what was asked for last, and never passes an old answer off as the new one', async () => {
    const { calls, asked, answer } = slowThread();
    const layers = new LayerAtWork(calls);
    for (const byte of [1, 2, 3]) layers.get(request('A', byte));
    await answer();
    expect(layers.get(request('A', 3))).toMatchObject({ isCurrent: false });
    await answer();
    expect(asked).toEqual(['s 1 A', 's 3 A']);
    expect(layers.get(request('A', 3)).checked?.output.values).toEqual(Float32Array.of(3));
  });

  it('says why there is none, and goes on', async () => {
    const { calls, answer } = slowThread();
    const layers = new LayerAtWork(calls);
    layers.get(request('A', 1, 'gone'));
    await answer();
    expect(layers.get(request('A', 1, 'gone')).problem).toBe('No snapshot has this id.');
    layers.get(request('A', 1));
    await answer();
    expect(layers.get(request('A', 1)).checked).toBeDefined();
  });
});
