import { StoreError } from './store-error.js';

const MAX_LENGTH = 250;

/**
 * Checks a name or key that is stored and shown: a text of 1 to 250 characters on one line.
 * @throws StoreError naming what it is for.
 */
export function checkWord(what: string, word: unknown): string {
  const problem =
    typeof word !== 'string'
      ? `got ${JSON.stringify(word) ?? String(word)}`
      : word.trim() === ''
        ? 'got an empty one'
        : word.length > MAX_LENGTH
          ? `got ${word.length}: "${word.slice(0, 40)}..."`
          : // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
            /[\u0000-\u001f\u007f]/.test(word)
            ? `got ${JSON.stringify(word)}, with a control character`
            : undefined;
  if (problem) {
    throw new StoreError(
      'invalid',
      `Expected ${what} to be a text of 1 to ${MAX_LENGTH} characters on one line, ${problem}.`,
    );
  }
  return word as string;
}

/** Checks that a number is a whole one, from 0 up. @throws StoreError naming what it is for. */
export function checkCount(what: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new StoreError(
      'invalid',
      `Expected ${what} to be a whole number from 0 up, got ${value}.`,
    );
  }
  return value;
}

/** Of an epoch or a time: what is above fits no whole number of SQLite's. */
export const HIGHEST = Number.MAX_SAFE_INTEGER;

/** Checks that a number is finite, and not above HIGHEST either way. @throws StoreError naming what it is for. */
export function checkFinite(what: string, value: number): number {
  if (!(Math.abs(value) <= HIGHEST)) {
    throw new StoreError(
      'invalid',
      `Expected ${what} to be a finite number up to ${HIGHEST}, got ${value}.`,
    );
  }
  return value;
}
