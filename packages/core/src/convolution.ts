/**
 * 2-d convolution and cross-correlation as SciPy's `signal.convolve2d` and `signal.correlate2d`
 * define them: which of the two a network does is a question that this project answers by numbers.
 */

/** How much of the result is kept. */
export const CONVOLUTION_MODES = ['full', 'same', 'valid'] as const;
/** `full`: every overlap. `same`: as large as `a`, centred. `valid`: only where the smaller lies inside the larger. */
export type ConvolutionMode = (typeof CONVOLUTION_MODES)[number];

/** What is beyond the edge of the input. */
export const CONVOLUTION_BOUNDARIES = ['fill', 'wrap', 'symm'] as const;
/** `fill`: one value. `wrap`: the opposite side. `symm`: the mirror image, edge included. */
export type ConvolutionBoundary = (typeof CONVOLUTION_BOUNDARIES)[number];

/** Rows of equal length, of numbers that are computed with as float64. */
export type Matrix = readonly ArrayLike<number>[];

/**
 * True convolution: the kernel is flipped both ways, out[y][x] = sum over i, j of
 * a[y - i][x - j] · k[i][j].
 *
 * With `valid`, either input may be the larger one, as in SciPy.
 * @throws RangeError where SciPy refuses too: an unknown mode or boundary, an input that is empty
 * or has rows of different lengths, or `valid` with neither input inside the other.
 */
export function convolve2d(
  a: Matrix,
  k: Matrix,
  mode: ConvolutionMode = 'full',
  boundary: ConvolutionBoundary = 'fill',
  fillValue = 0,
): number[][] {
  requireInputs(a, k, mode, boundary);
  const [image, kernel] = isSwapNeeded(a, k, mode) ? [k, a] : [a, k];
  return correlate(image, turned(kernel), mode, boundary, fillValue, (size) => size >> 1);
}

/**
 * Cross-correlation, what TensorFlow and PyTorch call convolution: out[y][x] = sum over i, j of
 * a[y + i][x + j] · k[i][j], with the kernel as it is.
 *
 * With `valid`, either input may be the larger one; where that is `k`, the result is turned, as in SciPy.
 * @throws RangeError as convolve2d does.
 */
export function correlate2d(
  a: Matrix,
  k: Matrix,
  mode: ConvolutionMode = 'full',
  boundary: ConvolutionBoundary = 'fill',
  fillValue = 0,
): number[][] {
  requireInputs(a, k, mode, boundary);
  const centre = (size: number) => (size - 1) >> 1;
  if (!isSwapNeeded(a, k, mode)) return correlate(a, k, mode, boundary, fillValue, centre);
  return turned(correlate(k, a, mode, boundary, fillValue, centre));
}

/** `centre`: the index of the kernel that lies on the output's place with `same`; it matters for even sizes. */
function correlate(
  image: Matrix,
  kernel: Matrix,
  mode: ConvolutionMode,
  boundary: ConvolutionBoundary,
  fillValue: number,
  centre: (kernelSize: number) => number,
): number[][] {
  const rows = kernel.length;
  const columns = kernel[0].length;
  const before = (size: number) =>
    mode === 'full' ? size - 1 : mode === 'same' ? centre(size) : 0;
  const sourceRows = sourceIndices(image.length, rows, before(rows), mode, boundary);
  const sourceColumns = sourceIndices(image[0].length, columns, before(columns), mode, boundary);
  const height = sourceRows.length - rows + 1;
  const width = sourceColumns.length - columns + 1;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        const row = sourceRows[y + i];
        for (let j = 0; j < columns; j++) {
          const column = sourceColumns[x + j];
          const value = row < 0 || column < 0 ? fillValue : image[row][column];
          sum += value * kernel[i][j];
        }
      }
      return sum;
    }),
  );
}

/** For each place along one axis of the padded image, the index in the image that it is read from; -1: the fill value. */
function sourceIndices(
  size: number,
  kernelSize: number,
  before: number,
  mode: ConvolutionMode,
  boundary: ConvolutionBoundary,
): Int32Array {
  const outputs =
    mode === 'full' ? size + kernelSize - 1 : mode === 'same' ? size : size - kernelSize + 1;
  return Int32Array.from({ length: outputs + kernelSize - 1 }, (_, place) =>
    sourceIndex(place - before, size, boundary),
  );
}

/** A kernel may be larger than the image, so an index may be several image sizes away. */
function sourceIndex(index: number, size: number, boundary: ConvolutionBoundary): number {
  switch (boundary) {
    case 'fill':
      return index >= 0 && index < size ? index : -1;
    case 'wrap':
      return positiveModulo(index, size);
    case 'symm': {
      const inPeriod = positiveModulo(index, 2 * size);
      return inPeriod < size ? inPeriod : 2 * size - 1 - inPeriod;
    }
  }
}

function positiveModulo(value: number, modulus: number): number {
  return ((value % modulus) + modulus) % modulus;
}

/** The matrix turned by 180 degrees: flipped both ways. */
function turned(matrix: Matrix): number[][] {
  return Array.from(matrix, (row) => Array.from(row).reverse()).reverse();
}

/** SciPy takes the larger input as the image with `valid`, and refuses when neither is. */
function isSwapNeeded(a: Matrix, k: Matrix, mode: ConvolutionMode): boolean {
  if (mode !== 'valid') return false;
  if (a.length >= k.length && a[0].length >= k[0].length) return false;
  if (k.length >= a.length && k[0].length >= a[0].length) return true;
  throw new RangeError(
    `Expected one input to be at least as large as the other in both directions for mode "valid", got ${sizeOf(a)} and ${sizeOf(k)}.`,
  );
}

function requireInputs(a: Matrix, k: Matrix, mode: string, boundary: string): void {
  requireMatrix(a, 'the first input');
  requireMatrix(k, 'the second input');
  requireWord(mode, CONVOLUTION_MODES, 'mode');
  requireWord(boundary, CONVOLUTION_BOUNDARIES, 'boundary');
}

function requireMatrix(matrix: Matrix, name: string): void {
  const columns = matrix[0]?.length ?? 0;
  if (columns === 0) throw new RangeError(`Expected ${name} to have rows and columns, got none.`);
  const ragged = matrix.findIndex((row) => row.length !== columns);
  if (ragged >= 0) {
    throw new RangeError(
      `Expected rows of ${columns} numbers in ${name}, got ${matrix[ragged].length} in row ${ragged}.`,
    );
  }
}

function requireWord(word: string, words: readonly string[], name: string): void {
  if (words.includes(word)) return;
  throw new RangeError(
    `Expected ${name} to be one of ${words.join(', ')}, got ${JSON.stringify(word)}.`,
  );
}

function sizeOf(matrix: Matrix): string {
  return `${matrix.length}x${matrix[0].length}`;
}
