import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { patchBinding, REPLACEMENTS } from './patch-binding.js';

const FILES = [...new Set(REPLACEMENTS.map(({ file }) => file))];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'peasy-patch-'));
  for (const file of FILES) {
    const texts = REPLACEMENTS.filter((one) => one.file === file).map(({ from }) => from);
    writeFileSync(join(folder, file), texts.join('\n// between\n'));
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const texts = () => FILES.map((file) => readFileSync(join(folder, file), 'utf8'));

describe('patchBinding()', () => {
  it('makes every replacement, and none a second time', async () => {
    await patchBinding(folder);
    const once = texts();
    for (const { to } of REPLACEMENTS) expect(once.join('')).toContain(to);
    await patchBinding(folder);
    expect(texts()).toEqual(once);
  });

  it('refuses a source that is not the one it knows', async () => {
    writeFileSync(join(folder, FILES[0]), 'something else');
    await expect(patchBinding(folder)).rejects.toThrow(/once in .*, found it 0 times/);
  });
});
