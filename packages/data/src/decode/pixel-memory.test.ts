import { afterEach, describe, expect, it, vi } from 'vitest';
import { pixelMemory } from './pixel-memory.js';

describe('pixelMemory', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is memory that threads can share', () => {
    const pixels = pixelMemory(12);
    expect(pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect([...pixels]).toEqual(new Array(12).fill(0));
  });

  it('is plain memory where threads have none to share', () => {
    vi.stubGlobal('SharedArrayBuffer', undefined);
    const pixels = pixelMemory(12);
    expect(pixels.buffer).toBeInstanceOf(ArrayBuffer);
    expect(pixels.length).toBe(12);
  });
});
