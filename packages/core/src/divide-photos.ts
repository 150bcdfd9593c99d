import type { LabelledImages } from './engine.js';
import { NearDuplicates } from './near-duplicates.js';
import { type PhotoIdentity, type Split, type SplitOptions, splitPhotos } from './split.js';

/** A split, and which photos of its measured parts look like ones that it trains on. */
export interface DividedPhotos extends Split {
  /** Test photos that were not trained on themselves, of which a near-duplicate was. */
  readonly testNearTrained: Int32Array;
  readonly validationNearTrained: Int32Array;
}

/**
 * Divides photos as splitPhotos does, by what they show too: with
 * `options.keepNearDuplicatesTogether` near-duplicates are in one part, else those that are not are
 * found.
 * @param hashes SHA-256 of each photo's file, hex.
 * @throws SplitError as splitPhotos does.
 */
export function dividePhotos(
  images: LabelledImages,
  hashes: readonly string[],
  options: SplitOptions,
): DividedPhotos {
  const near = new NearDuplicates(images);
  const groups = options.keepNearDuplicatesTogether ? near.groups(hashes) : undefined;
  const photos = hashes.map(
    (hash, i): PhotoIdentity => ({ hash, label: images.labels[i], group: groups?.[i] }),
  );
  const split = splitPhotos(photos, options);
  const trained = new Set(Array.from(split.train, (i) => hashes[i]));
  const nearTrained = (part: Int32Array) => {
    const unseen = part.filter((i) => !trained.has(hashes[i]));
    return near.among(unseen, split.train);
  };
  return {
    ...split,
    testNearTrained: nearTrained(split.test),
    validationNearTrained: nearTrained(split.validation),
  };
}
