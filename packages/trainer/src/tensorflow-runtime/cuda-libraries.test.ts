import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkUnseenLibraries } from './cuda-libraries.js';

describe('linkUnseenLibraries()', () => {
  let deps: string;
  const library = (name: string) => join(deps, 'nvidia', name, 'lib');
  beforeEach(() => {
    deps = mkdtempSync(join(tmpdir(), 'peasy-cuda-'));
    for (const name of ['cuda_runtime', 'cusolver', 'curand', 'cuda_nvrtc', 'nvjitlink']) {
      mkdirSync(library(name), { recursive: true });
      writeFileSync(join(library(name), `lib${name}.so.1`), name);
      writeFileSync(join(library(name), '__init__.py'), '');
    }
  });
  afterEach(() => rmSync(deps, { recursive: true, force: true }));

  it('puts cuSOLVER and others where TensorFlow looks, once and again', async () => {
    await linkUnseenLibraries(deps);
    await linkUnseenLibraries(deps);
    expect(readFileSync(join(library('cuda_runtime'), 'libcusolver.so.1'), 'utf8')).toBe(
      'cusolver',
    );
    expect(readdirSync(library('cuda_runtime')).sort()).toEqual([
      '__init__.py',
      'libcuda_nvrtc.so.1',
      'libcuda_runtime.so.1',
      'libcurand.so.1',
      'libcusolver.so.1',
      'libnvjitlink.so.1',
    ]);
  });
});
