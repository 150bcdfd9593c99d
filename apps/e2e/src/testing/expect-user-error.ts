import { expect } from 'vitest';
import type { Finished } from '../peasy.js';

/** A user's mistake: that exit code, those words, and no stack trace. */
export function expectUserError({ code, stderr }: Finished, expected: number, words: RegExp): void {
  expect(stderr).toMatch(words);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(code).toBe(expected);
}
