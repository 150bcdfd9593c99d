import { readFileSync } from 'node:fs';

/** A file of values that tools/reference wrote, from PyTorch. */
export function readReference<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`reference/${name}.json`, import.meta.url), 'utf8'));
}

/** The largest difference between two lists of numbers, relative where they are above 1; NaN if their lengths differ or a value is none. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.NaN;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    // Written so that a NaN stays.
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
