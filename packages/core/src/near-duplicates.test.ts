import { describe, expect, it } from 'vitest';
import { dividePhotos } from './divide-photos.js';
import { NearDuplicates } from './near-duplicates.js';
import { RandomStream } from './random.js';

const BYTES = 32 * 32 * 3;

/** A blurred picture that no other seed has, `[32, 32, 3]`. */
function picture(seed: number): Uint8Array {
  const random = new RandomStream(seed, 0);
  const spots = Array.from({ length: 9 }, () => Array.from({ length: 6 }, () => random.uniform()));
  return Uint8Array.from({ length: BYTES }, (_, i) => {
    const [x, y] = [(Math.floor(i / 3) % 32) / 32, Math.floor(i / 96) / 32];
    const value = spots.reduce((sum, [a, b, radius, ...colour]) => {
      const far = ((x - a) ** 2 + (y - b) ** 2) / (0.005 + 0.03 * radius);
      return sum + 320 * (colour[i % 3] - 0.4) * Math.exp(-far);
    }, 110);
    return Math.min(255, Math.max(0, value));
  });
}

function changed(photo: Uint8Array, change: (value: number, i: number) => number): Uint8Array {
  return photo.map((value, i) => Math.min(255, Math.max(0, change(value, i))));
}

function imagesOf(photos: readonly Uint8Array[], labels = photos.map(() => 0)) {
  const pixels = new Uint8Array(photos.length * BYTES);
  for (const [i, photo] of photos.entries()) pixels.set(photo, i * BYTES);
  const size = { height: 32, width: 32, channels: 3 };
  return { pixels, labels: Uint8Array.from(labels), count: photos.length, ...size };
}

function pairsOf(photos: readonly Uint8Array[]): string[] {
  const pairs: string[] = [];
  new NearDuplicates(imagesOf(photos)).eachPair(({ first, second }) =>
    pairs.push(`${first}-${second}`),
  );
  return pairs;
}

describe('NearDuplicates', () => {
  const [one, two, three] = [picture(1), picture(2), picture(3)];

  it('finds copies and photos that were made darker or coarser, and no others', () => {
    const dark = changed(one, (value) => 0.8 * value);
    const coarse = changed(two, (value) => Math.round(value / 12) * 12);
    expect(pairsOf([one, two, three, dark, coarse, one])).toEqual(['0-3', '0-5', '1-4', '3-5']);
  });

  it('takes pictures of one colour for alike only when the colour is the same', () => {
    const flat = (value: number) => new Uint8Array(BYTES).fill(value);
    expect(pairsOf([flat(0), flat(255), flat(254), flat(90)])).toEqual(['1-2']);
  });

  it('takes no noise for alike that a hash happens to be near to', () => {
    const grain = (seed: number) => {
      const random = new RandomStream(seed, 9);
      return new Uint8Array(BYTES).map(() => 100 + 3 * random.uniform());
    };
    const images = imagesOf(
      Array.from({ length: 60 }, (_, seed) => changed(grain(seed), (v) => v + 2 * (seed % 30))),
    );
    const near = new NearDuplicates(images, { distance: 63, likeness: 0.95 });
    near.eachPair(({ first, second }) =>
      expect(Math.abs((first % 30) - (second % 30))).toBeLessThan(3),
    );
  });

  it('names a chain of photos by the least of its names', () => {
    const photos = [
      three,
      one,
      changed(one, (value) => 0.9 * value),
      two,
      changed(one, (v) => 0.8 * v),
    ];
    const names = ['e', 'd', 'c', 'b', 'a'];
    expect(new NearDuplicates(imagesOf(photos)).groups(names)).toEqual(['e', 'a', 'a', 'b', 'a']);
  });

  it('tells which of some photos have a near-duplicate among others', () => {
    const photos = [one, two, three, changed(two, (value) => 0.8 * value)];
    const near = new NearDuplicates(imagesOf(photos));
    expect(near.among(Int32Array.of(0, 3), Int32Array.of(1, 2))).toEqual(Int32Array.of(3));
    expect(near.among(Int32Array.of(0, 1), Int32Array.of(1, 2))).toEqual(Int32Array.of(1));
  });
});

describe('dividePhotos()', () => {
  /** 60 photos, of which the last 30 are the first 30 saved anew; their classes differ for one in ten. */
  const originals = Array.from({ length: 30 }, (_, i) => picture(100 + i));
  const photos = [...originals, ...originals.map((photo) => changed(photo, (v) => 0.9 * v + 4))];
  const labels = photos.map((_, i) => (i % 30 < 15 ? 0 : 1) ^ Number(i > 30 && i % 10 === 0));
  const hashes = photos.map((_, i) => `${(i * 7919) % 1000}`.padStart(64, 'a'));
  const options = { kind: 'holdout', validation: 0.2, test: 0.2, seed: 5 } as const;
  const twin = (i: number) => (i + 30) % 60;

  it('finds the test photos whose twin was trained on', () => {
    const divided = dividePhotos(imagesOf(photos, labels), hashes, options);
    const trained = new Set(divided.train);
    for (const part of ['test', 'validation'] as const) {
      const expected = divided[part].filter((i) => trained.has(twin(i)));
      expect(expected.length).toBeGreaterThan(0);
      expect(divided[`${part}NearTrained`]).toEqual(expected);
    }
    expect(divided.testAlsoTrained).toBe(0);
  });

  it('keeps twins in one part when asked to, whatever their order', () => {
    const together = { ...options, keepNearDuplicatesTogether: true };
    const divided = dividePhotos(imagesOf(photos, labels), hashes, together);
    expect(divided.testNearTrained).toHaveLength(0);
    expect(divided.validationNearTrained).toHaveLength(0);
    for (const part of ['train', 'validation', 'test'] as const) {
      const members = new Set(divided[part]);
      for (const i of members) expect(members.has(twin(i))).toBe(true);
      expect(members.size).toBeGreaterThan(0);
    }
    const reversed = dividePhotos(
      imagesOf(photos.toReversed(), labels.toReversed()),
      hashes.toReversed(),
      together,
    );
    expect(Array.from(reversed.test, (i) => hashes[59 - i])).toEqual(
      Array.from(divided.test, (i) => hashes[i]),
    );
  });

  it('counts no photo twice that was itself trained on', () => {
    const copies = [...originals.slice(0, 8), ...originals.slice(0, 8)];
    const same = copies.map((_, i) => hashes[i % 8]);
    const divided = dividePhotos(imagesOf(copies), same, { ...options, kind: 'post' });
    expect(divided.testAlsoTrained).toBe(4);
    expect(divided.testNearTrained).toHaveLength(0);
  });
});
