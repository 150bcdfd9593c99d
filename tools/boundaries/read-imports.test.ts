import { describe, expect, it } from 'vitest';
import { readImports } from './read-imports.js';

describe('readImports()', () => {
  it.each([
    ["import { a } from 'x';", false],
    ["import a from 'x';", false],
    ["import * as a from 'x';", false],
    ["import 'x';", false],
    ["import type { A } from 'x';", true],
    ["import type A from 'x';", true],
    // verbatimModuleSyntax leaves `import {} from 'x'` of it, which still loads the module.
    ["import { type A } from 'x';", false],
    ["export { a } from 'x';", false],
    ["export * from 'x';", false],
    ["export type { A } from 'x';", true],
    ["type A = import('x').A;", true],
    ["const a = await import('x');", false],
    ["const a = require('x');", false],
    ["import a = require('x');", false],
    ['const a = await import(`x`);', false],
  ])('finds %s', (text, typeOnly) => {
    expect(readImports('file.ts', text)).toEqual([{ specifier: 'x', typeOnly, line: 1 }]);
  });

  it('says the line', () => {
    const text = "// first\nimport a from 'a';\n\nfunction f() {\n  return import('b');\n}\n";
    expect(readImports('file.ts', text).map(({ line }) => line)).toEqual([2, 5]);
  });

  it('finds no import in a comment or a text', () => {
    const text = `// import a from 'a';\nconst b = "import c from 'c'";\nconst d = load('d');`;
    expect(readImports('file.ts', text)).toEqual([]);
  });
});
