import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ARROWS } from './arrows.js';
import { findViolations } from './find-violations.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'peasy-boundaries-'));
  write('package.json', { name: 'workspace', devDependencies: { vitest: '1' } });
  addPackage('packages/core');
  addPackage('packages/kernels', { dependencies: { '@peasy/core': '1' } });
  addPackage('packages/data', { dependencies: { '@peasy/core': '1', sharp: '1' } });
  addPackage('packages/tracker', { dependencies: { '@peasy/core': '1' } }, ['./api']);
  addPackage('packages/client', { dependencies: { '@peasy/core': '1' } }, ['./node']);
  addPackage('packages/trainer', {
    dependencies: { '@peasy/core': '1', '@peasy/data': '1' },
    devDependencies: { '@peasy/kernels': '1', yazl: '1' },
    peerDependencies: { peer: '1' },
    optionalDependencies: { '@scope/optional': '1' },
  });
  addPackage('packages/dashboard', {
    devDependencies: { '@peasy/core': '1', '@peasy/tracker': '1', lit: '1' },
  });
  addPackage('apps/cli', { dependencies: { '@peasy/core': '1', '@peasy/trainer': '1' } });
  addPackage('apps/e2e', { private: true, devDependencies: { '@peasy/cli': '1', play: '1' } });
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function addPackage(folder: string, manifest: object = {}, entries: readonly string[] = []): void {
  const exported = Object.fromEntries(['.', ...entries].map((entry) => [entry, './dist/x.js']));
  const name = `@peasy/${folder.split('/')[1]}`;
  write(`${folder}/package.json`, { name, exports: exported, ...manifest });
}

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  writeFileSync(join(root, path), text);
}

/** Reasons that a file with this text is refused for. */
function reasonsFor(path: string, text: string): string[] {
  write(path, text);
  return findViolations(root).map(({ reason }) => reason);
}

describe('findViolations() allows', () => {
  it.each([
    ['packages/kernels/src/a.ts', "import { a } from '@peasy/core';"],
    ['packages/client/src/node/a.ts', "import fs from 'node:fs'; import { b } from '../b.js';"],
    ['packages/trainer/src/a.ts', "import { a } from '@peasy/data'; import fs from 'node:fs';"],
    ['packages/trainer/src/a.ts', "import p from 'peer'; import o from '@scope/optional/deep';"],
    ['packages/trainer/src/a.test.ts', "import { it } from 'vitest'; import y from 'yazl';"],
    ['packages/trainer/src/a.test.ts', "import { engine } from '@peasy/kernels';"],
    ['packages/trainer/src/testing/a.ts', "import y from 'yazl';"],
    ['packages/trainer/a.config.ts', "import { shared } from '../../tools/shared.js';"],
    ['packages/core/src/deep/a.ts', "import { b } from '../b.js';"],
    ['packages/core/src/a.test.ts', "import fs from 'node:fs'; import { it } from 'vitest';"],
    ['packages/dashboard/src/a.ts', "import type { A } from '@peasy/tracker/api';"],
    ['packages/dashboard/src/a.ts', "import { html } from 'lit';"],
    ['apps/e2e/tests/a.e2e.ts', "import p from 'play'; import { main } from '@peasy/cli';"],
    ['packages/core/dist/a.js', "import x from 'anything';"],
    ['packages/kernels/assembly/a.ts', "import x from 'anything';"],
  ])('%s: %s', (path, text) => {
    expect(reasonsFor(path, text)).toEqual([]);
  });
});

