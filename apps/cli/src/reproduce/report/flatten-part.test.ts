import { expect, it } from 'vitest';
import { READINGS, readBack } from './flatten-part.js';

/** Twelve numbers in the order in which a 2 x 2 picture is flattened. */
const FLAT = Array.from({ length: 12 }, (_, i) => i);

it('only the right reading gives back the picture, and each wrong one uses every number once', () => {
  const read = READINGS.map((reading) => [...readBack(FLAT, 2, reading).bytes]);
  expect(read[0]).toEqual(FLAT);
  expect(new Set(read.map(String)).size).toBe(READINGS.length);
  for (const bytes of read) expect([...bytes].sort((a, b) => a - b)).toEqual(FLAT);
});

it('the wrong readings are those that are said', () => {
  const [, planes, columns, reversed] = READINGS.map((one) => [...readBack(FLAT, 2, one).bytes]);
  // The red, green and blue of the top left pixel.
  expect(planes.slice(0, 3)).toEqual([0, 4, 8]);
  // Of the top right pixel: what was bottom left.
  expect(columns.slice(3, 6)).toEqual([6, 7, 8]);
  expect(reversed.slice(0, 3)).toEqual([2, 1, 0]);
});
