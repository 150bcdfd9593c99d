import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { parseSamples, type Sample } from './sample.js';

const WATCHER = join(import.meta.dirname, 'report-resources.mjs');

/** Runs a program under the watcher. */
async function watched(code: string): Promise<readonly Sample[]> {
  const folder = await mkdtemp(join(tmpdir(), 'peasy-watch-'));
  try {
    const file = join(folder, 'samples');
    await promisify(execFile)(process.execPath, ['--import', WATCHER, '-e', code], {
      env: { ...process.env, PEASY_BENCH_SAMPLES: file, PEASY_BENCH_SAMPLE_SECONDS: '0.05' },
    });
    return parseSamples(await readFile(file, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it('the watcher sees buffers, objects, files and timers that a program keeps, and no garbage', async () => {
  const samples = await watched(`
    const { openSync } = require('node:fs');
    const kept = [];
    let turns = 0;
    const turn = setInterval(() => {
      Buffer.alloc(3e6, 1);
      kept.push(Buffer.alloc(1e6, 1), Array.from({ length: 1e4 }, (_, i) => ({ i })));
      kept.push(openSync(process.execPath), setTimeout(() => {}, 1e6));
      if (++turns === 20) process.exit();
    }, 50);
  `);
  expect(samples.length).toBeGreaterThan(5);
  const [first, last] = [samples[0], samples.at(-1)!];
  // What was kept between the two looks; each turn keeps one file.
  const isTold = first.descriptors !== null && last.descriptors !== null;
  const turns = isTold ? last.descriptors! - first.descriptors! : last.handles - first.handles;
  expect(turns).toBeGreaterThan(3);
  expect(last.handles - first.handles).toBe(turns);
  // One megabyte a turn is kept; of the three that are not, V8 may be about to give back the last.
  const megabytes = (last.arrayBufferBytes - first.arrayBufferBytes) / 1e6;
  expect(Math.abs(megabytes - turns)).toBeLessThan(3.5);
  expect(last.heapBytes - first.heapBytes).toBeGreaterThan(turns * 1e4 * 16);
  expect(last.residentBytes).toBeGreaterThan(last.heapBytes);
  expect(last.time).toBeGreaterThan(first.time);
  if (last.ownBytes !== null && first.ownBytes !== null) {
    expect(last.ownBytes).toBeLessThan(last.residentBytes);
    expect(last.ownBytes - first.ownBytes).toBeGreaterThan(turns * 0.8e6);
  }
  expect(last.threads ?? 1).toBeGreaterThan(0);
});
