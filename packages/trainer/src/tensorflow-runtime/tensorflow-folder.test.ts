import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tensorflowFolder } from './tensorflow-folder.js';

describe('tensorflowFolder()', () => {
  let root: string;
  let inner: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'peasy-tensorflow-'));
    inner = join(root, 'packages', 'one');
    mkdirSync(inner, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is in the workspace, not in one of its packages', () => {
    writeFileSync(join(root, 'package.json'), '{"workspaces":["packages/*"]}');
    writeFileSync(join(inner, 'package.json'), '{"name":"one"}');
    expect(tensorflowFolder(inner, {})).toBe(join(root, '.peasy', 'tensorflow'));
  });

  it('is beside what Peasy keeps already', () => {
    mkdirSync(join(inner, '.peasy'));
    expect(tensorflowFolder(inner, {})).toBe(join(inner, '.peasy', 'tensorflow'));
  });

  it('is where PEASY_TENSORFLOW says', () => {
    expect(tensorflowFolder(inner, { PEASY_TENSORFLOW: '../tf' })).toBe(
      join(root, 'packages', 'tf'),
    );
  });
});
