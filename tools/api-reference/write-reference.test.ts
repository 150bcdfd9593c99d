import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { entryPoints } from './entry-points.js';
import { writeReference } from './write-reference.js';

it('the API reference has a page an export, and no public export is without a docstring', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'peasy-reference-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // What is missing is printed by typedoc, a line each.
  expect(await writeReference(folder)).toBe(0);
  for (const { specifier } of entryPoints()) {
    expect(readFileSync(join(folder, `${specifier}.md`), 'utf8')).toContain(`# ${specifier}`);
  }
}, 180_000);
