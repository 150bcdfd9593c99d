import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CONVOLUTION_BOUNDARIES,
  CONVOLUTION_MODES,
  type ConvolutionBoundary,
  type ConvolutionMode,
  convolve2d,
  correlate2d,
} from './convolution.js';
import { RandomStream } from './random.js';

const golden = new URL('../../../../shared/golden/scipy-conv2d.json', import.meta.url);
const operations = { convolve2d, correlate2d };

interface ScipyCase {
  readonly op: keyof typeof operations;
  readonly mode: ConvolutionMode;
  readonly boundary: ConvolutionBoundary;
  readonly a: number[][];
  readonly k: number[][];
  readonly out: number[][];
}

function randomMatrix(rows: number, columns: number, seed: number): number[][] {
  const random = new RandomStream(seed);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => random.uniform() * 2 - 1),
  );
}

function turned(matrix: readonly number[][]): number[][] {
  return matrix.map((row) => row.toReversed()).toReversed();
}

function largestDifference(a: readonly number[][], b: readonly number[][]): number {
  expect(a.map((row) => row.length)).toEqual(b.map((row) => row.length));
  return Math.max(...a.flatMap((row, y) => row.map((value, x) => Math.abs(value - b[y][x]))));
}

describe.skipIf(!existsSync(golden))(
  'convolve2d() and correlate2d() against SciPy [needs ../shared/golden, absent here]',
  () => {
    const cases: ScipyCase[] = existsSync(golden) ? JSON.parse(readFileSync(golden, 'utf8')) : [];

    it('has all 336 cases', () => {
      expect(cases.length).toBe(336);
    });

    describe.each(['convolve2d', 'correlate2d'] as const)('%s()', (op) => {
      describe.each(CONVOLUTION_MODES)('%s', (mode) => {
        it.each(CONVOLUTION_BOUNDARIES)('%s agrees to 1e-12', (boundary) => {
          const chosen = cases.filter(
            (one) => one.op === op && one.mode === mode && one.boundary === boundary,
          );
          expect(chosen.length).toBeGreaterThan(15);
          for (const { a, k, out } of chosen) {
            expect(largestDifference(operations[op](a, k, mode, boundary), out)).toBeLessThan(
              1e-12,
            );
          }
        });
      });
    });
  },
);

describe('convolve2d()', () => {
  it('flips the kernel: an impulse becomes the kernel itself', () => {
    const impulse = [
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 0],
    ];
    const kernel = randomMatrix(3, 3, 1);
    expect(convolve2d(impulse, kernel, 'same')).toEqual(kernel);
    expect(correlate2d(impulse, kernel, 'same')).toEqual(turned(kernel));
  });

  it('is correlation with the kernel turned, in every mode and at every boundary', () => {
    const a = randomMatrix(7, 6, 2);
    const k = randomMatrix(3, 5, 3);
    for (const mode of CONVOLUTION_MODES) {
      for (const boundary of CONVOLUTION_BOUNDARIES) {
        const convolved = convolve2d(a, k, mode, boundary);
        const correlated = correlate2d(a, turned(k), mode, boundary);
        expect(largestDifference(convolved, correlated)).toBeLessThan(1e-14);
      }
    }
  });

  it('does not care for the order of its inputs with full and valid', () => {
    const a = randomMatrix(6, 8, 4);
    const k = randomMatrix(3, 2, 5);
    for (const mode of ['full', 'valid'] as const) {
      const gap = largestDifference(convolve2d(a, k, mode), convolve2d(k, a, mode));
      expect(gap).toBeLessThan(1e-14);
    }
  });

  it('reads the fill value beyond the edge', () => {
    expect(convolve2d([[1]], [[1, 1, 1]], 'full', 'fill', 10)).toEqual([[21, 21, 21]]);
  });

  it('wraps and mirrors several times over when the kernel is larger than the image', () => {
    const ones = [new Array(5).fill(1)];
    // Five neighbours of each place: [1, 2] repeats as ...1 2 1 2 1 2..., and mirrors as ...2 1 1 2 2 1...
    expect(convolve2d([[1, 2]], ones, 'same', 'wrap')).toEqual([[7, 8]]);
    expect(convolve2d([[1, 2]], ones, 'same', 'symm')).toEqual([[8, 7]]);
  });

  it('takes typed rows', () => {
    const typed = [Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6)];
    expect(convolve2d(typed, [Float64Array.of(1, 1)], 'valid')).toEqual([
      [3, 5],
      [9, 11],
    ]);
  });
});

describe('correlate2d()', () => {
  it('turns the result when valid swaps its inputs', () => {
    const a = randomMatrix(2, 2, 6);
    const k = randomMatrix(4, 5, 7);
    expect(correlate2d(a, k, 'valid')).toEqual(turned(correlate2d(k, a, 'valid')));
  });

  it('puts an even kernel where TensorFlow does not: SciPy looks back first', () => {
    // out[x] = a[x] k[0] + a[x + 1] k[1] with centre (2 - 1) >> 1 = 0.
    expect(correlate2d([[1, 2, 3]], [[1, 10]], 'same')).toEqual([[21, 32, 3]]);
  });
});

describe.each(Object.entries(operations))('%s() refuses', (_, operation) => {
  it('valid with neither input inside the other', () => {
    expect(() => operation([[1, 2, 3]], [[1], [2]], 'valid')).toThrow('got 1x3 and 2x1');
  });

  it('an input without rows or columns', () => {
    expect(() => operation([], [[1]])).toThrow('the first input to have rows and columns');
    expect(() => operation([[1]], [[]])).toThrow('the second input to have rows and columns');
  });

  it('rows of different lengths, naming the row', () => {
    expect(() => operation([[1, 2], [3]], [[1]])).toThrow('got 1 in row 1');
  });

  it('a mode or boundary that is none', () => {
    expect(() => operation([[1]], [[1]], 'half' as ConvolutionMode)).toThrow('full, same, valid');
    expect(() => operation([[1]], [[1]], 'full', 'zero' as ConvolutionBoundary)).toThrow(
      'fill, wrap, symm, got "zero"',
    );
  });
});
