import { describe, expect, it } from 'vitest';
import { VersionedCache } from './versioned-cache.js';

describe('VersionedCache', () => {
  it('loads once a version, and keeps the old value while it loads a newer one', async () => {
    let changes = 0;
    let loads = 0;
    const cache = new VersionedCache<string>(() => changes++);
    const get = (version: number) => cache.get('a', version, async () => `load ${++loads}`);
    expect(get(1)).toEqual({});
    get(1);
    await Promise.resolve().then(() => {});
    expect(get(1)).toEqual({ value: 'load 1' });
    expect(get(2)).toEqual({ value: 'load 1' });
    await Promise.resolve().then(() => {});
    expect(get(2)).toEqual({ value: 'load 2' });
    expect([loads, changes]).toEqual([2, 2]);
  });

  it('has one request under way, whatever is wanted meanwhile, and then catches up', async () => {
    const answers: ((value: string) => void)[] = [];
    const cache = new VersionedCache<string>(() => {});
    const get = (version: number) =>
      cache.get('a', version, () => new Promise((resolve) => answers.push(resolve)));
    get(1);
    get(2);
    get(3);
    expect(answers).toHaveLength(1);
    answers[0]('one');
    await new Promise((resolve) => setImmediate(resolve));
    expect(get(3)).toEqual({ value: 'one' });
    expect(answers).toHaveLength(2);
  });

  it('keeps the value beside a problem, and asks again when told to', async () => {
    let broken = false;
    const cache = new VersionedCache<string>(() => {});
    const get = (version: number) =>
      cache.get('a', version, async () => {
        if (broken) throw new Error('gone');
        return `v${version}`;
      });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    get(1);
    await settle();
    broken = true;
    get(2);
    await settle();
    expect(get(2)).toEqual({ value: 'v1', problem: new Error('gone') });
    broken = false;
    get(2);
    await settle();
    expect(get(2).problem).toBeDefined();
    cache.retry();
    get(2);
    await settle();
    expect(get(2)).toEqual({ value: 'v2' });
  });

  it('takes a value that came another way, unless it is older', () => {
    const cache = new VersionedCache<string>(() => {});
    cache.put('a', 2, 'two');
    cache.put('a', 1, 'one');
    expect(cache.get('a', 2, async () => 'loaded')).toEqual({ value: 'two' });
  });
});
