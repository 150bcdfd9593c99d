import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { webgpuFolder } from './webgpu-folder.js';

describe('webgpuFolder()', () => {
  it('is in the workspace, or where PEASY_WEBGPU says', () => {
    const workspace = resolve(import.meta.dirname, '../../../..');
    expect(webgpuFolder(import.meta.dirname, {})).toBe(resolve(workspace, '.peasy/webgpu'));
    expect(webgpuFolder(workspace, { PEASY_WEBGPU: '../elsewhere' })).toBe(
      resolve(workspace, '../elsewhere'),
    );
  });
});
