import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installWebgpu, uninstallWebgpu } from './install-webgpu.js';

describe('an install of WebGPU', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peasy-webgpu-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is taken away whole', async () => {
    const there = join(folder, 'webgpu', 'node_modules');
    mkdirSync(there, { recursive: true });
    writeFileSync(join(there, 'dawn.node'), Buffer.alloc(1000));
    expect(await uninstallWebgpu(join(folder, 'webgpu'))).toBe(1000);
    expect(existsSync(join(folder, 'webgpu'))).toBe(false);
    expect(await uninstallWebgpu(join(folder, 'webgpu'))).toBe(0);
  });

  it('goes into no folder with other things in it, and takes none away', async () => {
    writeFileSync(join(folder, 'thesis.tex'), 'years of work');
    const words =
      'to hold WebGPU only, it holds thesis.tex. Name a folder of its own by PEASY_WEBGPU.';
    await expect(installWebgpu(folder, () => {})).rejects.toThrow(words);
    await expect(uninstallWebgpu(folder)).rejects.toThrow(words);
    expect(existsSync(join(folder, 'thesis.tex'))).toBe(true);
  });
});
