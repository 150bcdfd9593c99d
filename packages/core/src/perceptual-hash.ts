import type { LabelledImages } from './engine.js';
import { greyThumbnails, THUMBNAIL_SIZE } from './grey-thumbnail.js';

/** Lowest frequencies a side that a hash keeps the signs of. */
const KEPT = 8;

/** What is left of a coefficient that is zero: a picture of one colour has one hash. */
const NOISE = 1e-6;

/** Words of 32 bits that a hash takes. */
export const HASH_WORDS = 2;

/**
 * Perceptual hashes of photos, two words each: photos that look alike have hashes that differ in
 * few of their 63 bits, whatever their format, size, brightness or contrast. A photo becomes grey
 * and 32 x 32, of its cosine transform the 8 x 8 lowest frequencies are kept, without the first,
 * which is the mean brightness, and a bit says whether a coefficient is above their median.
 * Source: E. Klinger, D. Starkweather, phash.org (2010); bits as J. Buchner's ImageHash has them.
 */
export function perceptualHashes(images: Omit<LabelledImages, 'labels'>): Uint32Array {
  const hashes = new Uint32Array(images.count * HASH_WORDS);
  const coefficients = new Float64Array(KEPT * KEPT);
  greyThumbnails(images, (grey, photo) => {
    lowFrequencies(grey, coefficients);
    for (let i = 1; i < coefficients.length; i++) {
      if (Math.abs(coefficients[i]) < NOISE) coefficients[i] = 0;
    }
    const median = coefficients.slice(1).sort()[(KEPT * KEPT) / 2 - 1];
    for (let bit = 1; bit < KEPT * KEPT; bit++) {
      if (coefficients[bit] > median) hashes[photo * HASH_WORDS + (bit >> 5)] |= 1 << (bit & 31);
    }
  });
  return hashes;
}

/** In how many bits two hashes differ. */
export function hammingDistance(hashes: Uint32Array, first: number, second: number): number {
  const [i, j] = [first * HASH_WORDS, second * HASH_WORDS];
  return bitCount(hashes[i] ^ hashes[j]) + bitCount(hashes[i + 1] ^ hashes[j + 1]);
}

/** How many bits of a 32-bit word are set. Source: H. S. Warren, Hacker's Delight, 5-1. */
export function bitCount(word: number): number {
  let pairs = word - ((word >>> 1) & 0x55555555);
  pairs = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((pairs + (pairs >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const HALF = THUMBNAIL_SIZE / 2;

/**
 * Cosines of the transform over the first half of a line, `[frequency, place]`: over the second
 * half an even frequency's are the same from the end, an odd one's their negatives. The factors of
 * the frequencies are left out: all but the first share theirs.
 */
const COSINES = Float64Array.from({ length: KEPT * HALF }, (_, i) => {
  const [frequency, place] = [Math.floor(i / HALF), i % HALF];
  return Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * THUMBNAIL_SIZE));
});

/** Turned after the first pass, so that both passes read lines: `[x frequency, y]`. */
const turned = new Float64Array(KEPT * THUMBNAIL_SIZE);

/** The lowest frequencies of a thumbnail's cosine transform (type II) in both directions, `[y, x]`. */
function lowFrequencies(grey: Float64Array, out: Float64Array): void {
  for (let y = 0; y < THUMBNAIL_SIZE; y++)
    transformLine(grey, y * THUMBNAIL_SIZE, turned, y, THUMBNAIL_SIZE);
  for (let x = 0; x < KEPT; x++) transformLine(turned, x * THUMBNAIL_SIZE, out, x, KEPT);
}

/** Writes the frequencies of the line that begins at `start` to `to[at]`, `to[at + stride]`, ... */
function transformLine(
  from: Float64Array,
  start: number,
  to: Float64Array,
  at: number,
  stride: number,
): void {
  const end = start + THUMBNAIL_SIZE - 1;
  for (let frequency = 0; frequency < KEPT; frequency += 2) {
    const even = frequency * HALF;
    const odd = even + HALF;
    let evenSum = 0;
    let oddSum = 0;
    for (let place = 0; place < HALF; place++) {
      const near = from[start + place];
      const far = from[end - place];
      evenSum += COSINES[even + place] * (near + far);
      oddSum += COSINES[odd + place] * (near - far);
    }
    to[at + frequency * stride] = evenSum;
    to[at + (frequency + 1) * stride] = oddSum;
  }
}
