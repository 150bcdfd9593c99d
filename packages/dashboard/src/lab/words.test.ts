import { describe, expect, it } from 'vitest';
import type { Slide } from './slide.js';
import { borderWords, flipWords, placeWords, valueWords } from './words.js';

const slide = (changes: Partial<Slide>): Slide => ({
  inputs: [[[1]]],
  kernels: [
    [
      [-1, 0, 1],
      [-2, 0, 2],
      [-1, 0, 1],
    ],
  ],
  ...{ bias: 0, flips: false, padding: 'same', boundary: 'fill', stride: 1, placement: 'scipy' },
  ...changes,
});

describe('borderWords()', () => {
  it('says of a kernel that sums to zero that it finds the edge of the photo, and of others that sums fall short', () => {
    expect(borderWords(slide({}), true)).toContain('finds an edge along the border');
    expect(borderWords(slide({ kernels: [[[1]]] }), true)).toContain('of fewer values');
    const third = [1 / 3, 1 / 3, -2 / 3];
    expect(borderWords(slide({ kernels: [[third, third, third]] }), true)).toContain(
      'finds an edge',
    );
  });

  it('says what stands beyond the edge', () => {
    expect(borderWords(slide({}), true)).toMatch(/^The black border is not the photo/);
    expect(borderWords(slide({ boundary: 'wrap' }), true)).toContain('opposite side');
    expect(borderWords(slide({ boundary: 'symm' }), false)).toContain('mirror image');
    expect(borderWords(slide({ padding: 'valid' }), true)).toContain('stays inside');
  });
});

describe('flipWords()', () => {
  it('names the two by what they do to the kernel', () => {
    expect(flipWords(true)).toMatch(/^Convolution: the kernel is flipped both ways/);
    expect(flipWords(false)).toMatch(/^Correlation: the kernel is multiplied as it is written/);
  });
});

describe('placeWords()', () => {
  it('names the window of a pixel, which begins beyond the edge for the first one', () => {
    expect(placeWords(slide({}), [0, 0], false)).toContain(
      'from row \u22121, column \u22121 to row 1, column 1.',
    );
  });

  it('says of a negative sum that it is drawn by its amount, of others nothing', () => {
    const negative = slide({ kernels: [[[-1]]] });
    expect(placeWords(negative, [0, 0], true)).toContain('It is negative');
    expect(placeWords(negative, [0, 0], false)).not.toContain('negative');
    expect(placeWords(slide({ kernels: [[[1]]] }), [0, 0], true)).not.toContain('negative');
  });
});

describe('valueWords()', () => {
  it('says where zero is', () => {
    expect(valueWords({ absolute: false, isGrey: false }, true)).toContain('the colour of zero');
    expect(valueWords({ absolute: false, isGrey: true }, true)).toContain('the grey in the middle');
    expect(valueWords({ absolute: false, isGrey: true }, false)).toContain('begins there');
    expect(valueWords({ absolute: true, isGrey: true }, false)).toMatch(
      /^Absolute values, as in the post/,
    );
  });
});
