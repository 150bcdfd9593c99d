import type { LabelledImages } from './engine.js';
import { THUMBNAIL_SIZE, thumbnailer } from './grey-thumbnail.js';
import { HashIndex } from './hash-index.js';
import { perceptualHashes } from './perceptual-hash.js';

/** When two photos count as near-duplicates. */
export interface NearDuplicateOptions {
  /** Bits of 63 in which their perceptual hashes may differ. */
  readonly distance: number;
  /** The least correlation of their grey thumbnails, whatever their brightness and contrast; up to 1. */
  readonly likeness: number;
}

/**
 * Of 16,000 cats and dogs every pair that is one photo twice has a distance of 4 and a likeness of
 * 0.99 or better, every other within a distance of 8 a likeness of 0.75 or worse; docs/results.md
 * has the table. A photo saved anew, made smaller, brighter or 2 % narrower is found, another photo
 * of the same animal is not.
 */
export const NEAR_DUPLICATES: NearDuplicateOptions = { distance: 8, likeness: 0.95 };

/** Two photos that look alike: `first` is before `second` in the set. */
export interface NearDuplicatePair {
  readonly first: number;
  readonly second: number;
  readonly distance: number;
  readonly likeness: number;
}

type Images = Omit<LabelledImages, 'labels'>;

/** Grey levels that a picture has to vary by to have a content: below, a correlation is one of noise. */
const FLAT = 4;

/** Finds the photos of a set that look alike; its hashes are computed once. */
export class NearDuplicates {
  readonly #count: number;
  readonly #hashes: Uint32Array;
  readonly #options: NearDuplicateOptions;
  readonly #likenessOf: (first: number, second: number) => number;

  constructor(images: Images, options: NearDuplicateOptions = NEAR_DUPLICATES) {
    this.#count = images.count;
    this.#hashes = perceptualHashes(images);
    this.#options = options;
    this.#likenessOf = likenessMeter(images);
  }

  /** Visits each pair once, copies of a photo too, by rising `first` and then `second`. */
  eachPair(visit: (pair: NearDuplicatePair) => void): void {
    const index = this.#index();
    for (let first = 0; first < this.#count; first++) {
      const found: NearDuplicatePair[] = [];
      index.near(first, (second, distance) => {
        if (second <= first) return;
        const likeness = this.#likenessOf(first, second);
        if (likeness >= this.#options.likeness) found.push({ first, second, distance, likeness });
      });
      for (const pair of found.sort((a, b) => a.second - b.second)) visit(pair);
    }
  }

  /**
   * Names each photo's group: photos that are near-duplicates of one another, directly or over
   * others, have the least of their `names`.
   */
  groups(names: readonly string[]): string[] {
    const index = this.#index();
    const parents = Int32Array.from(names.keys());
    const rootOf = (photo: number): number => {
      let root = photo;
      while (parents[root] !== root) {
        parents[root] = parents[parents[root]];
        root = parents[root];
      }
      return root;
    };
    for (let first = 0; first < this.#count; first++) {
      index.near(first, (second) => {
        if (second <= first) return;
        const [a, b] = [rootOf(first), rootOf(second)];
        // Whoever is in the group already needs no measuring: a thousand equal photos are no million pairs.
        if (a === b || this.#likenessOf(first, second) < this.#options.likeness) return;
        if (names[a] <= names[b]) parents[b] = a;
        else parents[a] = b;
      });
    }
    return names.map((_, photo) => names[rootOf(photo)]);
  }

  /** Which of `wanted` have a near-duplicate among `others`. */
  among(wanted: Int32Array, others: Int32Array): Int32Array {
    const index = this.#index(others);
    return wanted.filter((photo) => {
      let isFound = false;
      index.near(photo, (other) => {
        isFound = this.#likenessOf(photo, other) >= this.#options.likeness;
        return isFound;
      });
      return isFound;
    });
  }

  #index(members?: Int32Array): HashIndex {
    return new HashIndex(this.#hashes, this.#options.distance, members);
  }
}

/**
 * Measures how alike two photos are: the correlation of their grey thumbnails, -1 to 1. Pictures
 * of one colour have no content to correlate: they are alike (1) when their greys are the same,
 * and not (0) else.
 */
function likenessMeter(images: Images): (first: number, second: number) => number {
  const draw = thumbnailer(images);
  const [one, other] = [0, 1].map(() => new Float64Array(THUMBNAIL_SIZE * THUMBNAIL_SIZE));
  return (first, second) => {
    draw(first, one);
    draw(second, other);
    return likeness(one, other);
  };
}

function likeness(one: Float64Array, other: Float64Array): number {
  const n = one.length;
  let [sum, otherSum, squares, otherSquares, products] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    sum += one[i];
    otherSum += other[i];
    squares += one[i] ** 2;
    otherSquares += other[i] ** 2;
    products += one[i] * other[i];
  }
  const variance = squares / n - (sum / n) ** 2;
  const otherVariance = otherSquares / n - (otherSum / n) ** 2;
  if (Math.min(variance, otherVariance) < FLAT ** 2) {
    const meanSquare = (squares + otherSquares - 2 * products) / n;
    return meanSquare < FLAT ** 2 ? 1 : 0;
  }
  const covariance = products / n - (sum / n) * (otherSum / n);
  // Of equal pictures the rounding leaves some 1e-16 beside 1.
  return Math.min(1, covariance / Math.sqrt(variance * otherVariance));
}
