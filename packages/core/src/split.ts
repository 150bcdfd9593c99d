/** How photos are divided. `holdout` is the honest one; `post` is the published, leaking one. */
export const SPLIT_KINDS = ['holdout', 'post'] as const;
export type SplitKind = (typeof SPLIT_KINDS)[number];

export interface SplitOptions {
  readonly kind: SplitKind;
  /** Share of the photos for validation, for `holdout`. */
  readonly validation: number;
  /** Share of the photos for the test, for `holdout`. */
  readonly test: number;
  readonly seed: number;
}

/** What a split needs to know of a photo. */
export interface PhotoIdentity {
  /** SHA-256 of the file's bytes, hex. Photos with the same hash are the same photo. */
  readonly hash: string;
  readonly label: number;
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
