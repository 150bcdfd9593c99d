import { describe, expect, it } from 'vitest';
import { RandomStream, shuffled } from './random.js';
import {
  type PhotoIdentity,
  type Split,
  SplitError,
  type SplitOptions,
  splitPhotos,
} from './split.js';

const holdout: SplitOptions = { kind: 'holdout', validation: 0.15, test: 0.15, seed: 12345 };
const post: SplitOptions = { kind: 'post', validation: 0.25, test: 0.25, seed: 12345 };
const PARTS = ['train', 'validation', 'test'] as const;

/** `counts[label]` different photos of each class. */
function photosOf(...counts: number[]): PhotoIdentity[] {
  return counts.flatMap((count, label) =>
    Array.from({ length: count }, (_, i) => ({ hash: `${label}-${i}`, label })),
  );
}

/** Photos of three classes with copies, some of them under another label. */
function untidyPhotos(seed: number): PhotoIdentity[] {
  const random = new RandomStream(seed);
  return Array.from({ length: 20 + random.below(200) }, () => {
    const content = random.below(120);
    const label = random.below(10) === 0 ? random.below(3) : content % 3;
    return { hash: `photo-${content}`, label };
  });
}

function hashesOf(photos: readonly PhotoIdentity[], indices: Int32Array): string[] {
  return Array.from(indices, (index) => photos[index].hash);
}

function labelsIn(photos: readonly PhotoIdentity[], indices: Int32Array): Set<number> {
  return new Set(Array.from(indices, (index) => photos[index].label));
}

function sizes(split: Split): number[] {
  return PARTS.map((part) => split[part].length);
}

