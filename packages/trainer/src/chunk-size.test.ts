import { describe, expect, it } from 'vitest';
import { ChunkSize } from './chunk-size.js';

/** The sizes after each of `chunks` chunks, where a step takes so long and reading back as well. */
function sizes(chunks: number, step: number, reading = 0, size = new ChunkSize()): number[] {
  return Array.from({ length: chunks }, () => {
    size.measure(size.steps, size.steps * step + reading);
    return size.steps;
  });
}

describe('ChunkSize', () => {
  it('begins with one step, and doubles up to a quarter of a second', () => {
    expect(new ChunkSize().steps).toBe(1);
    expect(sizes(7, 10)).toEqual([2, 4, 8, 16, 25, 25, 25]);
  });

  it('counts the reading back in', () => {
    const last = sizes(20, 10, 50).at(-1)!;
    expect(last * 10 + 50).toBeGreaterThan(230);
    expect(last * 10 + 50).toBeLessThanOrEqual(250);
  });

  it('stays at one step where that takes longer, and never asks for all too many', () => {
    expect(sizes(3, 4000)).toEqual([1, 1, 1]);
    expect(sizes(20, 0.001).at(-1)).toBe(256);
    expect(sizes(20, 0).at(-1)).toBe(256);
  });

  it('forgets a slow first step, and follows steps that get slower', () => {
    const size = new ChunkSize();
    size.measure(1, 3000);
    expect(size.steps).toBe(1);
    // 250 ms of 10 ms steps, but for what the first one still weighs.
    expect([24, 25]).toContain(sizes(20, 10, 0, size).at(-1));
    expect(sizes(10, 100, 0, size).at(-1)).toBe(2);
  });

  it('is hardly moved by a chunk that was shorter than asked for', () => {
    const size = new ChunkSize();
    sizes(20, 10, 20, size);
    const before = size.steps;
    size.measure(1, 30);
    expect(size.steps).toBeGreaterThan(0.8 * before);
  });
});
