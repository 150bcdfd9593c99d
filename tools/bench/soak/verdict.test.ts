import { describe, expect, it } from 'vitest';
import type { Sample } from './sample.js';
import { parseSamples } from './sample.js';
import { anyGrows, soakRows } from './verdict.js';

const FLAT: Sample = {
  time: 0,
  residentBytes: 300e6,
  ownBytes: 200e6,
  heapBytes: 20e6,
  externalBytes: 5e6,
  arrayBufferBytes: 60e6,
  descriptors: 25,
  handles: 4,
  threads: 12,
};
const run = {
  device: 'cpu',
  status: 'interrupted',
  trainPhotos: 1000,
  validationPhotos: 200,
  epochs: Array.from({ length: 60 }, (_, i) => ({
    epoch: i + 1,
    loss: 1,
    seconds: 5,
    at: 5000 * i,
  })),
};
const samples = (at: (index: number) => Partial<Sample>): Sample[] =>
  Array.from({ length: 60 }, (_, i) => ({ ...FLAT, time: 5000 * i, ...at(i) }));

describe('soakRows()', () => {
  it('finds nothing that grows in a program that holds what it held, and tells its speed', () => {
    const rows = soakRows(
      samples(() => ({})),
      run,
    );
    expect(rows.map(({ what }) => what)).toEqual([
      'resident memory, lowest',
      'memory of its own, lowest',
      'JavaScript heap',
      'external memory',
      'array buffers',
      'open files',
      'active handles',
      'threads',
      'trained photos/s',
    ]);
    expect(rows[0].trend.thirds).toEqual([300, 300, 300]);
    expect(rows.at(-1)?.trend.thirds).toEqual([200, 200, 200]);
    expect(anyGrows(rows)).toBe(false);
  });

  it.each<[string, (index: number) => Partial<Sample>]>([
    ['memory of its own, lowest', (i) => ({ ownBytes: 200e6 + i * 3e5 })],
    ['resident memory, lowest', (i) => ({ ownBytes: null, residentBytes: 300e6 + i * 3e5 })],
    ['JavaScript heap', (i) => ({ heapBytes: 20e6 + i * 3e4 })],
    ['array buffers', (i) => ({ arrayBufferBytes: 60e6 + i * 3e4 })],
    ['open files', (i) => ({ descriptors: 25 + Math.floor(i / 10) })],
    ['active handles', (i) => ({ handles: 4 + Math.floor(i / 10) })],
    ['threads', (i) => ({ threads: 12 + Math.floor(i / 10) })],
  ])('finds a leak of %s, and nothing else', (what, at) => {
    const rows = soakRows(samples(at), run);
    expect(rows.filter(({ trend }) => trend.grows).map((row) => row.what)).toEqual([what]);
    expect(anyGrows(rows)).toBe(true);
  });

  it('leaves out what the system does not tell', () => {
    const rows = soakRows(
      samples(() => ({ descriptors: null, threads: null, ownBytes: null })),
      run,
    );
    const left = rows.map(({ what }) => what);
    expect(left).not.toContain('threads');
    expect(left).not.toContain('memory of its own, lowest');
  });

  it('lets pages of files come and go', () => {
    const rows = soakRows(
      samples((i) => ({ residentBytes: 250e6 + i * 1e6 })),
      run,
    );
    expect(rows[0]).toMatchObject({ what: 'resident memory, lowest', allowed: undefined });
    expect(rows[0].trend.perHour).toBeGreaterThan(100);
    expect(anyGrows(rows)).toBe(false);
  });
});

describe('parseSamples()', () => {
  it('leaves out a line that was cut short', () => {
    const line = JSON.stringify(FLAT);
    expect(parseSamples(`${line}\n${line}\n${line.slice(0, 20)}`)).toEqual([FLAT, FLAT]);
    expect(parseSamples('')).toEqual([]);
  });
});
