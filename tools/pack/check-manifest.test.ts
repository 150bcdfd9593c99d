import { describe, expect, it } from 'vitest';
import { checkManifest } from './check-manifest.js';
import type { PublishedManifest } from './published-manifest.js';

const FILES = ['dist/index.js', 'dist/index.d.ts', 'src/index.ts'];
const OWN = new Map([['@peasy/core', '1.0.0']]);
const ENTRY = {
  '@peasy/source': './src/index.ts',
  types: './dist/index.d.ts',
  default: './dist/index.js',
};
const GOOD: PublishedManifest = {
  ...{ name: '@peasy/data', version: '1.0.0', description: 'x', license: 'MIT' },
  engines: { node: '>=20' },
  publishConfig: { access: 'public', provenance: true },
  exports: { '.': ENTRY },
  dependencies: { '@peasy/core': '1.0.0', sharp: '^0.35.5' },
};

describe('checkManifest()', () => {
  it('lets a package through that works elsewhere', () => {
    expect(checkManifest(GOOD, FILES, OWN)).toEqual([]);
  });

  it.each<[string, Partial<PublishedManifest>, RegExp]>([
    ['a workspace range', { dependencies: { a: 'workspace:*' } }, /nowhere else/],
    ['a path', { dependencies: { a: 'file:../a' } }, /nowhere else/],
    ['a sibling of another version', { dependencies: { '@peasy/core': '0.9.0' } }, /as 1\.0\.0/],
    ['a private sibling', { dependencies: { '@peasy/e2e': '1.0.0' } }, /private/],
    ['an export that is not there', { exports: { '.': { ...ENTRY, default: './a.js' } } }, /a\.js/],
    ['an export without types', { exports: { '.': { default: './dist/index.js' } } }, /no types/],
    ['a program that is not there', { bin: { peasy: './bin/peasy.js' } }, /bin\/peasy\.js/],
    ['no provenance', { publishConfig: { access: 'public' } }, /provenance/],
  ])('finds %s', (_, change, words) => {
    const problems = checkManifest({ ...GOOD, ...change }, FILES, OWN);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(words);
  });
});
