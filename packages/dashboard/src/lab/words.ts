import type { LabState } from './lab-state.js';
import { type Slide, slideWindow } from './slide.js';

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

/** What is chosen, in a line. @param kernel its name. */
export function optionWords(
  { flips, padding, boundary, stride }: LabState,
  kernel: string,
): string {
  const beyond = { fill: 'zeros', wrap: 'wrapped', symm: 'mirrored' }[boundary];
  return [
    kernel.split(':')[0],
    flips ? 'convolution' : 'correlation',
    padding === 'same' ? `same, ${beyond}` : 'valid',
    ...(stride > 1 ? [`stride ${stride}`] : []),
  ].join(' · ');
}

/** Which window makes a pixel of the output, and where it is drawn by its amount, what its sign was. */
export function placeWords(
  slide: Slide,
  [y, x]: readonly [y: number, x: number],
  absolute: boolean,
): string {
  const { top, left, size, sum } = slideWindow(slide, y, x);
  const [bottom, right] = [top + size - 1, left + size - 1];
  const drawn = absolute && sum < 0 ? ' It is negative, and drawn by its amount.' : '';
  return `Pixel ${y}, ${x} of the output is this sum, of the window from row ${signed(top)}, column ${signed(left)} to row ${signed(bottom)}, column ${signed(right)}.${drawn} Point at any pixel to see its window.`;
}

/** How the values of the output are drawn. @param hasNegative some of them are below zero. */
export function valueWords(
  { absolute, isGrey }: Pick<LabState, 'absolute' | 'isGrey'>,
  hasNegative: boolean,
): string {
  if (absolute) {
    return 'Absolute values, as in the post: an edge from dark to bright looks like one from bright to dark.';
  }
  if (!hasNegative) return 'No value of this output is below zero, so its scale begins there.';
  return isGrey
    ? 'With its sign: black is the least, white the most, zero the grey in the middle.'
    : 'With its sign: the colour of zero is in the middle.';
}

function signed(value: number): string {
  return String(value).replace('-', '\u2212');
}
