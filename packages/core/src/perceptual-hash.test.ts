import { describe, expect, it } from 'vitest';
import { bitCount, hammingDistance, perceptualHashes } from './perceptual-hash.js';
import { RandomStream } from './random.js';

/** Photos of one size, each given by a function of place; grey. */
function photosOf(size: number, ...shades: ((x: number, y: number) => number)[]) {
  const pixels = new Uint8Array(shades.length * size * size * 3);
  shades.forEach((shade, photo) => {
    for (let i = 0; i < size * size; i++) {
      const [x, y] = [((i % size) + 0.5) / size, (Math.floor(i / size) + 0.5) / size];
      pixels.fill(shade(x, y), (photo * size * size + i) * 3, (photo * size * size + i + 1) * 3);
    }
  });
  return { pixels, count: shades.length, height: size, width: size, channels: 3 };
}

/** A picture of waves that no other seed has. */
function waves(seed: number): (x: number, y: number) => number {
  const random = new RandomStream(seed, 0);
  const parts = Array.from({ length: 12 }, () => Array.from({ length: 4 }, () => random.uniform()));
  return (x, y) =>
    parts.reduce(
      (sum, [a, b, c, d]) => sum + 9 * (a + 0.5) * Math.sin(5 * (b * x * 2 + c * y * 2) + 7 * d),
      128,
    );
}

describe('bitCount()', () => {
  it('counts what the digits of the number say', () => {
    const random = new RandomStream(1, 0);
    for (let i = 0; i < 200; i++) {
      const word = Math.floor(random.uniform() * 2 ** 32);
      expect(bitCount(word | 0)).toBe([...word.toString(2)].filter((bit) => bit === '1').length);
    }
  });
});

describe('perceptualHashes()', () => {
  it('is the sign of each low frequency beside their median, by the definition of the transform', () => {
    const images = photosOf(32, waves(3));
    const grey = Float64Array.from({ length: 1024 }, (_, i) => images.pixels[3 * i]);
    const coefficients = Array.from({ length: 64 }, (_, i) => {
      const [v, u] = [Math.floor(i / 8), i % 8];
      return grey.reduce(
        (sum, value, at) =>
          sum +
          value *
            Math.cos((Math.PI * u * (2 * (at % 32) + 1)) / 64) *
            Math.cos((Math.PI * v * (2 * Math.floor(at / 32) + 1)) / 64),
        0,
      );
    });
    const median = coefficients.slice(1).sort((a, b) => a - b)[31];
    const bits = coefficients.map((value, i) => (i > 0 && value > median ? 1 : 0));
    const [low, high] = perceptualHashes(images);
    const read = Array.from(
      { length: 64 },
      (_, bit) => ((bit < 32 ? low : high) >>> (bit & 31)) & 1,
    );
    expect(read).toEqual(bits);
    expect(read.filter(Boolean)).toHaveLength(31);
  });

  it('is the same for a darker and a flatter picture, up to rounding', () => {
    const wave = waves(4);
    const hashes = perceptualHashes(
      photosOf(
        32,
        wave,
        (x, y) => 0.7 * wave(x, y),
        (x, y) => 60 + 0.5 * wave(x, y),
      ),
    );
    expect(hammingDistance(hashes, 0, 1)).toBeLessThanOrEqual(2);
    expect(hammingDistance(hashes, 0, 2)).toBeLessThanOrEqual(2);
  });

  it.each([8, 31, 48, 64, 100])('is nearly the same from %d pixels a side', (size) => {
    const [fine, other] = [
      perceptualHashes(photosOf(32, waves(5))),
      perceptualHashes(photosOf(size, waves(5))),
    ];
    const both = Uint32Array.of(...fine, ...other);
    expect(hammingDistance(both, 0, 1)).toBeLessThanOrEqual(size < 32 ? 8 : 4);
  });

  it('is far for other pictures, and one for all pictures of one colour', () => {
    const hashes = perceptualHashes(
      photosOf(
        32,
        waves(6),
        waves(7),
        () => 3,
        () => 250,
      ),
    );
    expect(hammingDistance(hashes, 0, 1)).toBeGreaterThan(12);
    expect(hammingDistance(hashes, 2, 3)).toBe(0);
  });
});
