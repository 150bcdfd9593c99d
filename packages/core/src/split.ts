import { holdoutParts } from './holdout.js';
import { numpyShuffle } from './numpy-random.js';

/** How photos are divided. `holdout` is the honest one; `post` is the published, leaking one. */
export const SPLIT_KINDS = ['holdout', 'post'] as const;
/** One of SPLIT_KINDS. */
export type SplitKind = (typeof SPLIT_KINDS)[number];

/** How photos are divided. */
export interface SplitOptions {
  readonly kind: SplitKind;
  /** Share of the photos for validation, for `holdout`. */
  readonly validation: number;
  /** Share of the photos for the test, for `holdout`. */
  readonly test: number;
  readonly seed: number;
  /** For `holdout`: photos of one group stay in one part; each then needs its `group`. */
  readonly keepNearDuplicatesTogether?: boolean;
}

/** What a split needs to know of a photo. */
export interface PhotoIdentity {
  /** SHA-256 of the file's bytes, hex. Photos with the same hash are the same photo. */
  readonly hash: string;
  readonly label: number;
  /** Hash of one of the photos that it stays with; left out: only its copies. */
  readonly group?: string;
}

/** Indices into the photos, by role. */
export interface Split {
  readonly kind: SplitKind;
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
  /** Test photos whose content was also trained on. Above zero, the test is none. */
  readonly testAlsoTrained: number;
  /** Validation photos whose content was also trained on. */
  readonly validationAlsoTrained: number;
}

/** A split that cannot be: the message says what was asked for and what there is. */
export class SplitError extends Error {
  override name = 'SplitError';
}

/**
 * Divides photos into training, validation and test.
 *
 * `holdout`: by class, seeded, by content. Neither the order of the photos nor their file names
 * matter, and copies of a photo (same hash, or same group where there are groups) are always in one
 * part, whatever their labels.
 *
 * `post`: the published split, to the letter. The list is shuffled as
 * `numpy.random.RandomState(seed).shuffle` does; its first 75 % train and the first 25 % *of the
 * same list* are the test, so every test photo was trained on. The last 25 %, which the post never
 * used, are the validation: an honest number beside the leaking one. The shares are not read.
 *
 * @throws SplitError when a share is out of range, a part that was asked for would be empty, or no photo is left to train on.
 */
export function splitPhotos(photos: readonly PhotoIdentity[], options: SplitOptions): Split {
  const parts =
    options.kind === 'post' ? postParts(photos.length, options.seed) : holdout(photos, options);
  const trained = new Set(Array.from(parts.train, (index) => photos[index].hash));
  const alsoTrained = (indices: Int32Array) =>
    indices.reduce((count, index) => count + Number(trained.has(photos[index].hash)), 0);
  return {
    kind: options.kind,
    ...parts,
    testAlsoTrained: alsoTrained(parts.test),
    validationAlsoTrained: alsoTrained(parts.validation),
  };
}

type Parts = Pick<Split, 'train' | 'validation' | 'test'>;

/** The post's numbers: 25,000 photos give 18,750 to train, of which 6,250 are its test. */
function postParts(count: number, seed: number): Parts {
  const quarter = Math.floor(count / 4);
  if (quarter === 0) {
    throw new SplitError(`Expected at least 4 photos for the split "post", got ${count}.`);
  }
  const order = numpyShuffle(count, seed);
  const trained = Math.floor((count * 3) / 4);
  return {
    train: order.slice(0, trained),
    validation: order.slice(trained),
    test: order.slice(0, quarter),
  };
}

function holdout(photos: readonly PhotoIdentity[], options: SplitOptions): Parts {
  for (const part of ['validation', 'test'] as const) {
    if (!(options[part] >= 0 && options[part] < 1)) {
      throw new SplitError(
        `Expected split.${part} to be a share of 0 and up, below 1, got ${options[part]}.`,
      );
    }
  }
  if (options.validation + options.test >= 1) {
    throw new SplitError(
      `Expected split.validation + split.test below 1, so that photos are left to train on, got ${options.validation} + ${options.test}.`,
    );
  }
  if (options.keepNearDuplicatesTogether && photos.some(({ group }) => group === undefined)) {
    throw new SplitError(
      'Expected the group of each photo for split.keepNearDuplicatesTogether, got photos without one.',
    );
  }
  const parts = holdoutParts(photos, options);
  for (const part of ['train', 'test', 'validation'] as const) {
    if (parts[part].length > 0 || (part !== 'train' && options[part] === 0)) continue;
    const different = new Set(photos.map((photo) => photo.hash)).size;
    throw new SplitError(
      part === 'train'
        ? 'Expected photos to train on, got none.'
        : `No photo is left for split.${part} = ${options[part]}: there are ${photos.length} photos, ${different} of them different. Add photos, or set split.${part} to 0.`,
    );
  }
  return parts;
}
