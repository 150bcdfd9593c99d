import type { Slide } from './slide.js';

/** What happens at the border of the output, and why. @param isPhoto zero is black there. */
export function borderWords({ kernels, padding, boundary }: Slide, isPhoto: boolean): string {
  if (padding === 'valid') {
    return 'The kernel stays inside, so the output is smaller, and has no border of another kind.';
  }
  switch (boundary) {
    case 'wrap':
      return `Around ${isPhoto ? 'the photo' : 'it'} stands its opposite side.`;
    case 'symm':
      return `Around ${isPhoto ? 'the photo' : 'it'} stands its mirror image.`;
    case 'fill':
      return `${isPhoto ? 'The black border is not the photo' : 'The border is not part of it'}: an output as large as the input needs values beyond its edge, and there zeros stand. ${zeroWords(kernels.flatMap((rows) => rows.flatMap((row) => Array.from(row))))}`;
  }
}

function zeroWords(weights: readonly number[]): string {
  const sum = weights.reduce((total, value) => total + value, 0);
  const reach = weights.reduce((total, value) => total + Math.abs(value), 0);
  return Math.abs(sum) < 1e-9 * reach
    ? 'This kernel sums to zero, so it is silent where all is alike, and finds an edge along the border that the photo does not have.'
    : 'Products with zeros are zero, so the sum along the border is of fewer values.';
}

/** What is done to the kernel. */
export function flipWords(flips: boolean): string {
  return flips
    ? 'Convolution: the kernel is flipped both ways before it is multiplied. The mark is on the number that was written top left.'
    : 'Correlation: the kernel is multiplied as it is written, its first number (marked) top left. This is what layers in TensorFlow, PyTorch and Peasy do.';
}