describe('findViolations() refuses', () => {
  it.each([
    ['an arrow that is not listed', 'packages/tracker/src/a.ts', "import '@peasy/trainer';"],
    ['an arrow back', 'packages/data/src/a.ts', "export * from '@peasy/trainer';"],
    ['an arrow by type', 'packages/data/src/a.ts', "import type { T } from '@peasy/tracker';"],
    ['a dynamic import', 'packages/trainer/src/a.ts', "await import('@peasy/tracker');"],
    ['a package importing itself', 'packages/data/src/a.ts', "import '@peasy/data';"],
    ['an engine in shipped files', 'packages/trainer/src/a.ts', "import '@peasy/kernels';"],
    ['an arrow in a test', 'packages/data/src/a.test.ts', "import '@peasy/trainer';"],
    ['an arrow of a JavaScript file', 'apps/cli/bin/a.js', "import '@peasy/e2e';"],
  ])('%s', (_, path, text) => {
    expect(reasonsFor(path, text)).toEqual([expect.stringContaining('no arrow leads from')]);
  });

  it('a package without arrows of its own', () => {
    addPackage('packages/new', { dependencies: { '@peasy/core': '1' } });
    expect(reasonsFor('packages/new/src/a.ts', "import '@peasy/core';")).toEqual([
      '@peasy/new has no arrows: list it in tools/boundaries/arrows.ts',
    ]);
  });

  it('an import that is in no package.json', () => {
    expect(reasonsFor('packages/data/src/a.ts', "import e from 'express';")).toEqual([
      'express is not in the package.json of @peasy/data',
    ]);
  });

  it("an import that is only in another package's package.json", () => {
    expect(reasonsFor('packages/tracker/src/a.test.ts', "import s from 'sharp';")).toEqual([
      'sharp is not in the package.json of @peasy/tracker',
    ]);
  });

  it('a workspace package that is allowed but not declared', () => {
    expect(reasonsFor('apps/cli/src/a.ts', "import '@peasy/kernels';")).toEqual([
      '@peasy/kernels is not in the package.json of @peasy/cli',
    ]);
  });

  it('a devDependency in a file that ships', () => {
    expect(reasonsFor('packages/trainer/src/a.ts', "import y from 'yazl';")).toEqual([
      'yazl is only a devDependency of @peasy/trainer, and this file ships',
    ]);
  });

  it("the root's tools in a file that ships", () => {
    expect(reasonsFor('packages/trainer/src/a.ts', "import 'vitest';")).toEqual([
      'vitest is not in the package.json of @peasy/trainer',
    ]);
  });

  it.each(["import fs from 'node:fs';", "import fs from 'fs';", "import s from 'sharp';"])(
    'core importing anything: %s',
    (text) => {
      expect(reasonsFor('packages/core/src/a.ts', text)).toEqual(['@peasy/core imports nothing']);
    },
  );

  it('what the page gets importing what is for Node only', () => {
    expect(reasonsFor('packages/client/src/a.ts', "import { a } from './node/a.js';")).toEqual([
      '@peasy/client runs in the page too, and src/node/ does not',
    ]);
  });

  it.each(['kernels', 'dashboard', 'client'])('%s importing Node', (name) => {
    expect(reasonsFor(`packages/${name}/src/a.ts`, "import 'node:worker_threads';")).toEqual([
      `@peasy/${name} runs in the page too, which has no Node`,
    ]);
  });

  it.each([
    "import { A } from '@peasy/tracker/api';",
    "import { type A } from '@peasy/tracker/api';",
    "import '@peasy/tracker/api';",
  ])('dashboard importing the tracker by more than its types: %s', (text) => {
    expect(reasonsFor('packages/dashboard/src/a.ts', text)).toEqual([
      '@peasy/dashboard may import @peasy/tracker/api by `import type` only',
    ]);
  });

  it('dashboard importing types of the tracker itself', () => {
    const text = "import type { Store } from '@peasy/tracker';";
    expect(reasonsFor('packages/dashboard/src/a.ts', text)).toEqual([
      'no arrow leads from @peasy/dashboard to @peasy/tracker',
    ]);
  });

  it("an import of another package's files by name", () => {
    expect(reasonsFor('packages/data/src/a.ts', "import '@peasy/core/src/split.js';")).toEqual([
      '@peasy/core has no entry "./src/split.js": import what its package.json exports',
    ]);
  });

  it("an import of another package's files by path", () => {
    expect(reasonsFor('packages/data/src/a.ts', "import '../../core/src/split.js';")).toEqual([
      'a relative import leaves its package: import the other package by its name',
    ]);
  });

  it('and says where', () => {
    write('packages/data/src/deep/a.ts', "\nimport x from 'x';\n");
    expect(findViolations(root)).toEqual([
      {
        file: 'packages/data/src/deep/a.ts',
        line: 2,
        specifier: 'x',
        reason: 'x is not in the package.json of @peasy/data',
      },
    ]);
  });
});

describe('ARROWS', () => {
  it('have no cycle', () => {
    const walk = (name: string, path: readonly string[]): void => {
      expect(path, `${[...path, name].join(' -> ')} is a cycle`).not.toContain(name);
      for (const next of ARROWS[name].any) walk(next, [...path, name]);
    };
    for (const name of Object.keys(ARROWS)) walk(name, []);
  });
});
