import { NETWORKS } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import type { NetworkCalls } from './network-calls.js';
import { NetworkMaps } from './network-maps.js';

const network = NETWORKS.dense([8, 8, 3], 2);
const photo = { key: 'photo', pixels: new Uint8Array(192) };
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Calls that note what was asked for, and answer maps of a single zero. */
function notedCalls() {
  const asked: string[] = [];
  const maps: NetworkCalls['maps'] = async ({ snapshot }, { count, pixels }, layers) => {
    asked.push(snapshot);
    const values = Float32Array.from({ length: count }, (_, i) => pixels[i * 192]);
    const tensor = { shape: [count, 1], values };
    return { maps: new Map(layers.map((layer) => [layer, tensor])), milliseconds: 0 };
  };
  return { asked, calls: { maps } as NetworkCalls };
}

describe('NetworkMaps', () => {
  it('computes what is asked for again meanwhile only once', async () => {
    const { asked, calls } = notedCalls();
    const maps = new NetworkMaps(calls);
    for (let i = 0; i < 3; i++) maps.get('here', { network, snapshot: 'a' }, photo);
    await settled();
    expect(asked).toEqual(['a']);
    expect(maps.get('here', { network, snapshot: 'a' }, photo).maps?.size).toBe(9);
    expect(maps.computed).toBe(1);
  });

  it('computes photos of one network in one pass, and gives each its own', async () => {
    const { asked, calls } = notedCalls();
    const maps = new NetworkMaps(calls);
    const other = { key: 'other', pixels: new Uint8Array(192).fill(7) };
    const of = { network, snapshot: 'a' };
    const both = () => [maps.get('here', of, photo), maps.get('there', of, other)];
    both();
    await settled();
    expect(asked).toEqual(['a']);
    expect(both().map((one) => one.maps?.get('Flatten')?.values[0])).toEqual([0, 7]);
    expect(maps.computed).toBe(2);
  });

  it('leaves out what a slider went over', async () => {
    const { asked, calls } = notedCalls();
    const maps = new NetworkMaps(calls);
    for (const snapshot of ['a', 'b', 'c', 'd']) maps.get('here', { network, snapshot }, photo);
    await settled();
    expect(asked).toEqual(['a', 'd']);
  });
});
