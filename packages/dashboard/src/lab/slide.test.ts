import { describe, expect, it } from 'vitest';
import { grownOutput, type Slide, slideOutput, slideWindow } from './slide.js';

let seed = 3;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return (seed >>> 8) / 2 ** 24 - 0.5;
};
const matrix = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, random));

describe('slideWindow()', () => {
  it.each([3, 5])(
    'sums to the output that SciPy has, at every place, with %i values a side',
    (size) => {
      const input = matrix(7, 6);
      const kernel = matrix(size, size);
      let compared = 0;
      for (const flips of [false, true]) {
        for (const padding of ['same', 'valid'] as const) {
          for (const boundary of ['fill', 'wrap', 'symm'] as const) {
            for (const stride of [1, 2]) {
              const slide: Slide = { input, kernel, flips, padding, boundary, stride };
              const output = slideOutput(slide);
              output.forEach((row, y) => {
                row.forEach((value, x) => {
                  expect(slideWindow(slide, y, x).sum).toBeCloseTo(value, 12);
                  compared++;
                });
              });
            }
          }
        }
      }
      expect(compared).toBeGreaterThan(300);
    },
  );

  it('says what lies outside, and shows the kernel as it is multiplied', () => {
    const slide: Slide = {
      input: [
        [1, 2],
        [3, 4],
      ],
      kernel: [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
      flips: true,
      padding: 'same',
      boundary: 'fill',
      stride: 1,
    };
    const { outside, kernel, inputs, sum } = slideWindow(slide, 0, 0);
    expect(outside.map(Number)).toEqual([1, 1, 1, 1, 0, 0, 1, 0, 0]);
    expect(kernel).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(inputs).toEqual([0, 0, 0, 0, 1, 2, 0, 3, 4]);
    expect(sum).toBe(5 + 8 + 6 + 4);
  });
});

describe('grownOutput()', () => {
  it('is the output up to a place', () => {
    expect(
      grownOutput(
        [
          [1, 2],
          [3, 4],
        ],
        2,
      ),
    ).toEqual([
      [1, 2],
      [3, Number.NaN],
    ]);
  });
});