describe('splitPhotos() holdout', () => {
  it('puts every photo in exactly one part, and every copy of it in the same', () => {
    for (let seed = 0; seed < 50; seed++) {
      const photos = untidyPhotos(seed);
      const split = splitPhotos(photos, { ...holdout, seed });
      const all = PARTS.flatMap((part) => [...split[part]]);
      expect(all.sort((a, b) => a - b)).toEqual(photos.map((_, i) => i));
      const contents = PARTS.flatMap((part) => [...new Set(hashesOf(photos, split[part]))]);
      expect(new Set(contents).size).toBe(contents.length);
      expect([split.testAlsoTrained, split.validationAlsoTrained]).toEqual([0, 0]);
    }
  });

  it('gives the same photos in the same order, however they come', () => {
    for (let seed = 0; seed < 20; seed++) {
      const photos = untidyPhotos(seed);
      const order = shuffled(Int32Array.from(photos.keys()), seed, 99);
      const reordered = Array.from(order, (index) => photos[index]);
      const a = splitPhotos(photos, holdout);
      const b = splitPhotos(reordered, holdout);
      for (const part of PARTS) {
        expect(Array.from(b[part], (index) => reordered[index])).toEqual(
          Array.from(a[part], (index) => photos[index]),
        );
      }
    }
  });

  it('meets the shares in each class to the photo', () => {
    const photos = photosOf(8000, 8000);
    const split = splitPhotos(photos, holdout);
    expect(sizes(split)).toEqual([11200, 2400, 2400]);
    const dogs = split.test.filter((index) => photos[index].label === 1);
    expect(dogs.length).toBe(1200);
  });

  it('meets the shares of all photos where no class divides evenly', () => {
    // 5 x 3 photos: a share of .2 is 0.6 of each class.
    const split = splitPhotos(photosOf(13, 13, 13, 13, 13), {
      ...holdout,
      validation: 0.1,
      test: 0.2,
    });
    expect(sizes(split)).toEqual([45, 7, 13]);
  });

  it('comes as near to the shares as copies allow: within half a group', () => {
    const triples = photosOf(40, 40).flatMap((photo) => [photo, photo, photo]);
    const split = splitPhotos(triples, holdout);
    expect(Math.abs(split.test.length - 36)).toBeLessThanOrEqual(1.5);
    expect(Math.abs(split.validation.length - 36)).toBeLessThanOrEqual(1.5);
    const withSingles = [
      ...triples,
      ...Array.from({ length: 60 }, (_, i) => ({ hash: `s${i}`, label: i % 2 })),
    ];
    expect(sizes(splitPhotos(withSingles, holdout))).toEqual([210, 45, 45]);
  });

  it('has every class in every part, down to three photos a class', () => {
    for (const count of [3, 4, 5, 10]) {
      const photos = photosOf(count, count, 100);
      const split = splitPhotos(photos, { ...holdout, validation: 0.05, test: 0.05 });
      for (const part of PARTS) expect(labelsIn(photos, split[part])).toEqual(new Set([0, 1, 2]));
    }
  });

  it('trains on a class of one photo, and tests a class of two', () => {
    const photos = photosOf(1, 2, 50);
    const split = splitPhotos(photos, { ...holdout, validation: 0.4, test: 0.4 });
    expect(labelsIn(photos, split.train)).toEqual(new Set([0, 1, 2]));
    expect(labelsIn(photos, split.test)).toEqual(new Set([1, 2]));
    expect(labelsIn(photos, split.validation)).toEqual(new Set([2]));
  });

  it('draws another split for another seed, and the same for the same', () => {
    const photos = photosOf(100, 100);
    const again = splitPhotos(photos, holdout);
    expect(splitPhotos(photos, holdout)).toEqual(again);
    const other = splitPhotos(photos, { ...holdout, seed: 1 });
    const shared = other.test.filter((index) => again.test.includes(index));
    // Two independent draws of 30 in 200 share 4.5 on average.
    expect(shared.length).toBeLessThan(12);
  });

  it('leaves out a part with a share of 0', () => {
    const photos = photosOf(10, 10);
    expect(sizes(splitPhotos(photos, { ...holdout, test: 0 }))).toEqual([17, 3, 0]);
    expect(sizes(splitPhotos(photos, { ...holdout, validation: 0, test: 0 }))).toEqual([20, 0, 0]);
  });

  it('refuses a part that was asked for and would be empty', () => {
    const copies = Array.from({ length: 50 }, () => ({ hash: 'same', label: 0 }));
    expect(() => splitPhotos(copies, holdout)).toThrow(SplitError);
    expect(() => splitPhotos(copies, holdout)).toThrow('there are 50 photos, 1 of them different');
    expect(() => splitPhotos(photosOf(1, 1), { ...holdout, test: 0 })).toThrow('split.validation');
  });

  it('refuses to train on nothing', () => {
    expect(() => splitPhotos([], holdout)).toThrow('Expected photos to train on, got none.');
    expect(() => splitPhotos(photosOf(10), { ...holdout, validation: 0.5, test: 0.5 })).toThrow(
      'got 0.5 + 0.5',
    );
    expect(() => splitPhotos(photosOf(10), { ...holdout, test: Number.NaN })).toThrow('split.test');
  });
});

describe('splitPhotos() post', () => {
  it('tests 6,250 of 25,000 photos and trained on every one of them', () => {
    const photos = photosOf(12500, 12500);
    const split = splitPhotos(photos, post);
    expect(sizes(split)).toEqual([18750, 6250, 6250]);
    expect(split.testAlsoTrained).toBe(6250);
    expect(split.validationAlsoTrained).toBe(0);
    expect(split.test).toEqual(split.train.slice(0, 6250));
    // The first photos of NumPy's RandomState(12345) shuffle of 25,000.
    expect([...split.test.slice(0, 4)]).toEqual([5721, 13699, 6786, 16738]);
    expect(new Set([...split.train, ...split.validation]).size).toBe(25000);
  });

  it('counts a validation photo whose copy was trained on', () => {
    const pairs = photosOf(10, 10).flatMap((photo) => [photo, photo]);
    const split = splitPhotos(pairs, post);
    const trained = new Set(hashesOf(pairs, split.train));
    const leaking = hashesOf(pairs, split.validation).filter((hash) => trained.has(hash));
    expect(leaking.length).toBeGreaterThan(0);
    expect(split.validationAlsoTrained).toBe(leaking.length);
  });

  it('rounds down what is trained and tested', () => {
    expect(sizes(splitPhotos(photosOf(7), post))).toEqual([5, 2, 1]);
  });

  it('needs four photos', () => {
    expect(() => splitPhotos(photosOf(3), post)).toThrow('at least 4 photos for the split "post"');
  });
});
