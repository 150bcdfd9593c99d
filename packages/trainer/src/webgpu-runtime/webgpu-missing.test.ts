import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useSoftwareAdapter } from '../../test-programs/software-adapter.js';
import { vulkanMissing } from './vulkan-missing.js';
import { DAWN, TFJS_BACKEND, TFJS_GRADIENTS } from './webgpu-packages.js';

useSoftwareAdapter();
// Looked for before the packages are loaded.
const noVulkan = vulkanMissing();
const note = noVulkan ? ` [skipped: ${noVulkan}]` : '';

describe('webgpuMissing()', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peasy-webgpu-'));
    vi.resetModules();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    vi.unstubAllEnvs();
  });

  async function missingIn(place: string): Promise<string | undefined> {
    vi.stubEnv('PEASY_WEBGPU', place);
    const { webgpuMissing } = await import('./webgpu-missing.js');
    return webgpuMissing('gpu');
  }

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  function writePackages(): void {
    for (const name of [DAWN, TFJS_BACKEND, TFJS_GRADIENTS]) {
      write(`node_modules/${name}/index.js`, 'throw new Error("libdawn.so: no such file")');
    }
  }

  it('says how to install what is not there', async () => {
    expect(await missingIn(join(folder, 'none'))).toBe(
      'WebGPU is not installed. Install it: npx peasy install webgpu',
    );
  });

  it.skipIf(noVulkan)(`says why what is there does not load${note}`, async () => {
    writePackages();
    expect(await missingIn(folder)).toContain(
      'does not load: libdawn.so: no such file. Install it',
    );
  });

  it('does not load what was changed since it was installed: it would end the program', async () => {
    writePackages();
    const library = `node_modules/${DAWN}/dist/dawn.node`;
    write(library, 'cut off');
    write('installed.json', JSON.stringify({ files: { [library]: 10_000 } }));
    expect(await missingIn(folder)).toContain('dawn.node has 7 bytes, installed were 10000');
  });
});
