import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { brokenFile } from '../native-installs/installed-sizes.js';
import { bindingFile, packageFolder } from './build-binding.js';
import { nativeFiles, readStamp } from './installed-files.js';

describe('an install', () => {
  let folder: string;
  let library: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'peasy-files-'));
    library = join(packageFolder(folder), 'deps/lib/libtensorflow_cc.so.2');
    for (const file of [library, bindingFile(folder)]) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, 'native');
    }
    writeFileSync(join(packageFolder(folder), 'index.js'), '');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    vi.unstubAllEnvs();
  });

  it('is whole while its native files have their bytes, and broken when one was cut off', async () => {
    const files = await nativeFiles(folder);
    expect(brokenFile(folder, files)).toBeUndefined();
    truncateSync(library, 3);
    expect(brokenFile(folder, files)).toMatch(/libtensorflow_cc\.so\.2 has 3 bytes, .* 6$/);
    rmSync(library);
    expect(brokenFile(folder, files)).toMatch(/libtensorflow_cc\.so\.2 has 0 bytes/);
  });

  it('that is broken is said to be so, and not loaded: it would end the program', async () => {
    writeFileSync(
      join(folder, 'installed.json'),
      JSON.stringify({ files: await nativeFiles(folder) }),
    );
    truncateSync(library, 3);
    vi.stubEnv('PEASY_TENSORFLOW', folder);
    vi.resetModules();
    const { tensorflowMissing } = await import('./load-tensorflow.js');
    expect(await tensorflowMissing()).toContain('libtensorflow_cc.so.2 has 3 bytes');
  });

  it('that was broken off has no stamp', () => {
    expect(readStamp(folder)).toBeUndefined();
    writeFileSync(join(folder, 'installed.json'), '{"tensorf');
    expect(readStamp(folder)).toBeUndefined();
  });
});
