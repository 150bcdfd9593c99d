import { afterEach, describe, expect, it } from 'vitest';
import type { Gpu } from './dawn.js';
import { withNavigatorGpu } from './with-navigator-gpu.js';

const gpu: Gpu = { requestAdapter: async () => null };
const found = () => (globalThis as { navigator?: { gpu?: unknown } }).navigator?.gpu;

describe('withNavigatorGpu()', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  afterEach(() => {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });

  it('puts a navigator in place where there is none, as on Node 20, and takes it away', () => {
    Reflect.deleteProperty(globalThis, 'navigator');
    expect(withNavigatorGpu(gpu, found)).toBe(gpu);
    expect('navigator' in globalThis).toBe(false);
  });

  it('leaves the navigator of newer Nodes, a getter, as it was', () => {
    class Navigator {}
    const navigator = new Navigator();
    Object.defineProperty(globalThis, 'navigator', { get: () => navigator, configurable: true });
    expect(withNavigatorGpu(gpu, found)).toBe(gpu);
    expect((globalThis as { navigator?: unknown }).navigator).toBe(navigator);
    expect('gpu' in navigator).toBe(false);
  });

  it('takes it away when the work fails', () => {
    const failing = () => {
      throw new Error('no shader');
    };
    expect(() => withNavigatorGpu(gpu, failing)).toThrow('no shader');
    expect(found()).toBeUndefined();
  });
});
