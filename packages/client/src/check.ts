import type { MetricPoint } from '@peasy/core';
import { TrackingError } from './tracking-error.js';

const MAX_LENGTH = 250;

/** Checks a name or key as the record does: a text of 1 to 250 characters on one line. @throws TrackingError */
export function checkWord(what: string, word: unknown): string {
  const isGood =
    typeof word === 'string' &&
    word.trim() !== '' &&
    word.length <= MAX_LENGTH &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    !/[\u0000-\u001f\u007f]/.test(word);
  if (isGood) return word;
  const came = JSON.stringify(word)?.slice(0, 60) ?? String(word);
  throw new TrackingError(
    'invalid',
    `Expected ${what} to be a text of 1 to ${MAX_LENGTH} characters on one line, got ${came}.`,
  );
}

/** Checks that a number is a whole one, from 0 up. @throws TrackingError */
export function checkCount(what: string, value: number): void {
  if (Number.isSafeInteger(value) && value >= 0) return;
  throw new TrackingError(
    'invalid',
    `Expected ${what} to be a whole number from 0 up, got ${value}.`,
  );
}

/** Checks that a number is finite, and one that the record can hold. @throws TrackingError */
export function checkFinite(what: string, value: number): void {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
  throw new TrackingError(
    'invalid',
    `Expected ${what} to be a finite number up to ${Number.MAX_SAFE_INTEGER}, got ${value}.`,
  );
}

/** Checks all of a point but its key. @throws TrackingError */
export function checkPoint({ key, step, epoch, time, value }: MetricPoint): void {
  checkCount(`the step of metric ${key}`, step);
  checkFinite(`the epoch of metric ${key}`, epoch);
  checkFinite(`the time of metric ${key}`, time);
  if (typeof value === 'number') return;
  throw new TrackingError(
    'invalid',
    `Expected the value of metric ${key} to be a number, got ${String(value)}.`,
  );
}

/** Checks the path of an artifact: relative, "/" between its parts, staying inside. @throws TrackingError */
export function checkArtifactPath(path: string): void {
  const isGood =
    path.length <= 1000 &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    !/[\\:\u0000-\u001f]/.test(path) &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (isGood) return;
  throw new TrackingError(
    'invalid',
    `Expected the path of an artifact to be relative, with "/" between its parts, got ${JSON.stringify(path)}.`,
  );
}
