import { type Conv2dLayer, candidateMap, convolve2d, correlate2d, windowPlaces } from '@peasy/core';
import { describe, expect, it } from 'vitest';
import {
  grownOutput,
  placeOver,
  reachedInputs,
  type Slide,
  slideFits,
  slideOutput,
  slideWindow,
} from './slide.js';

let seed = 3;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return (seed >>> 8) / 2 ** 24 - 0.5;
};
const matrix = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, random));
const slideOf = (changes: Partial<Slide>): Slide => ({
  inputs: [matrix(7, 6)],
  kernels: [matrix(3, 3)],
  ...{ bias: 0, flips: false, padding: 'same', boundary: 'fill', stride: 1, placement: 'scipy' },
  ...changes,
});

describe('slideOutput()', () => {
  it.each([2, 3, 5])(
    'is what SciPy has, at every so many places, with %i values a side',
    (size) => {
      const [input, kernel] = [matrix(7, 6), matrix(size, size)];
      for (const flips of [false, true]) {
        for (const padding of ['same', 'valid'] as const) {
          for (const boundary of ['fill', 'wrap', 'symm'] as const) {
            for (const stride of [1, 2, 3]) {
              const whole = (flips ? convolve2d : correlate2d)(input, kernel, padding, boundary);
              const expected = whole
                .filter((_, y) => y % stride === 0)
                .map((row) => row.filter((_, x) => x % stride === 0));
              const change = {
                inputs: [input],
                kernels: [kernel],
                flips,
                padding,
                boundary,
                stride,
              };
              const output = slideOutput(slideOf(change));
              expect(output.length).toBe(expected.length);
              output.forEach((row, y) => {
                expect(row.length).toBe(expected[y].length);
                row.forEach((value, x) => {
                  expect(value).toBeCloseTo(expected[y][x], 12);
                });
              });
            }
          }
        }
      }
    },
  );

  it.each([
    [3, 1],
    [3, 2],
    [2, 2],
    [5, 2],
  ] as const)(
    'is a layer of several channels, bias and all, where windows lie as its do: %i, stride %i',
    (kernelSize, strides) => {
      const layer: Conv2dLayer = {
        ...{ kind: 'conv2d', name: 'Conv', filters: 1, padding: 'same' },
        ...{ kernelSize, strides },
      };
      const tensor = (shape: readonly number[]) => ({
        shape,
        values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, random),
      });
      const input = tensor([7, 6, 2]);
      const kernel = tensor([kernelSize, kernelSize, 2, 1]);
      const at = (of: typeof input, channel: number) =>
        Array.from({ length: of.shape[0] }, (_, y) =>
          Array.from(
            { length: of.shape[1] },
            (__, x) => of.values[(y * of.shape[1] + x) * 2 + channel],
          ),
        );
      const shape = [windowPlaces(7, layer).count, windowPlaces(6, layer).count, 1];
      const bias = tensor([1]);
      const expected = candidateMap(
        { layer, input, output: tensor(shape), kernel, bias },
        0,
        'correlate2d',
      );
      const slide = slideOf({
        inputs: [at(input, 0), at(input, 1)],
        kernels: [at(kernel, 0), at(kernel, 1)],
        ...{ bias: bias.values[0], stride: strides, placement: 'layer' },
      });
      const output = slideOutput(slide);
      expect(output.map((row) => row.length)).toEqual(expected.map((row) => row.length));
      output.flat().forEach((value, i) => {
        expect(value).toBeCloseTo(expected.flat()[i], 12);
      });
    },
  );
});

describe('slideWindow()', () => {
  it('sums its products to the output, at every place, whatever slides', () => {
    let compared = 0;
    for (const size of [2, 3, 5]) {
      for (const flips of [false, true]) {
        for (const padding of ['same', 'valid'] as const) {
          for (const boundary of ['fill', 'wrap', 'symm'] as const) {
            for (const stride of [1, 2]) {
              for (const placement of ['scipy', 'layer'] as const) {
                const slide = slideOf({
                  inputs: [matrix(7, 6), matrix(7, 6)],
                  kernels: [matrix(size, size), matrix(size, size)],
                  ...{ bias: 0.25, flips, padding, boundary, stride, placement },
                });
                slideOutput(slide).forEach((row, y) => {
                  row.forEach((value, x) => {
                    expect(slideWindow(slide, y, x).sum).toBeCloseTo(value, 12);
                    compared++;
                  });
                });
              }
            }
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(1500);
  });

  it('says what lies outside, and shows the kernel as it is multiplied', () => {
    const slide = slideOf({
      inputs: [
        [
          [1, 2],
          [3, 4],
        ],
      ],
      kernels: [
        [
          [1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
      ],
      flips: true,
    });
    const { outside, channels, sum, top, left } = slideWindow(slide, 0, 0);
    expect([top, left]).toEqual([-1, -1]);
    expect(outside.map(Number)).toEqual([1, 1, 1, 1, 0, 0, 1, 0, 0]);
    expect(channels[0].kernel).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(channels[0].inputs).toEqual([0, 0, 0, 0, 1, 2, 0, 3, 4]);
    expect(sum).toBe(5 + 8 + 6 + 4);
  });
});

describe('reachedInputs()', () => {
  it('has every window, whole', () => {
    for (const boundary of ['fill', 'wrap', 'symm'] as const) {
      for (const padding of ['same', 'valid'] as const) {
        for (const stride of [1, 2]) {
          for (const placement of ['scipy', 'layer'] as const) {
            const slide = slideOf({ boundary, padding, stride, placement });
            const reached = reachedInputs(slide);
            slideOutput(slide).forEach((row, y) => {
              row.forEach((_, x) => {
                const { top, left, channels } = slideWindow(slide, y, x);
                const rows = reached.inputs[0].slice(top + reached.top).slice(0, 3);
                const from = left + reached.left;
                expect(rows.flatMap((one) => one.slice(from, from + 3))).toEqual(
                  channels[0].inputs,
                );
              });
            });
          }
        }
      }
    }
    expect(reachedInputs(slideOf({})).inputs[0][0]).toEqual(Array(8).fill(0));
    expect(reachedInputs(slideOf({ padding: 'valid' })).inputs[0]).toHaveLength(7);
  });
});

describe('placeOver()', () => {
  it('puts the middle of the window where it is asked for, as near as there are places', () => {
    for (const changes of [{}, { padding: 'valid' }, { stride: 2 }, { flips: true }] as const) {
      const slide = slideOf({ inputs: [matrix(9, 9)], ...changes });
      const [y, x] = placeOver(slide, 4, 5);
      const { top, left } = slideWindow(slide, y, x);
      expect(Math.abs(top + 1 - 4)).toBeLessThan(slide.stride);
      expect(Math.abs(left + 1 - 5)).toBeLessThan(slide.stride);
    }
    expect(placeOver(slideOf({ padding: 'valid' }), 0, 0)).toEqual([0, 0]);
    expect(placeOver(slideOf({ padding: 'valid' }), 6, 5)).toEqual([4, 3]);
  });
});

describe('slideFits()', () => {
  it('is false only where a kernel would have to lie inside what is smaller', () => {
    const small = { inputs: [matrix(4, 4)], kernels: [matrix(5, 5)] };
    expect(slideFits(slideOf({ ...small, padding: 'valid' }))).toBe(false);
    expect(slideFits(slideOf({ ...small, padding: 'same' }))).toBe(true);
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
