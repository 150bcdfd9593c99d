import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from './program.js';

/** What a command loads when it runs, not before: a second of a start, all of them together. */
const HEAVY = ['data', 'formats', 'kernels', 'report', 'tracker', 'trainer', 'client'].map(
  (name) => `@peasy/${name}`,
);
const IMPORT = /^(?:import|export)\s+(?!type\b)(?:[^;'"]*?\sfrom\s+)?'([^']+)'/gm;

/** Packages that a file loads as soon as it is loaded, by itself or by files of this package. */
function packagesOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  const found = new Set<string>();
  for (const [, name] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    if (!name.startsWith('.')) found.add(name);
    else {
      const next = resolve(dirname(file), name.replace(/\.js$/, '.ts'));
      for (const inner of packagesOf(next, seen)) found.add(inner);
    }
  }
  return found;
}

describe('createProgram()', () => {
  it('has loaded no package that only some commands need', () => {
    const loaded = packagesOf(resolve(import.meta.dirname, 'main.ts'));
    expect(loaded).toContain('commander');
    expect(loaded).toContain('@peasy/tracker/choices');
    expect(HEAVY.filter((name) => loaded.has(name))).toEqual([]);
  });

  it('says of every command what it is for', () => {
    for (const command of createProgram().commands) {
      expect(command.description(), command.name()).not.toBe('');
    }
  });
});
