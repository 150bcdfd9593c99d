import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkSourceMaps } from './check-source-maps.js';

const CODE = 'export {};\n//# sourceMappingURL=index.js.map\n';
const mapTo = (source: string, content?: string) =>
  JSON.stringify({ sources: [source], sourcesContent: content ? [content] : undefined });

function problemsOf(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'peasy-maps-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return checkSourceMaps(folder, Object.keys(files));
}

it('a source map leads to a source in the package, or has it within', () => {
  const source = { 'src/index.ts': '', 'dist/index.js': CODE };
  expect(problemsOf({ ...source, 'dist/index.js.map': mapTo('../src/index.ts') })).toEqual([]);
  const within = mapTo('../../elsewhere.ts', 'export {};');
  expect(problemsOf({ 'dist/index.js': CODE, 'dist/index.js.map': within })).toEqual([]);
});

it.each([
  ['no map', { 'dist/index.js': CODE }, /no source map/],
  [
    'a map that nothing names',
    { 'dist/index.js': 'export {};', 'dist/index.js.map': mapTo('a.ts', 'x') },
    /does not name/,
  ],
  [
    'a source outside of the package',
    { 'dist/index.js': CODE, 'dist/index.js.map': mapTo('../../src/index.ts') },
    /not in the package/,
  ],
])('finds %s', (_, files, words) => {
  expect(problemsOf(files as unknown as Readonly<Record<string, string>>).join()).toMatch(words);
});
